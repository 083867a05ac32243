package inspection

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/input"
	"temgoc/internal/pg"
	"temgoc/internal/pg/pgtest"
	"temgoc/internal/scan"
	"temgoc/internal/stamp"
)

// world is a producer with a run of ten active stamps, and an inspector.
type world struct {
	*testing.T
	db                  pg.DB
	producer, inspector account.Principal
	batch               catalog.Batch
	run                 stamp.Run
}

func newWorld(t *testing.T, db pg.DB) world {
	t.Helper()
	w := world{T: t, db: db}
	w.producer = w.member(account.ProducerOrg, account.Producer)
	w.inspector = w.member(account.AuthorityOrg, account.Inspector)
	p, err := catalog.CreateProduct(t.Context(), db, w.producer, "0299", catalog.NewProduct{NameVI: "Chè", Group: "do-uong"})
	w.must(err)
	w.batch, err = catalog.CreateBatch(t.Context(), db, w.producer, 1, catalog.NewBatch{
		ProductID: p.ID, Lot: "L1", ProducedOn: day.Date(2026, 1, 2), Quantity: 100,
	})
	w.must(err)
	w.run, _, err = stamp.Issue(t.Context(), db, w.producer, w.batch.ID, 1, day.Date(2026, 4, 15), "", stamp.Order{Quantity: 10, Kind: stamp.Compact})
	w.must(err)
	w.must(stamp.Activate(t.Context(), db, w.producer, w.run.ID, nil))
	return w
}

func (w world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// member is one of an organisation of its own.
func (w world) member(kind account.OrgKind, role account.Role) account.Principal {
	w.Helper()
	name := uuid.NewString()
	org, err := account.CreateOrg(w.Context(), w.db, account.Org{Kind: kind, Code: strings.ToUpper(name), Name: "Tổ chức"})
	w.must(err)
	email := name + "@example.vn"
	_, err = account.CreateUser(w.Context(), w.db, account.NewUser{OrgID: org, Email: email, Name: "Chị Hoa", Role: role, Password: "mật khẩu thật dài"})
	w.must(err)
	user, err := account.UserByEmail(w.Context(), w.db, email)
	w.must(err)
	return user.Principal()
}

// open is a case of a unit, or of the whole batch if it is nil.
func (w world) open(unit *int32) (id uuid.UUID) {
	w.Helper()
	w.must(w.db.QueryRow(w.Context(), `
		insert into clone_case (id, batch_number, unit, reason, evidence)
		values (gen_random_uuid(), $1, $2, case when $2::int is null then 'batch' else 'unit' end, '{}')
		returning id`, w.batch.Number, unit).Scan(&id))
	return id
}

func (w world) state(id uuid.UUID) scan.CaseState {
	w.Helper()
	c, err := scan.CaseByID(w.Context(), w.db, w.inspector, id)
	w.must(err)
	return c.State
}

// TestDecideOnce: of many that decide at once, one does.
func TestDecideOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Pool(t))
	id := w.open(new(int32(3)))
	const deciders = 12
	results := make(chan error)
	for i := range deciders {
		go func() {
			d := Decision{Deed: []Deed{Dismiss, Void, Alert}[i%3], Note: "Tôi", Alert: "Coi chừng"}
			results <- Decide(context.Background(), w.db, w.inspector, id, d)
		}()
	}
	var won int
	for range deciders {
		switch err := <-results; {
		case err == nil:
			won++
		case !errors.Is(err, ErrDecided):
			t.Errorf("got %v, want ErrDecided", err)
		}
	}
	trail, err := account.AuditTrail(t.Context(), w.db, "case:"+id.String(), 20)
	if won != 1 || err != nil || len(trail) != 1 {
		t.Errorf("%d decided, %d lines of audit, %v; want 1 and 1", won, len(trail), err)
	}
}

// Every decision in a row, on cases of a unit and of the batch: what the case
// is then, and what it is open to.
func TestSteps(t *testing.T) {
	t.Parallel()
	unit := new(int32(3))
	for _, tt := range []struct {
		name  string
		unit  *int32
		deeds []Deed
		want  scan.CaseState
		open  []Deed
	}{
		{"open", unit, nil, scan.CaseOpen, []Deed{Dismiss, Watch, Void, Alert}},
		{"open, of the batch", nil, nil, scan.CaseOpen, []Deed{Dismiss, Watch, Alert}},
		{"watched", unit, []Deed{Watch}, scan.CaseWatched, []Deed{Dismiss, Void, Alert}},
		{"dismissed", unit, []Deed{Watch, Dismiss}, scan.CaseDismissed, nil},
		{"voided", unit, []Deed{Void}, scan.CaseVoided, nil},
		{"alerted", nil, []Deed{Alert}, scan.CaseAlerted, []Deed{Lift}},
		{"lifted", nil, []Deed{Alert, Lift}, scan.CaseWatched, []Deed{Dismiss, Alert}},
		{"alerted again", unit, []Deed{Alert, Lift, Alert}, scan.CaseAlerted, []Deed{Lift}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, pgtest.Tx(t))
			id := w.open(tt.unit)
			for _, d := range tt.deeds {
				w.must(Decide(t.Context(), w.db, w.inspector, id, Decision{Deed: d, Note: "Đã xem", Alert: "Coi chừng"}))
			}
			c, err := scan.CaseByID(t.Context(), w.db, w.inspector, id)
			w.must(err)
			if diff := cmp.Diff(tt.open, Possible(c)); c.State != tt.want || diff != "" {
				t.Errorf("got %s, want %s; open to, -want +got:\n%s", c.State, tt.want, diff)
			}
			for _, d := range []Deed{Dismiss, Watch, Void, Alert, Lift} {
				if tt.unit == nil && d == Void || slices.Contains(tt.open, d) {
					continue
				}
				err := Decide(t.Context(), w.db, w.inspector, id, Decision{Deed: d, Note: "Đã xem", Alert: "Coi chừng"})
				if !errors.Is(err, ErrDecided) {
					t.Errorf("%s then: got %v, want ErrDecided", d, err)
				}
			}
		})
	}
}

// TestVoidingTellsOfItself: in the ledger, among the producer's events and in
// the audit, as the inspector's.
func TestVoidingTellsOfItself(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	w.must(Decide(t.Context(), w.db, w.inspector, w.open(new(int32(3))), Decision{Deed: Void, Note: "Bắt gặp ở chợ"}))
	ledger, err := stamp.LedgerOf(t.Context(), w.db, w.producer, w.batch.ID, 0)
	if err != nil || ledger.Voided != 1 || ledger.Ranges[1].Reason != stamp.Copied {
		t.Errorf("ledger: got %+v, %v", ledger, err)
	}
	var events int
	w.must(w.db.QueryRow(t.Context(), `
		select count(*)
		from event
		where org_id = $1 and biz_step = 'decommissioning'`, w.batch.OrgID).Scan(&events))
	trail, err := account.AuditTrail(t.Context(), w.db, "stamp-run:"+w.run.ID.String(), 10)
	w.must(err)
	voided := trail[0]
	for _, line := range trail { // all of one transaction's time
		if line.Detail["state"] == string(stamp.Voided) {
			voided = line
		}
	}
	if events != 1 || voided.UserID.UUID != w.inspector.UserID || voided.Detail["reason"] != stamp.Copied {
		t.Errorf("%d events, audit %+v; want one and the inspector's line", events, voided)
	}
}

// A stamp that its producer voided first leaves the decision as it is.
func TestVoidWhatIsVoided(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	id := w.open(new(int32(3)))
	w.must(stamp.Void(t.Context(), w.db, w.producer, w.run.ID, &stamp.Range{First: 3, Last: 3}, stamp.Causes[0]))
	w.must(Decide(t.Context(), w.db, w.inspector, id, Decision{Deed: Void, Note: "Bắt gặp ở chợ"}))
	if got := w.state(id); got != scan.CaseVoided {
		t.Errorf("got %s, want voided", got)
	}
}

func TestDecisionRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	ofUnit, ofBatch := w.open(new(int32(3))), w.open(nil)
	stranger := w.member(account.ProducerOrg, account.Producer)
	for name, tt := range map[string]struct {
		id   uuid.UUID
		who  account.Principal
		d    Decision
		want error
	}{
		"no note":            {ofUnit, w.inspector, Decision{Deed: Watch}, input.Error{Field: "note", Problem: "text.missing"}},
		"a long note":        {ofUnit, w.inspector, Decision{Deed: Watch, Note: strings.Repeat("a", 1001)}, input.Error{Field: "note", Problem: "text.too_long"}},
		"no decision":        {ofUnit, w.inspector, Decision{Note: "a"}, input.Error{Field: "decision", Problem: "case.decision.missing"}},
		"an unknown one":     {ofUnit, w.inspector, Decision{Deed: "burn", Note: "a"}, input.Error{Field: "decision", Problem: "case.decision.missing"}},
		"an alert of naught": {ofUnit, w.inspector, Decision{Deed: Alert, Note: "a"}, input.Error{Field: "alert", Problem: "text.missing"}},
		"void a batch":       {ofBatch, w.inspector, Decision{Deed: Void, Note: "a"}, input.Error{Field: "decision", Problem: "case.decision.void_batch"}},
		"no such case":       {uuid.New(), w.inspector, Decision{Deed: Dismiss, Note: "a"}, account.ErrNotFound},
		"its producer":       {ofUnit, w.producer, Decision{Deed: Dismiss, Note: "a"}, account.ErrForbidden},
		"another producer":   {ofUnit, stranger, Decision{Deed: Dismiss, Note: "a"}, account.ErrNotFound},
		"nobody":             {ofUnit, account.Principal{}, Decision{Deed: Dismiss, Note: "a"}, account.ErrNotFound},
	} {
		if err := Decide(t.Context(), w.db, tt.who, tt.id, tt.d); !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", name, err, tt.want)
		}
	}
	if a, b := w.state(ofUnit), w.state(ofBatch); a != scan.CaseOpen || b != scan.CaseOpen {
		t.Errorf("after refused decisions: got %s and %s, want both open", a, b)
	}
}
