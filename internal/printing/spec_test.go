package printing

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"temgoc/internal/pg/pgtest"
	"temgoc/internal/stamp"
)

func TestFooter(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		total, sheet, first, last int
		want                      string
	}{
		{1, 1, 0, 0, "Tờ 1/1: 0–0"},
		{24, 1, 0, 23, "Tờ 1/1: 0–23"},
		{25, 2, 24, 24, "Tờ 2/2: 24–24"},
		{1 << 20, 43691, 1048560, 1048575, "Tờ 43691/43691: 1048560–1048575"},
	} {
		if got := asPDF.footer(tt.total)(tt.sheet, tt.first, tt.last); got != tt.want {
			t.Errorf("sheet %d of %d labels: got %q, want %q", tt.sheet, tt.total, got, tt.want)
		}
	}
	if (Spec{Stock: sheet}).footer(10) != nil {
		t.Error("without a pattern: got a footer, want none")
	}
}

// A job prints what its spec said when it was ordered, whatever its texts hold.
func TestSpecIsKept(t *testing.T) {
	t.Parallel()
	h := newHouse(t, pgtest.Tx(t), 10)
	spec := asPDF
	spec.Design.Title = "Nghệ \"đỏ\" \\ \x00 <&> {first} 0.1"
	spec.Design.Lines = []string{"", "Lô L1"}
	spec.Stock.First.X = 7.123456789012345
	h.order(spec)
	if got, want := h.claim().Spec, spec.of(h.run); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
}

// The encoding is that of jobs and keys in the database: it must stay.
func TestSpecJSON(t *testing.T) {
	t.Parallel()
	spec := Spec{Format: CSV, Kind: stamp.Sealed, Title: "T", PINs: true}
	got, err := json.Marshal(spec)
	if want := `{"format":"csv","kind":"sealed","title":"T","pins":true}`; err != nil || string(got) != want {
		t.Errorf("got %s, %v, want %s", got, err, want)
	}
}

func TestCodes(t *testing.T) {
	t.Parallel()
	h := newHouse(t, pgtest.Tx(t), 10)
	compact, err := Codes(h.run, h.ring, base, &stamp.Range{First: 4, Last: 5}, Spec{PINs: true})
	h.must(err)
	number := 4
	for code, err := range compact {
		if err != nil || code.Number != number || len(code.Serial) != 20 || len(code.PIN) != 6 {
			t.Errorf("got %+v, %v, want a compact code of unit %d with its PIN", code, err, number)
		}
		number++
	}
	sealed, err := Codes(h.run, h.ring, base, nil, Spec{Kind: stamp.Sealed})
	h.must(err)
	for code, err := range sealed {
		if err != nil || len(code.Serial) != 10 || code.PIN != "" {
			t.Errorf("got %+v, %v, want a sealed code without a PIN", code, err)
		}
	}
	if _, err := Codes(h.run, newRing(t, time.Unix(1, 0)), base, nil, Spec{}); err == nil {
		t.Error("codes of a revoked key: got no error")
	}
}
