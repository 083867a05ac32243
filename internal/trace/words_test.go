package trace

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"temgoc/internal/pg/pgtest"
)

func TestWordsInPages(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	step := func(step, key string) string {
		return `"type": "ObjectEvent", "action": "OBSERVE", "bizStep": "` + step + `", "epcList": ["` + key + `", "` + elsewhere("Z") + `"]`
	}
	w.store(w.producer, everybody,
		w.event(step("packing", elsewhere("A"))),
		w.event(step("shipping", elsewhere("B"))),
		w.event(step("https://ref.gs1.org/cbv/BizStep-storing", elsewhere("B")+"2")))
	w.store(w.producer, Visibility{}, w.event(step("holding", elsewhere("C"))), w.event(step("packing", elsewhere("A")+"2")))
	w.store(w.stranger, Visibility{}, w.event(step("arriving", elsewhere("D"))), w.event(step("packing", elsewhere("B"))))

	for _, tt := range []struct {
		name        string
		r           Reader
		steps, epcs []string
	}{
		{"everybody", Reader{}, []string{"packing", "shipping", "storing"}, []string{"A", "B", "B2", "Z"}},
		{"producer", ReaderOf(w.producer), []string{"holding", "packing", "shipping", "storing"}, []string{"A", "A2", "B", "B2", "C", "Z"}},
		{"stranger", ReaderOf(w.stranger), []string{"arriving", "packing", "shipping", "storing"}, []string{"A", "B", "B2", "D", "Z"}},
		{"officer", ReaderOf(w.inspector), []string{"arriving", "holding", "packing", "shipping", "storing"}, []string{"A", "A2", "B", "B2", "C", "D", "Z"}},
	} {
		steps := pages(t, func(after string) ([]string, error) { return Words(t.Context(), w.db, tt.r, BizSteps, after, 2) })
		if diff := cmp.Diff(tt.steps, steps); diff != "" {
			t.Errorf("steps to %s: -want +got\n%s", tt.name, diff)
		}
		epcs := pages(t, func(after string) ([]string, error) { return EPCs(t.Context(), w.db, tt.r, after, 3) })
		for i := range epcs {
			epcs[i] = epcs[i][len(elsewhere("")):]
		}
		if diff := cmp.Diff(tt.epcs, epcs); diff != "" {
			t.Errorf("epcs to %s: -want +got\n%s", tt.name, diff)
		}
	}
}

// pages reads a list to its end.
func pages(t *testing.T, read func(after string) ([]string, error)) (all []string) {
	t.Helper()
	for after := ""; ; after = all[len(all)-1] {
		page, err := read(after)
		if err != nil {
			t.Fatal(err)
		}
		if len(page) == 0 {
			return all
		}
		all = append(all, page...)
	}
}
