package account

import (
	"strings"
	"testing"
)

func TestParseEmail(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, in, want string }{
		{"plain", "lan@htx.vn", "lan@htx.vn"},
		{"as typed on a phone", " Lan@HTX.vn ", "lan@htx.vn"},
		{"tag", "lan+tem@htx.vn", "lan+tem@htx.vn"},
		{"decomposed accent", "la\u0323n@htx.vn", "l\u1ea1n@htx.vn"},
		{"longest", strings.Repeat("a", 64) + "@" + strings.Repeat("b", 189), strings.Repeat("a", 64) + "@" + strings.Repeat("b", 189)},
		{"too long", strings.Repeat("a", 64) + "@" + strings.Repeat("b", 190), ""},
		{"empty", "", ""},
		{"no domain", "lan", ""},
		{"two", "lan@htx.vn, hoa@htx.vn", ""},
		{"display name", "Lan <lan@htx.vn>", ""},
		{"brackets", "<lan@htx.vn>", ""},
		{"comment", "lan@htx.vn (Lan)", ""},
		{"quoted local part", `"lan anh"@htx.vn`, ""},
		{"needless quotes", `"lan"@htx.vn`, ""},
		{"header injection", "lan@htx.vn\r\nBcc: hoa@htx.vn", ""},
		{"null, which Postgres refuses", "la\x00n@htx.vn", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := ParseEmail(tt.in)
			if got != tt.want || (err == nil) != (tt.want != "") {
				t.Errorf("ParseEmail(%q): got %q, %v, want %q", tt.in, got, err, tt.want)
			}
		})
	}
}
