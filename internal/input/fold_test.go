package input

import "testing"

func TestFold(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ in, want string }{
		{"Thu hoạch", "thu hoach"},
		{"  THU   HOẠCH ", "thu hoach"},
		{"hoà", "hoa"},
		{"hòa", "hoa"},
		{"Đường", "duong"},
		{"Ba\u0301nh", "banh"}, // in two code points
		{"a\xffb\x00c", "abc"},
		{"", ""},
	} {
		if got := Fold(tt.in); got != tt.want {
			t.Errorf("Fold(%q): got %q, want %q", tt.in, got, tt.want)
		}
	}
}
