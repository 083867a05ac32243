package trace

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"temgoc/internal/epcis"
	"temgoc/internal/pg/pgtest"
)

// What a reader may not see fulfils no condition and orders nothing.
func TestFindHidden(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	hidden := []string{
		"bizStep", "disposition", "persistentDisposition", "readPoint", "bizLocation", "quantityList",
		"bizTransactionList", "sourceList", "destinationList", "sensorElementList", "ilmd", "ex:crew", "ex:size",
	}
	events := w.answering()
	_, err := Store(t.Context(), w.db, w.producer, Visibility{Public: true, Hidden: hidden}, nil, events[:1])
	w.check(err)
	_, err = Store(t.Context(), w.db, w.producer, Visibility{}, nil, events[1:2])
	w.check(err)
	for _, query := range []string{
		"EQ_bizStep=commissioning",
		"EQ_disposition=active",
		"EQ_persistentDisposition_set=completeness_verified",
		"WD_readPoint=https://id.gs1.org/414/9521321000018",
		"EQ_bizLocation=https://id.gs1.org/414/9521321000018",
		"EQ_readPoint_ex:gate=7",
		"MATCH_anyEPCClass=https://id.gs1.org/01/09521141123454/10/L1",
		"GE_quantity=1",
		"EQ_bizTransaction_po=https://id.gs1.org/253/95211410601241",
		"EQ_source_owning_party=https://id.gs1.org/417/9521141000014",
		"EQ_destination_location=https://id.gs1.org/414/9521141000021",
		"EXISTS_ILMD_ex:grade",
		"EQ_ex:crew=An",
		"MATCH_epc=https://id.gs1.org/01/09521141123454/21/S2",
	} {
		for name, r := range map[string]Reader{"everybody": {}, "a stranger": ReaderOf(w.stranger)} {
			if got := w.ask(r, query); got != "" {
				t.Errorf("%s: %s found %q, want nothing", query, name, got)
			}
		}
		for name, r := range map[string]Reader{"its own": ReaderOf(w.producer), "an inspector": ReaderOf(w.inspector)} {
			if got := w.ask(r, query); got == "" {
				t.Errorf("%s: %s found nothing", query, name)
			}
		}
	}
	if got := w.ask(Reader{}, "EXISTS_ex:box&orderBy=ex:size"); got != "object" {
		t.Errorf("public members: got %q, want the event", got)
	}
}

func TestFindHiddenOrder(t *testing.T) {
	t.Parallel()
	tx := pgtest.Tx(t)
	w := newWorld(t, tx)
	for _, e := range w.answering() {
		_, err := Store(t.Context(), w.db, w.producer, Visibility{Public: true, Hidden: []string{"ex:size"}}, nil, []epcis.Event{e})
		w.check(err)
	}
	q := w.query("orderBy=ex:size")
	hits, err := findHits(t.Context(), tx, Reader{}, q, position{}, 100)
	w.check(err)
	for _, h := range hits {
		if diff := cmp.Diff([]string{"-Infinity", "-infinity", ""}, h.Position[:3]); diff != "" {
			t.Errorf("a hidden value orders: -want +got\n%s", diff)
		}
	}
}
