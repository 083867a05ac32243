package printing

import (
	"bytes"
	"context"
	"crypto/sha256"
	"log/slog"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/day"
	"temgoc/internal/origincode"
	"temgoc/internal/pg"
	"temgoc/internal/stamp"
	"temgoc/labels"
)

const (
	kid  origincode.KID = 7
	base                = "https://id.example.vn"
)

var (
	roll = labels.Stock{
		Name: "roll-50x30", Media: labels.OnRoll,
		Page: labels.Size{W: 102, H: 30}, Columns: 2, Rows: 1,
		Label: labels.Size{W: 50, H: 30}, Pitch: labels.Size{W: 52, H: 30}, Gap: 3,
	}
	sheet = labels.Stock{
		Name: "a4-3x8", Media: labels.OnSheet,
		Page: labels.Size{W: 210, H: 297}, Columns: 3, Rows: 8,
		Label: labels.Size{W: 64, H: 33.9}, First: labels.Point{X: 7.5, Y: 13}, Pitch: labels.Size{W: 66, H: 33.9},
	}
	design = labels.Design{Title: "Bánh cáy", Maker: "HTX An Bình", Lines: []string{"Lô L1"}, Host: "id.example.vn"}

	asPDF = Spec{Format: PDF, Stock: sheet, DPI: 300, Design: design, Title: "Bánh cáy", Footer: "Tờ {sheet}/{sheets}: {first}–{last}"}
	asZPL = Spec{Format: ZPL, Stock: roll, DPI: 203, Design: design}
	asCSV = Spec{Format: CSV}
)

// house is a producer with a batch, and a worker of the service.
type house struct {
	*Worker
	t   testing.TB
	who account.Principal
	lot uuid.UUID // id of the batch
	run stamp.Run
}

// newHouse issues a run of so many stamps for a producer of its own. The
// worker makes small parts, so that a few hundred labels are many.
func newHouse(t testing.TB, db pg.DB, quantity int) house {
	t.Helper()
	h := house{
		Worker: NewWorker(db, newRing(t, time.Time{}), base, slog.New(slog.DiscardHandler)),
		t:      t,
		who:    account.Principal{UserID: uuid.New(), OrgID: uuid.New(), Role: account.Producer, Name: "An"},
		lot:    uuid.New(),
	}
	h.partBytes = 10_000
	h.exec(`
		with org as (
			insert into organisation (id, kind, code, name)
			values ($1, 'producer', $1::uuid::text, 'HTX')
		), maker as (
			insert into user_account (id, org_id, email, name, role, password_hash)
			values ($2, $1, $2::uuid::text || '@example.vn', 'An', 'producer', '')
		), goods as (
			insert into product (id, org_id, gtin, name_vi, product_group)
			values ($3, $1, $4, 'Bánh cáy', 'thuc-pham')
		)
		insert into batch (id, product_id, org_id, gtin, kid, lot, produced_on, quantity)
		values ($3, $3, $1, $4, $5, 'L1', '2026-04-15', $6)`,
		h.who.OrgID, h.who.UserID, h.lot, h.unusedGTIN(), kid, quantity)
	h.run = h.issue(quantity)
	return h
}

// unusedGTIN is one of the three that these tests have.
func (h house) unusedGTIN() (gtin string) {
	h.t.Helper()
	err := h.db.QueryRow(h.t.Context(), `
		select min(free)
		from unnest(array['09520000001018', '09520000001025', '09520000001032']) as free
		where not exists (select from product where gtin = free)`).Scan(&gtin)
	h.must(err)
	return gtin
}

func newRing(t testing.TB, revoked time.Time) *origincode.Ring {
	t.Helper()
	ring, err := origincode.NewRing(origincode.Seed{KID: kid, Secret: [32]byte{1, 2, 3}, Revoked: revoked})
	if err != nil {
		t.Fatalf("ring: %v", err)
	}
	return ring
}

func (h house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h house) exec(sql string, args ...any) {
	h.t.Helper()
	if _, err := h.db.Exec(h.t.Context(), sql, args...); err != nil {
		h.t.Fatalf("%s: %v", sql, err)
	}
}

func (h house) count(sql string, args ...any) (n int) {
	h.t.Helper()
	h.must(h.db.QueryRow(h.t.Context(), sql, args...).Scan(&n))
	return n
}

func (h house) issue(quantity int) stamp.Run {
	h.t.Helper()
	run, _, err := stamp.Issue(h.t.Context(), h.db, h.who, h.lot, kid, day.Date(2026, time.April, 15), "",
		stamp.Order{Quantity: quantity, Kind: stamp.Compact})
	h.must(err)
	return run
}

// order is of the whole run.
func (h house) order(s Spec) Job {
	h.t.Helper()
	job, replayed, err := h.Order(h.t.Context(), h.who, "", h.run.ID, nil, s)
	if err != nil || replayed {
		h.t.Fatalf("order %s: got replayed %t, %v", s.Format, replayed, err)
	}
	return job
}

func (h house) job(id uuid.UUID) Job {
	h.t.Helper()
	job, err := JobByID(h.t.Context(), h.db, h.who, id)
	h.must(err)
	return job
}

// claim takes the oldest job, which there must be.
func (h house) claim() task {
	h.t.Helper()
	t, found, err := claim(h.t.Context(), h.db, stamp.MaxUnits)
	if err != nil || !found {
		h.t.Fatalf("claim: got found %t, %v", found, err)
	}
	return t
}

// start claims the oldest job and stores the head of its file.
func (h house) start() *press {
	h.t.Helper()
	p, err := h.setUp(h.t.Context(), h.claim())
	h.must(err)
	if p.Parts == 0 {
		h.must(p.store(h.t.Context(), labels.Part{Bytes: p.doc.Head()}, 0))
	}
	return p
}

// doNext does the oldest job.
func (h house) doNext() {
	h.t.Helper()
	if found, err := h.next(h.t.Context(), stamp.MaxUnits); err != nil || !found {
		h.t.Fatalf("next job: got found %t, %v", found, err)
	}
}

// endLeases makes believe that the nodes of all running jobs have died.
func (h house) endLeases() {
	h.t.Helper()
	h.exec(`update print_job set lease_until = now() - interval '1 second' where state = 'running'`)
}

// file is what a job made, which must be done.
func (h house) file(id uuid.UUID) []byte {
	h.t.Helper()
	var b bytes.Buffer
	job := h.job(id)
	h.must(job.WriteFile(h.t.Context(), h.db, &b))
	sum := sha256.Sum256(b.Bytes())
	if !bytes.Equal(sum[:], job.SHA256) || int64(b.Len()) != job.Bytes {
		h.t.Errorf("file of %d bytes, SHA-256 %x: the job says %d, %x", b.Len(), sum, job.Bytes, job.SHA256)
	}
	return b.Bytes()
}

// marks is whatever a refused request must leave as it was.
type marks struct{ Prints, Jobs, Parts, Audit int }

func (h house) marks() (m marks) {
	h.t.Helper()
	h.must(h.db.QueryRow(h.t.Context(), `
		select
			(select count(*) from print),
			(select count(*) from print_job),
			(select count(*) from print_part),
			(select count(*) from audit)`).Scan(&m.Prints, &m.Jobs, &m.Parts, &m.Audit))
	return m
}

func (h house) unchanged(before marks) {
	h.t.Helper()
	if diff := cmp.Diff(before, h.marks()); diff != "" {
		h.t.Errorf("a refused request changed something (-before +after):\n%s", diff)
	}
}

// runWorkers runs workers until the test ends, or until stop.
func (h house) runWorkers(workers ...*Worker) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error)
	for _, w := range workers {
		go func() { done <- w.Run(ctx) }()
	}
	stop = func() {
		cancel()
		for range workers {
			if err := <-done; err != nil {
				h.t.Errorf("worker: %v", err)
			}
		}
		workers = nil
	}
	h.t.Cleanup(func() { stop() })
	return stop
}

// watch shows a job as it goes on, until it has been seen enough.
func (h house) watch(id uuid.UUID, enough func(Job) bool) {
	h.t.Helper()
	look := time.NewTicker(2 * time.Millisecond)
	defer look.Stop()
	late := time.After(time.Minute)
	for !enough(h.job(id)) {
		select {
		case <-look.C:
		case <-late:
			h.t.Fatalf("after a minute the job is %+v", h.job(id))
		}
	}
}

// await waits for the end of jobs.
func (h house) await(ids ...uuid.UUID) {
	h.t.Helper()
	for _, id := range ids {
		h.watch(id, func(j Job) bool { return j.State.Ended() })
	}
}
