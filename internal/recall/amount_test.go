package recall

import "testing"

func TestAmount(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		of   []string
		want string
	}{
		{"none", nil, ""},
		{"whole", []string{"2", "3"}, "5"},
		{"as many digits as were written", []string{"0.1", "0.25", "1"}, "1.35"},
		{"what binary fractions get wrong", []string{"0.1", "0.2"}, "0.3"},
		{"with exponents", []string{"1e3", "5E-1"}, "1000.5"},
		{"a number of gigabytes", []string{"1e999999999", "1"}, "1"},
		{"no number", []string{"1/3", "x", "", "1"}, "1"},
	} {
		var a amount
		for _, decimal := range tt.of {
			a.add(decimal)
		}
		if got := a.String(); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}
