package printing

import (
	"bytes"
	"log/slog"
	"testing"

	"temgoc/internal/pg"
	"temgoc/internal/pg/pgtest"
)

// TestDatabaseGoesAway breaks the connections of a worker again and again in
// the middle of a job. It claims the job anew each time, and the file is whole.
func TestDatabaseGoesAway(t *testing.T) {
	t.Parallel()
	url := pgtest.URL(t)
	ours, workers := openPool(t, url), openPool(t, url+"&application_name=worker")
	h := newHouse(t, ours, 5000)
	want := h.order(asCSV).ID
	h.doNext()
	id := h.order(asCSV).ID
	w := NewWorker(workers, h.ring, base, slog.New(slog.DiscardHandler))
	w.partBytes = h.partBytes
	h.runWorkers(w)
	const breakAll = `select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = 'worker'`
	broken, made := 0, 0
	h.watch(id, func(j Job) bool {
		if j.Made > made {
			made = j.Made
			broken += h.count(breakAll)
			h.endLeases()
			w.Wake()
		}
		return j.State.Ended()
	})
	t.Logf("%d connections were broken", broken)
	if broken == 0 {
		t.Error("no connection was broken")
	}
	if !bytes.Equal(h.file(id), h.file(want)) {
		t.Error("the file differs from that of an unbroken job")
	}
}

func openPool(t *testing.T, url string) pg.DB {
	t.Helper()
	pool, err := pg.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	return pool
}
