package link

import (
	"fmt"
	"sync"
	"testing"

	"temgoc/internal/input"
	"temgoc/internal/pg/pgtest"
)

// The cap and the one default hold for those who ask at once, too.
func TestAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Pool(t))
	rivals := make([]Entry, 6)
	for n := range rivals {
		l := goodLink(fmt.Sprint("rival-", n))
		l.Default = true
		rivals[n] = w.propose(t, w.onProduct(), l)
	}
	approved := succeeding(t, len(rivals), errDefaultTaken, func(n int) error {
		_, err := Approve(t.Context(), w.db, w.admin, rivals[n].ID)
		return err
	})
	if approved != 1 {
		t.Errorf("got %d approved defaults, want 1", approved)
	}

	for n := range maxLinks - 3 {
		w.propose(t, w.onBatch(), goodLink(fmt.Sprint(n)))
	}
	proposed := succeeding(t, 8, errTooMany, func(n int) error {
		_, err := Propose(t.Context(), w.db, w.producer, w.onBatch(), goodLink(fmt.Sprint("late-", n)))
		return err
	})
	if proposed != 3 {
		t.Errorf("got %d links beside %d, want 3", proposed, maxLinks-3)
	}
}

// succeeding makes n calls at once and counts those without an error; others
// must fail with just this one.
func succeeding(t *testing.T, n int, refusal input.Error, call func(n int) error) (count int) {
	t.Helper()
	errs := make([]error, n)
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() { errs[i] = call(i) })
	}
	all.Wait()
	for _, err := range errs {
		if err == nil {
			count++
			continue
		}
		checkError(t, err, refusal)
	}
	return count
}
