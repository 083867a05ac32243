package gs1

import (
	"strings"
	"testing"
)

func TestCheckValue(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ ai, value, problem string }{
		{"01", "09520000001018", ""},
		{"10", strings.Repeat("A", 20), ""},
		{"10", strings.Repeat("A", 21), "too long, at most 20 characters"},
		{"10", "", "empty"},
		{"10", "A B", "character ' '"},
		{"253", "1231231231232", ""}, // the serial is optional
		{"253", "1231231231232TEST5678901234567", ""},
		{"253", "1231231231233", "check digit 3, want 2"},
		{"253", "123123123123", "too short, want 13"},
		{"421", "704", "ends before its last part"},
		{"421", "70410000", ""},
		{"421", "70310000", ""},
		{"421", "99910000", `"999" is not a code for country`},
		{"423", "704116", ""}, // two of up to five countries
		{"423", "70411", "too short, want 3"},
		{"423", "704704704704704704", "too long, at most 15"},
		{"7007", "260101261231", ""},
		{"7007", "2601012612", "want 6"},
		{"7030", "999ABC", ""},
		{"8001", "12341234512310", ""},
		{"8001", "00001234512310", "must not be zero"},
		{"8008", "26010112", ""},
		{"8008", "2601011260", "no minute 60"},
		{"8008", "260101120060", "no second 60"},
		{"8010", "9520A#", ""},
		{"8010", "9520a", "GS1 character set 39"},
		{"8030", "AAA_-", ""},
		{"8030", "AAA=+", "GS1 character set 64"},
		{"4330", "000100-", ""},
		{"4330", "000100+", "want a hyphen"},
	} {
		err := lookup(tt.ai).check(tt.value)
		if (err == nil) != (tt.problem == "") || err != nil && !strings.Contains(err.Error(), tt.problem) {
			t.Errorf("(%s)%s: got %v, want %q", tt.ai, tt.value, err, tt.problem)
		}
	}
}
