package day

import (
	"testing"
	"time"
)

func TestParse(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		in string
		ok bool
	}{
		{"2026-04-15", true},
		{"2024-02-29", true},
		{"", true},
		{"2026-02-29", false},
		{"15/04/2026", false},
		{"2026-4-15", false},
		{"0000-00-00", false},
		{"1899-12-31", false},
		{"2026-04-15T00:00:00Z", false},
	} {
		d, err := Parse(tt.in)
		if (err == nil) != tt.ok || tt.ok && d.String() != tt.in {
			t.Errorf("Parse(%q) = %v, %v; want ok %v", tt.in, d, err, tt.ok)
		}
	}
}

// A day begins at 17:00 UTC of the day before.
func TestOf(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"2026-04-14T16:59:59Z": "2026-04-14",
		"2026-04-14T17:00:00Z": "2026-04-15",
	} {
		at, err := time.Parse(time.RFC3339, in)
		if err != nil {
			t.Fatal(err)
		}
		if got := Of(at).String(); got != want {
			t.Errorf("Of(%s) = %s, want %s", in, got, want)
		}
		if got := Of(Of(at).Time()); got != Of(at) {
			t.Errorf("the day of %v's midnight is %v", Of(at), got)
		}
	}
}

func TestArithmetic(t *testing.T) {
	t.Parallel()
	d := Date(2026, 1, 31)
	if got := d.AddDays(1).String(); got != "2026-02-01" {
		t.Errorf("a day later: %s", got)
	}
	if got := d.AddMonths(36).String(); got != "2029-01-31" {
		t.Errorf("36 months later: %s", got)
	}
	if got := d.DaysUntil(Date(2026, 3, 1)); got != 29 {
		t.Errorf("%d days until 1 March, want 29", got)
	}
	if got := d.YYMMDD(); got != "260131" {
		t.Errorf("YYMMDD %s", got)
	}
}

func TestDatabaseValues(t *testing.T) {
	t.Parallel()
	var d Day
	if v, err := d.Value(); v != nil || err != nil {
		t.Errorf("zero day is %v, %v; want NULL", v, err)
	}
	for _, src := range []any{time.Date(2026, 4, 15, 0, 0, 0, 0, time.UTC), "2026-04-15"} {
		if err := d.Scan(src); err != nil || d != Date(2026, 4, 15) {
			t.Errorf("scan %v: %v, %v", src, d, err)
		}
	}
	if err := d.Scan(nil); err != nil || !d.IsZero() {
		t.Errorf("scan NULL: %v, %v", d, err)
	}
	if err := d.Scan(15); err == nil {
		t.Error("a number was scanned")
	}
}
