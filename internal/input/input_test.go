package input

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestOrNil(t *testing.T) {
	t.Parallel()
	var bad Errors
	if err := bad.OrNil(); err != nil {
		t.Errorf("no fault: got %v, want nil", err)
	}
	bad.Add("lot", "lot.taken")
	bad.Add("quantity", "quantity.too_small")
	err := bad.OrNil()
	if got, want := fmt.Sprint(err), "lot: lot.taken; quantity: quantity.too_small"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestOf(t *testing.T) {
	t.Parallel()
	taken := Error{"lot", "lot.taken"}
	small := Error{"quantity", "quantity.too_small"}
	for _, tt := range []struct {
		name string
		err  error
		want Errors
	}{
		{"nil", nil, nil},
		{"another kind", errors.New("disk full"), nil},
		{"one, wrapped", fmt.Errorf("create batch: %w", taken), Errors{taken}},
		{"many, wrapped", fmt.Errorf("create batch: %w", Errors{taken, small}), Errors{taken, small}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, Of(tt.err)); diff != "" {
				t.Errorf("Of(%v): -want +got\n%s", tt.err, diff)
			}
		})
	}
}

func TestIsFindsOneOfMany(t *testing.T) {
	t.Parallel()
	taken := Error{"lot", "lot.taken"}
	err := fmt.Errorf("create batch: %w", Errors{{"quantity", "quantity.too_small"}, taken})
	if !errors.Is(err, taken) {
		t.Errorf("errors.Is(%v, %v): got false, want true", err, taken)
	}
	if other := (Error{"lot", "lot.bad_character"}); errors.Is(err, other) {
		t.Errorf("errors.Is(%v, %v): got true, want false", err, other)
	}
}

func TestLine(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, in, want, problem string }{
		{"plain", "Bánh cáy", "Bánh cáy", ""},
		{"spaces around", "  Bánh cáy\u00a0\n", "Bánh cáy", ""},
		{"decomposed accents", "Ba\u0301nh", "Bánh", ""},
		{"empty", " ", "", "text.missing"},
		{"short", "a", "a", "text.too_short"},
		{"ten characters of three bytes", strings.Repeat("ế", 10), strings.Repeat("ế", 10), ""},
		{"eleven", strings.Repeat("ế", 11), strings.Repeat("ế", 11), "text.too_long"},
		{"two lines", "a\nb", "a\nb", "text.bad_character"},
		{"null, which Postgres refuses", "a\x00b", "a\x00b", "text.bad_character"},
		{"not UTF-8", "a\xffb", "a\xffb", "text.bad_character"},
		{"right-to-left override", "a\u202eb", "a\u202eb", "text.bad_character"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var bad Errors
			got := bad.Line("name", tt.in, 2, 10)
			if got != tt.want {
				t.Errorf("Line(%q): got %q, want %q", tt.in, got, tt.want)
			}
			checkProblem(t, bad, tt.problem)
		})
	}
}

func TestText(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, in, want, problem string }{
		{"optional", "", "", ""},
		{"two lines", "a\nb", "a\nb", ""},
		{"two lines of a form", "a\r\nb", "a\nb", ""},
		{"bell", "a\ab", "a\ab", "text.bad_character"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var bad Errors
			got := bad.Text("description", tt.in, 0, 10)
			if got != tt.want {
				t.Errorf("Text(%q): got %q, want %q", tt.in, got, tt.want)
			}
			checkProblem(t, bad, tt.problem)
		})
	}
}

func checkProblem(t *testing.T, bad Errors, want string) {
	t.Helper()
	got := ""
	if len(bad) > 0 {
		got = bad[0].Problem
	}
	if got != want || len(bad) > 1 {
		t.Errorf("got problem %q of %v, want %q", got, bad, want)
	}
}
