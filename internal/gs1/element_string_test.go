package gs1

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestElementString(t *testing.T) {
	t.Parallel()
	batch := []Element{{"01", "09520000001018"}, {"10", "L1"}, {"17", "270415"}, {"21", "S1"}}
	for _, tt := range []struct {
		name, in string
		want     []Element
	}{
		{"FNC1", "^010952000000101810L1^1727041521S1", batch},
		{"separators", "\x1d010952000000101810L1\x1d1727041521S1", batch},
		{"symbology identifier", "]d2010952000000101810L1\x1d1727041521S1", batch},
		{"nothing leads", "010952000000101810L1^1727041521S1", batch},
		{"FNC1 where none is needed", "^0109520000001018^10L1^17270415^21S1^", batch},
		{"four-digit identifier", "^01095200000010183103000195", []Element{{"01", "09520000001018"}, {"3103", "000195"}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := ParseElementString(tt.in)
			if diff := cmp.Diff(tt.want, got); err != nil || diff != "" {
				t.Errorf("error %v, -want +got\n%s", err, diff)
			}
		})
	}
	if got, want := FormatElementString(batch), "^010952000000101810L1^1727041521S1"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestElementStringRefuses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, in, ai, problem string }{
		{"empty", "", "", "no elements"},
		{"only FNC1", "^", "", "no elements"},
		{"plain text", "HELLO", "", `"HELLO" does not begin with`},
		{"fixed value cut short", "^010952^10L1", "01", "too short, want 14"},
		{"missing FNC1", "^010952000000101810L11727041521123456789", "10", "too long"},
		{"unknown", "^010952000000101889X", "", `"89X" does not begin with`},
		{"two FNC1", "^0109520000001018^^10L1", "", "does not begin with"},
		{"no value", "^010952000000101810", "10", "empty"},
		{"two symbology identifiers", "]d2]d20109520000001018", "", "does not begin with"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := ParseElementString(tt.in)
			wantSyntaxError(t, err, tt.ai, tt.problem)
		})
	}
}

// TestElementStringHugeInput: time grows with the input, not with its square.
func TestElementStringHugeInput(t *testing.T) {
	t.Parallel()
	for name, in := range map[string]string{
		"fixed lengths":    "^" + strings.Repeat("0109520000001018", 50_000),
		"variable lengths": "^0109520000001018" + strings.Repeat("10A^", 200_000),
		"no identifier":    strings.Repeat("^", 800_000),
	} {
		start := time.Now()
		_, err := ParseElementString(in)
		if took := time.Since(start); took > time.Second {
			t.Errorf("%s: took %v, error %v", name, took, err)
		}
	}
}

func TestBracketed(t *testing.T) {
	t.Parallel()
	const in = `(01)09520000001018(10)A\(1)(21)\(`
	want := []Element{{"01", "09520000001018"}, {"10", "A(1)"}, {"21", "("}}
	got, err := ParseBracketed(in)
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("error %v, -want +got\n%s", err, diff)
	}
	if again := FormatBracketed(got); again != in {
		t.Errorf("got %s, want %s", again, in)
	}
}

func TestBracketedRefuses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, in, ai, problem string }{
		{"empty", "", "", "no elements"},
		{"no brackets", "0109520000001018", "", "want an application identifier in brackets"},
		{"closing bracket only", ")", "", "want an application identifier in brackets"},
		{"open bracket", "(01", "", "want an application identifier in brackets"},
		{"no identifier", "()1", "", "no such application identifier"},
		{"text before", "x(01)09520000001018", "", "want an application identifier in brackets"},
		{"no value", "(01)(10)A", "01", "empty"},
		{"backslash", `(01)09520000001018(10)A\B`, "10", `character '\\'`},
		{"long identifier", "(" + strings.Repeat("1", 99) + ")1", strings.Repeat("1", 40), "no such application identifier"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := ParseBracketed(tt.in)
			wantSyntaxError(t, err, tt.ai, tt.problem)
		})
	}
}
