package epcis

import "testing"

func TestIsWhole(t *testing.T) {
	t.Parallel()
	for number, want := range map[string]bool{
		"0": true, "0.0": true, "25.00": true, "-3": true, "1e3": true, "1.25E+2": true, "10e-1": true,
		"2.5": false, "1.25e1": false, "1e-1": false, "105e-1": false,
	} {
		if got := isWhole(number); got != want {
			t.Errorf("%s: got %v, want %v", number, got, want)
		}
	}
}
