package web

import (
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"

	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/gs1"
)

func TestSuggestBatch(t *testing.T) {
	t.Parallel()
	lot := func(s string) catalog.Batch {
		l, err := gs1.ParseLot(s)
		if err != nil {
			t.Fatal(err)
		}
		return catalog.Batch{Lot: l, Content: "500 g"}
	}
	for _, tt := range []struct {
		name   string
		shelf  int
		latest []catalog.Batch
		want   url.Values
	}{
		{"first, without expiry", 0, nil, url.Values{"lot": {"L260701-01"}, "produced_on": {"2026-07-01"}}},
		{"second of the day", 365, []catalog.Batch{lot("L260701-01"), lot("L260630-07")},
			url.Values{"lot": {"L260701-02"}, "produced_on": {"2026-07-01"}, "expires_on": {"2027-07-01"}, "content": {"500 g"}}},
		{"lots of their own", 1, []catalog.Batch{lot("A-17")},
			url.Values{"lot": {"L260701-01"}, "produced_on": {"2026-07-01"}, "expires_on": {"2026-07-02"}, "content": {"500 g"}}},
	} {
		got := suggestBatch(catalog.Product{ShelfLifeDays: tt.shelf}, tt.latest, day.Date(2026, 7, 1))
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: -want +got\n%s", tt.name, diff)
		}
	}
}
