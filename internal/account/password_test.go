package account

import (
	"strings"
	"testing"

	"temgoc/internal/input"
)

func TestCheckPassword(t *testing.T) {
	t.Parallel()
	const email = "nguyen.thi.lan@htx.vn"
	for _, tt := range []struct{ name, password, want string }{
		{"a sentence", "chè vằng mùa gặt", ""},
		{"ten characters", "gặt lúa 26", ""},
		{"nine, of more bytes", "gặt lúa 2", "password.too_short"},
		{"nine, decomposed", "ga\u0323\u0306t lúa 2", "password.too_short"},
		{"empty", "", "password.too_short"},
		{"longest", strings.Repeat("gặt lúa 26", 20), ""},
		{"too long", strings.Repeat("gặt lúa 26", 20) + "x", "password.too_long"},
		{"the e-mail", "Nguyen.Thi.Lan@htx.vn", "password.is_email"},
		{"its name", "nguyen.thi.lan", "password.is_email"},
		{"of the list", "MatKhau123", "password.obvious"},
		{"one character", "aaaaaaaaaaaa", "password.obvious"},
		{"three characters", "abcabcabcabc", "password.obvious"},
		{"four characters", "abcdabcdabcd", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var bad input.Errors
			checkPassword(&bad, tt.password, email)
			var got string
			if len(bad) > 0 {
				got = bad[0].Problem
			}
			if got != tt.want || len(bad) > 1 {
				t.Errorf("checkPassword(%q): got %v, want %q", tt.password, bad, tt.want)
			}
		})
	}
}

// An entry that is too short or of too few characters would be dead weight.
func TestObviousPasswordsAreOtherwiseAllowed(t *testing.T) {
	t.Parallel()
	for _, password := range obvious {
		var bad input.Errors
		checkPassword(&bad, password, "lan@htx.vn")
		if want := (input.Error{Field: "password", Problem: "password.obvious"}); len(bad) != 1 || bad[0] != want {
			t.Errorf("%q: got %v, want %v", password, bad, want)
		}
		if password != strings.ToLower(password) || distinct(password) < minDistinct {
			t.Errorf("%q can never be matched, or needs no entry", password)
		}
	}
}
