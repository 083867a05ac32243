package labels

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

func mustQR(t *testing.T, code string) Symbol {
	t.Helper()
	s, err := QR(code)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSymbolGolden(t *testing.T) {
	t.Parallel()
	const file = "testdata/compact.txt"
	got := mustQR(t, compactCode(7)).String()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("symbol (-want +got):\n%s", diff)
	}
}

// The sizes that the format of the codes promises, with mixed segments.
func TestSizes(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, code              string
		length, version, module int
		smallest, preferred     string // mm, with quiet zone
	}{
		{"compact", compactCode(0), 63, 4, 33, "16.2", "20.3"},
		{"sealed", sealedCode(0), 160, 7, 45, "21.0", "26.2"},
		{"batch", batchCode, 170, 8, 49, "22.6", "28.2"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := mustQR(t, tt.code)
			if len(tt.code) != tt.length || s.Version() != tt.version || s.Size() != tt.module {
				t.Errorf("%d characters: version %d, %d modules; want %d: %d, %d",
					len(tt.code), s.Version(), s.Size(), tt.length, tt.version, tt.module)
			}
			got := fmt.Sprintf("%.1f %.1f", s.Side(MinModule), s.Side(PreferredModule))
			if want := tt.smallest + " " + tt.preferred; got != want {
				t.Errorf("sides %s mm, want %s", got, want)
			}
		})
	}
}

func TestQRRefuses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, code, want string }{
		{"empty", "", "empty"},
		{"too long", strings.Repeat("x", 2332), "2332 bytes is too long"},
		{"line break", "https://a/\r\nb", `'\r' at byte 10`},
		{"NUL", "a\x00", `'\x00' at byte 1`},
		{"not ASCII", "https://a/Đ", `'Đ' at byte 10`},
		{"not UTF-8", "a\xff", "at byte 1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := QR(tt.code)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
		})
	}
}
