package labels

import "testing"

func TestGroup(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ in, want string }{
		{"", ""},
		{"ABC", "ABC"},
		{"0123456789", "01234 56789"},
		{"0123456789ABCDEFGHJK", "0123 4567 89AB CDEF GHJK"},
		{"0123456", "0123 456"},
		{"012345678912345", "01234 56789 12345"},
	} {
		if got := Group(tt.in); got != tt.want {
			t.Errorf("Group(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestClean(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, in, want string }{
		{"decomposed", "Ba\u0301nh ca\u0301y Thie\u0302n \u0110u\u031b\u0301c", "Bánh cáy Thiên Đức"},
		{"lines and tabs", " a\r\n\tb\u00a0c ", "a b c"},
		{"controls", "a\x00b\x1bc\x7fd\u0085e", "abcd e"},
		{"reordering", "abc\u202eexe\u2066\u200b", "abcexe"},
		{"beyond the PDF strings", "a😀b", "a\ufffdb"},
		{"not UTF-8", "a\xffb\xc3", "a\ufffdb\ufffd"},
		{"PDF syntax is left alone", `) Tj ET (\`, `) Tj ET (\`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := clean(tt.in); got != tt.want {
				t.Errorf("clean(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}
