package printing

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgconn"

	"temgoc/internal/pg"
	"temgoc/internal/pg/pgtest"
	"temgoc/internal/stamp"
	"temgoc/labels"
)

func TestWholeLife(t *testing.T) {
	t.Parallel()
	h := newHouse(t, pgtest.Pool(t), 1000)
	stop := h.runWorkers(h.Worker)
	defer stop()
	for _, tt := range []struct {
		spec       Spec
		begins     string
		everyLabel string // what the file has once a label; empty if it cannot be counted
	}{
		{asPDF, "%PDF-", ""},
		{asZPL, "^XA", ""},
		{Spec{Format: TSPL, Stock: roll, DPI: 203, Design: design}, "", ""},
		{asCSV, "\uFEFFnumber,serial,url\r\n0,", base + "/01/09520000001018/21/"},
		{Spec{Format: CSV, PINs: true, Kind: stamp.Sealed}, "\uFEFFnumber,serial,url,pin\r\n0,", "?s="},
		{Spec{Format: XLSX}, "PK\x03\x04", ""},
	} {
		job := h.order(tt.spec)
		h.await(job.ID)
		job = h.job(job.ID)
		if job.State != Done || job.Percent() != 100 || job.Made != 1000 || job.FinishedAt == nil || !job.ExpiresAt.Equal(job.FinishedAt.Add(Keep)) {
			t.Errorf("%s: got %+v, want a job that is done", tt.spec.Format, job)
			continue
		}
		file := h.file(job.ID)
		if !bytes.HasPrefix(file, []byte(tt.begins)) {
			t.Errorf("%s begins with %.40q, want %q", tt.spec.Format, file, tt.begins)
		}
		if got := bytes.Count(file, []byte(tt.everyLabel)); tt.everyLabel != "" && got != 1000 {
			t.Errorf("%s has %q %d times, want 1000", tt.spec.Format, tt.everyLabel, got)
		}
	}
}

func TestProgressOnlyGrows(t *testing.T) {
	t.Parallel()
	h := newHouse(t, pgtest.Tx(t), 1000)
	id := h.order(asCSV).ID
	seen := []int{h.job(id).Percent()}
	p := h.start()
	for p.Made < p.Len() {
		h.must(p.round(t.Context()))
		seen = append(seen, h.job(id).Percent())
	}
	h.must(p.finish(t.Context()))
	seen = append(seen, h.job(id).Percent())
	if len(seen) < 4 || seen[0] != 0 || seen[len(seen)-1] != 100 || seen[len(seen)-2] != 99 {
		t.Errorf("got %v percent, want from 0 over several to 99 and 100", seen)
	}
	for i := 1; i < len(seen); i++ {
		if seen[i] <= seen[i-1] {
			t.Errorf("got %v percent, want each to be more", seen)
		}
	}
}

// TestResume lets the node die behind each round of parts in turn. Whoever goes
// on makes the same file, and no part again.
func TestResume(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		spec      Spec
		partBytes int
	}{
		{asPDF, 30_000},
		{asZPL, 400_000},
		{asCSV, 8_000},
		{Spec{Format: XLSX}, 3_000},
	} {
		t.Run(string(tt.spec.Format), func(t *testing.T) {
			t.Parallel()
			h := newHouse(t, pgtest.Tx(t), 600)
			h.partBytes = tt.partBytes
			whole := h.order(tt.spec).ID
			h.doNext()
			want := h.file(whole)
			job := h.order(tt.spec)
			for rounds := 0; ; rounds++ {
				h.endLeases()
				p := h.start()
				if p.Made == p.Len() {
					h.must(p.finish(t.Context()))
					if rounds < 3 {
						t.Errorf("the file took %d rounds, want some to die between", rounds)
					}
					break
				}
				h.must(p.round(t.Context()))
			}
			if !bytes.Equal(h.file(job.ID), want) {
				t.Error("the file differs from that of an unbroken job")
			}
			const parts = `select count(*) from print_part where print_id = $1`
			if got, want := h.count(parts, job.ID), h.count(parts, whole); got != want {
				t.Errorf("got %d parts, want %d as of an unbroken job", got, want)
			}
		})
	}
}

// stopping is a database that has the node told to stop when so many parts are
// stored.
type stopping struct {
	pg.DB
	after *int
	stop  func()
}

func (s stopping) Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error) {
	tag, err := s.DB.Exec(ctx, sql, args...)
	if strings.Contains(sql, "insert into print_part") {
		if *s.after--; *s.after == 0 {
			s.stop()
		}
	}
	return tag, err
}

// TestStop tells a node to stop in the middle of a job: it gives the job back,
// and another one ends it.
func TestStop(t *testing.T) {
	t.Parallel()
	h := newHouse(t, pgtest.Pool(t), 1000)
	want := h.order(asCSV).ID
	h.doNext()
	id := h.order(asCSV).ID
	ctx, stop := context.WithCancel(t.Context())
	after := 3 // the head and two parts
	w := NewWorker(stopping{h.db, &after, stop}, h.ring, base, h.log)
	w.partBytes = h.partBytes
	if _, err := w.next(ctx, stamp.MaxUnits); err != nil {
		t.Errorf("a node that stops: got %v, want no error", err)
	}
	if got := h.job(id); got.State != Waiting || got.Made == 0 || got.Made == got.Len() {
		t.Fatalf("got a job that is %s with %d labels, want it waiting in the middle", got.State, got.Made)
	}
	h.doNext()
	if !bytes.Equal(h.file(id), h.file(want)) {
		t.Error("the file differs from that of an unbroken job")
	}
}

// TestLostLease: a runner that slept longer than its lease writes nothing any
// more, whatever the other one is at.
func TestLostLease(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		then func(h house, id uuid.UUID) // after the lease has ended
	}{
		{"another runner is at it", func(h house, _ uuid.UUID) { h.must(h.start().round(h.t.Context())) }},
		{"another runner is done", func(h house, _ uuid.UUID) { h.doNext() }},
		{"cancelled", func(h house, id uuid.UUID) {
			_, err := Cancel(h.t.Context(), h.db, h.who, id)
			h.must(err)
		}},
		{"given back", func(h house, _ uuid.UUID) { h.must(h.claim().giveBack(h.t.Context(), h.db)) }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t, pgtest.Tx(t), 600)
			id := h.order(asCSV).ID
			late := h.start()
			h.must(late.round(t.Context()))
			h.endLeases()
			tt.then(h, id)
			marks, job := h.marks(), h.job(id)
			for name, write := range map[string]func() error{
				"a part":   func() error { return late.round(t.Context()) },
				"the tail": func() error { return late.finish(t.Context()) },
			} {
				if err := write(); !errors.Is(err, errLost) {
					t.Errorf("%s: got %v, want %v", name, err, errLost)
				}
			}
			h.must(late.fail(t.Context(), h.db, "internal"))
			h.must(late.giveBack(t.Context(), h.db))
			h.unchanged(marks)
			if diff := cmp.Diff(job, h.job(id)); diff != "" {
				t.Errorf("the job was changed (-before +after):\n%s", diff)
			}
		})
	}
}

// TestWorkersShare lets two nodes do jobs of all sizes. Each is claimed once.
func TestWorkersShare(t *testing.T) {
	t.Parallel()
	h := newHouse(t, pgtest.Pool(t), 3000)
	h.exec(`create table claimed (print_id uuid, runner uuid);
		create function note_claim() returns trigger language plpgsql as $$
		begin
			insert into claimed values (new.print_id, new.runner);
			return new;
		end $$;
		create trigger note_claim after update on print_job for each row
			when (new.runner is not null and new.runner is distinct from old.runner)
			execute function note_claim()`)
	var ids []uuid.UUID
	for i := range MaxUnfinished {
		job, _, err := h.Order(t.Context(), h.who, "", h.run.ID, &stamp.Range{First: 0, Last: i * 100}, asCSV)
		h.must(err)
		ids = append(ids, job.ID)
	}
	other := NewWorker(h.db, h.ring, base, h.log)
	h.runWorkers(h.Worker, other)
	h.await(ids...)
	for i, id := range ids {
		if got, want := bytes.Count(h.file(id), []byte("\n")), 1+1+i*100; got != want {
			t.Errorf("job %d: got %d lines, want %d", i, got, want)
		}
	}
	if got := h.count(`select count(*) from claimed`); got != len(ids) {
		t.Errorf("got %d claims of %d jobs", got, len(ids))
	}
}

// TestShortLane: while a long job is first in line, a short one is taken.
func TestShortLane(t *testing.T) {
	t.Parallel()
	h := newHouse(t, pgtest.Tx(t), 100_000)
	long := h.order(asCSV)
	short, _, err := h.Order(t.Context(), h.who, "", h.run.ID, &stamp.Range{First: 0, Last: 19_999}, asCSV)
	h.must(err)
	for _, tt := range []struct {
		most int
		want uuid.UUID
	}{{lanes[1], short.ID}, {lanes[0], long.ID}, {lanes[0], uuid.Nil}} {
		if got, _, err := claim(t.Context(), h.db, tt.most); err != nil || got.ID != tt.want {
			t.Errorf("claim of at most %d labels: got %v, %v, want %v", tt.most, got.ID, err, tt.want)
		}
	}
}

// TestPartsAreSmall looks at the parts as they are made in the service, of the
// labels that take the most bytes.
func TestPartsAreSmall(t *testing.T) {
	t.Parallel()
	h := newHouse(t, pgtest.Tx(t), 1000)
	h.partBytes = partBytes
	id := h.order(asZPL).ID
	h.doNext()
	if got := h.count(`select max(length(bytes)) from print_part where print_id = $1`, id); got < partBytes/2 || got > 2*partBytes {
		t.Errorf("the largest part has %d bytes, want about %d", got, partBytes)
	}
}

// bomb is a document with a fault of ours.
type bomb struct{ labels.Document }

func (bomb) Part(int, []labels.Code) (labels.Part, error)   { panic("bug in a part") }
func (bomb) Tail(iter.Seq[[]byte]) (tail []byte, err error) { panic("bug in the tail") }

func TestFaultIsNoEnd(t *testing.T) {
	t.Parallel()
	h := newHouse(t, pgtest.Tx(t), 600)
	h.order(asCSV)
	p := h.start()
	p.doc = bomb{p.doc}
	for bug, make := range map[string]func(context.Context) error{"bug in a part": p.round, "bug in the tail": p.finish} {
		err := make(t.Context())
		if bad, ok := errors.AsType[unprintable](err); !ok || bad.problem() != "internal" || !strings.Contains(err.Error(), bug) {
			t.Errorf("%s: got %v, want it to be unprintable", bug, err)
		}
	}
}

func TestProblem(t *testing.T) {
	t.Parallel()
	tooSmall := unprintable{fmt.Errorf("set: %w", labels.TooSmall{Stock: "x"})}
	if got := tooSmall.problem(); got != "symbol" {
		t.Errorf("too small: got %q, want symbol", got)
	}
}

// TestFailure ends a job that no try would do, and drops what there was of it.
func TestFailure(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, want string
		harm       func(h house)
	}{
		{"key revoked meanwhile", "key", func(h house) { h.ring = newRing(h.t, today) }},
		{"spec of a later version", "internal", func(h house) { h.exec(`update print_job set spec = '{"format": "gif"}'`) }},
		{"claimed again and again", "internal", func(h house) { h.exec(`update print_job set tries = 5`) }},
		{"state of the hash is damaged", "internal", func(h house) { h.exec(`update print_job set hash = '\x00'`) }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t, pgtest.Tx(t), 600)
			id := h.order(asPDF).ID
			h.must(h.start().round(t.Context()))
			h.endLeases()
			tt.harm(h)
			if found, err := h.next(t.Context(), stamp.MaxUnits); err == nil || !found {
				t.Errorf("next job: got found %t, %v, want its failure for the log", found, err)
			}
			job := h.job(id)
			if job.State != Failed || job.Problem != tt.want || job.FinishedAt == nil {
				t.Errorf("got %s with problem %q at %v, want failed with %q", job.State, job.Problem, job.FinishedAt, tt.want)
			}
			if got := h.marks().Parts; got != 0 {
				t.Errorf("a failed job keeps %d parts, want none", got)
			}
			if found, err := h.next(t.Context(), stamp.MaxUnits); err != nil || found {
				t.Errorf("it was tried again: found %t, %v", found, err)
			}
		})
	}
}
