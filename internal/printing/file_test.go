package printing

import (
	"errors"
	"io"
	"testing"

	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/pg/pgtest"
)

func TestCancel(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		before func(h house, id uuid.UUID)
		want   error
	}{
		{"waiting", func(house, uuid.UUID) {}, nil},
		{"running", func(h house, _ uuid.UUID) { h.must(h.start().round(h.t.Context())) }, nil},
		{"cancelled before", func(h house, id uuid.UUID) {
			_, err := Cancel(h.t.Context(), h.db, h.who, id)
			h.must(err)
		}, nil},
		{"done", func(h house, _ uuid.UUID) { h.doNext() }, ErrEnded},
		{"failed", func(h house, _ uuid.UUID) { h.must(h.claim().fail(h.t.Context(), h.db, "internal")) }, ErrEnded},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t, pgtest.Tx(t), 600)
			id := h.order(asCSV).ID
			tt.before(h, id)
			before := h.marks()
			job, err := Cancel(t.Context(), h.db, h.who, id)
			if !errors.Is(err, tt.want) {
				t.Fatalf("got %v, want %v", err, tt.want)
			}
			if err != nil {
				h.unchanged(before)
				return
			}
			if job.State != Cancelled || job.FinishedAt == nil || job.ExpiresAt != nil {
				t.Errorf("got %+v, want a cancelled job", job)
			}
			if got := h.marks(); got.Parts != 0 || got.Prints != 1 {
				t.Errorf("got %+v, want no parts, and the line of the ledger", got)
			}
			if err := job.WriteFile(t.Context(), h.db, io.Discard); !errors.Is(err, ErrNoFile) {
				t.Errorf("file: got %v, want %v", err, ErrNoFile)
			}
			trail, err := account.AuditTrail(t.Context(), h.db, subject(h.run.ID), 10)
			if err != nil || len(trail) != 3 || trail[0].Detail["state"] != "cancelled" && trail[1].Detail["state"] != "cancelled" {
				t.Errorf("audit: got %v, %v, want issue, order and cancel", trail, err)
			}
		})
	}
}

func TestSweep(t *testing.T) {
	t.Parallel()
	h := newHouse(t, pgtest.Tx(t), 600)
	var ids []uuid.UUID
	for range 3 {
		ids = append(ids, h.order(asCSV).ID)
		h.doNext()
	}
	const age = `update print_job set finished_at = now() - $2::interval where print_id = $1`
	h.exec(age, ids[0], "7 days 1 second")
	h.exec(age, ids[1], "6 days 23:59:00")
	kept := h.job(ids[0]) // by someone who looked before
	h.must(h.sweep(t.Context()))
	for i, want := range []State{Expired, Done, Done} {
		if got := h.job(ids[i]); got.State != want || got.Percent() != 100 || (got.ExpiresAt == nil) != (want == Expired) {
			t.Errorf("job %d: got %s at %d percent, file until %v; want %s", i, got.State, got.Percent(), got.ExpiresAt, want)
		}
	}
	for _, job := range []Job{kept, h.job(ids[0])} {
		if err := job.WriteFile(t.Context(), h.db, io.Discard); !errors.Is(err, ErrNoFile) {
			t.Errorf("file of a swept job: got %v, want %v", err, ErrNoFile)
		}
	}
	h.file(ids[1])
	lines, err := Prints(t.Context(), h.db, h.who, h.run.ID, Page{})
	if err != nil || len(lines) != 3 {
		t.Errorf("ledger: got %d lines, %v, want all 3", len(lines), err)
	}
}

// A file that is swept while it is taken must not look whole.
func TestFileGoesAway(t *testing.T) {
	t.Parallel()
	h := newHouse(t, pgtest.Tx(t), 600)
	id := h.order(asCSV).ID
	h.doNext()
	h.exec(`delete from print_part where number >= 2`)
	if err := h.job(id).WriteFile(t.Context(), h.db, io.Discard); !errors.Is(err, ErrNoFile) {
		t.Errorf("got %v, want %v", err, ErrNoFile)
	}
}

func TestPercent(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		state            State
		made, last, want int
	}{
		{Waiting, 0, 999, 0},
		{Running, 9, 999, 0},
		{Running, 10, 999, 1},
		{Running, 999, 999, 99},
		{Running, 1000, 999, 99}, // the tail is still to come
		{Done, 1000, 999, 100},
		{Expired, 1000, 999, 100},
		{Cancelled, 500, 999, 50},
	} {
		job := Job{Made: tt.made}
		job.State, job.Last = tt.state, tt.last
		if got := job.Percent(); got != tt.want {
			t.Errorf("%s with %d of %d: got %d, want %d", tt.state, tt.made, job.Len(), got, tt.want)
		}
	}
}
