package epcis

import (
	"testing"

	"temgoc/internal/gs1"
)

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func TestLotRoundTrip(t *testing.T) {
	t.Parallel()
	gtin := must[gs1.GTIN](t)(gs1.ParseGTIN("08930001123458"))
	for _, text := range []string{"L1", "a/b;c", `"%"`, "12345678901234567890"} {
		lot := must[gs1.Lot](t)(gs1.ParseLot(text))
		uri := LotURI(gtin, lot)
		if canonical := Canonical(uri); canonical != uri {
			t.Errorf("LotURI is %q, want canonical %q", uri, canonical)
		}
		if gotGTIN, gotLot, ok := Lot(uri); !ok || gotGTIN != gtin || gotLot != lot {
			t.Errorf("Lot(%q): got %v, %v, %t; want %v, %v", uri, gotGTIN, gotLot, ok, gtin, lot)
		}
		if _, _, ok := Unit(uri); ok {
			t.Errorf("Unit(%q): got a unit, want none of a lot", uri)
		}
	}
}

func TestUnitRoundTrip(t *testing.T) {
	t.Parallel()
	gtin := must[gs1.GTIN](t)(gs1.ParseGTIN("08930001123458"))
	serial := must[gs1.Serial](t)(gs1.ParseSerial("A/1"))
	uri := UnitURI(gtin, serial)
	if want := "https://id.gs1.org/01/08930001123458/21/A%2F1"; uri != want {
		t.Errorf("UnitURI: got %s, want %s", uri, want)
	}
	if gotGTIN, gotSerial, ok := Unit(uri); !ok || gotGTIN != gtin || gotSerial != serial {
		t.Errorf("Unit(%q): got %v, %v, %t; want %v, %v", uri, gotGTIN, gotSerial, ok, gtin, serial)
	}
}

func TestGTINOf(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ uri, want string }{
		{"https://id.gs1.org/01/08930001123458", "08930001123458"},
		{"https://id.gs1.org/01/08930001123458/10/L", "08930001123458"},
		{"https://id.gs1.org/01/08930001123458/235/U", "08930001123458"},
		{"https://id.gs1.org/01/08930001123450", ""},
		{"https://id.gs1.org/01/089300011234587", ""},
		{"https://id.gs1.org/414/8930001123458", ""},
		{"urn:uuid:1", ""},
	} {
		got, ok := GTINOf(tt.uri)
		if got.String() != tt.want || ok != (tt.want != "") {
			t.Errorf("GTINOf(%q): got %q, %t; want %q", tt.uri, got, ok, tt.want)
		}
	}
}

func TestGLNOf(t *testing.T) {
	t.Parallel()
	gln := must[gs1.GLN](t)(gs1.ParseGLN("8930001123458"))
	for _, uri := range []string{PlaceURI(gln), PlaceURI(gln) + "/254/K1", PartyURI(gln)} {
		if got, ok := GLNOf(Canonical(uri)); !ok || got != gln {
			t.Errorf("GLNOf(%q): got %v, %t; want %v", uri, got, ok, gln)
		}
	}
	for _, uri := range []string{"https://id.gs1.org/01/08930001123458", "geo:20.58,106.29"} {
		if got, ok := GLNOf(uri); ok {
			t.Errorf("GLNOf(%q): got %v, want none", uri, got)
		}
	}
}
