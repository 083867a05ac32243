package stamp_test

import (
	"errors"
	"net/url"
	"testing"
	"time"

	"temgoc/internal/gs1"
	"temgoc/internal/input"
	"temgoc/internal/origincode"
	"temgoc/internal/stamp"
)

const base = "https://id.example.vn"

func newRing(t testing.TB, revoked time.Time) *origincode.Ring {
	t.Helper()
	ring, err := origincode.NewRing(origincode.Seed{KID: kid, Secret: [32]byte{1, 2, 3}, Revoked: revoked})
	if err != nil {
		t.Fatalf("ring: %v", err)
	}
	return ring
}

func newRun(t testing.TB, kind stamp.Kind, quantity int) stamp.Run {
	t.Helper()
	gtin, err := gs1.ParseGTIN("09520000001018")
	if err != nil {
		t.Fatal(err)
	}
	return stamp.Run{BatchNumber: 123, FirstUnit: 50, Quantity: quantity, Kind: kind, GTIN: gtin, KID: kid}
}

// TestCodesOpen opens every code of a run as a visitor's is.
func TestCodesOpen(t *testing.T) {
	t.Parallel()
	ring := newRing(t, time.Time{})
	for _, kind := range []stamp.Kind{stamp.Compact, stamp.Sealed} {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			codes, err := newRun(t, kind, 20).Codes(ring, base, nil)
			if err != nil {
				t.Fatalf("codes: %v", err)
			}
			unit := 50
			for code, err := range codes {
				if err != nil {
					t.Fatalf("code: %v", err)
				}
				u, err := url.Parse(string(code.URL))
				if err != nil {
					t.Fatalf("url: %v", err)
				}
				opened, err := ring.Open(u.EscapedPath(), u.RawQuery)
				if err != nil {
					t.Fatalf("open %s: %v", code.URL, err)
				}
				if code.Unit != unit || int(opened.Unit) != unit || opened.Batch != 123 || opened.Kind.String() != string(kind) {
					t.Errorf("%s: got unit %d, opened %d of batch %d, %s; want unit %d of 123, %s",
						code.URL, code.Unit, opened.Unit, opened.Batch, opened.Kind, unit, kind)
				}
				if string(code.Serial) != opened.Serial {
					t.Errorf("serial: got %s, want %s", code.Serial, opened.Serial)
				}
				if got, want := string(code.URL), base+opened.Path(); got != want {
					t.Errorf("url: got %s, want %s", got, want)
				}
				unit++
			}
			if unit != 70 {
				t.Errorf("codes ended before unit %d, want 70", unit)
			}
		})
	}
}

func TestCodesOfPart(t *testing.T) {
	t.Parallel()
	run := newRun(t, stamp.Compact, 20)
	codes, err := run.Codes(newRing(t, time.Time{}), base, &stamp.Range{First: 60, Last: 61})
	if err != nil {
		t.Fatalf("codes: %v", err)
	}
	var got []int
	for code := range codes {
		got = append(got, code.Unit)
	}
	if len(got) != 2 || got[0] != 60 || got[1] != 61 {
		t.Errorf("units: got %v, want [60 61]", got)
	}
	outside := input.Error{Field: "last", Problem: "range.outside"}
	if _, err := run.Codes(newRing(t, time.Time{}), base, &stamp.Range{First: 60, Last: 70}); !errors.Is(err, outside) {
		t.Errorf("beyond the run: got %v, want %v", err, outside)
	}
}

func TestPINs(t *testing.T) {
	t.Parallel()
	run, ring := newRun(t, stamp.Compact, 20), newRing(t, time.Time{})
	pins, err := run.PINs(ring)
	if err != nil {
		t.Fatalf("PINs: %v", err)
	}
	sealer, err := ring.Sealer(kid)
	if err != nil {
		t.Fatal(err)
	}
	for unit := run.FirstUnit; unit <= run.LastUnit(); unit++ {
		if got, want := pins(unit), sealer.PIN(run.GTIN, uint32(run.BatchNumber), uint32(unit)); got != want {
			t.Errorf("unit %d: got %s, want %s", unit, got, want)
		}
	}
	if _, err := run.PINs(newRing(t, time.Unix(1, 0))); !errors.Is(err, origincode.ErrRevoked) {
		t.Errorf("of a revoked key: got %v, want %v", err, origincode.ErrRevoked)
	}
}

func TestCodesOfRevokedKey(t *testing.T) {
	t.Parallel()
	_, err := newRun(t, stamp.Compact, 1).Codes(newRing(t, time.Unix(1, 0)), base, nil)
	if !errors.Is(err, origincode.ErrRevoked) {
		t.Errorf("got %v, want %v", err, origincode.ErrRevoked)
	}
}

// BenchmarkCodes reports the time of one code; the aim is 400,000 compact ones
// a second, 2.5 µs each, with what a CSV adds.
func BenchmarkCodes(b *testing.B) {
	for _, kind := range []stamp.Kind{stamp.Compact, stamp.Sealed} {
		b.Run(string(kind), func(b *testing.B) {
			b.ReportAllocs()
			codes, err := newRun(b, kind, min(b.N, stamp.MaxUnits-50)).Codes(newRing(b, time.Time{}), base, nil)
			if err != nil {
				b.Fatal(err)
			}
			for done := 0; done < b.N; {
				for range codes {
					done++
				}
			}
		})
	}
}
