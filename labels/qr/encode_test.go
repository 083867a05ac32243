package qr

import (
	"fmt"
	"math/rand/v2"
	"sort"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func mustEncode(t testing.TB, text string, o Options) Symbol {
	t.Helper()
	s, err := Encode(text, o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// mustRead checks that a symbol says the text.
func mustRead(t testing.TB, s Symbol, want string) {
	t.Helper()
	got, err := read(s)
	if err != nil {
		t.Fatalf("%d-%v of %q: %v", s.Version(), s.Level(), want, err)
	}
	if got != want {
		t.Errorf("%d-%v says %q, want %q", s.Version(), s.Level(), got, want)
	}
}

// mixed is a text of n characters in which the modes take turns.
func mixed(r *rand.Rand, n int) string {
	var b strings.Builder
	for b.Len() < n {
		from := [...]string{"0123456789", alphabet, "abcdefghijklmnopqrstuvwxyz?=&#~!(){}"}[r.IntN(3)]
		for range 1 + r.IntN(40) {
			b.WriteByte(from[r.IntN(len(from))])
		}
	}
	return b.String()[:n]
}

// fitting is the longest mixed text that a version holds at a level.
func fitting(version int, level Level) string {
	r := rand.New(rand.NewPCG(uint64(version), uint64(level)))
	text := mixed(r, capacity(version, level)/3)
	n := sort.Search(len(text), func(n int) bool {
		_, bits := split(nil, text[:n+1], classOf(version))
		return bits > capacity(version, level)
	})
	return text[:n]
}

func TestEveryVersionAndLevel(t *testing.T) {
	t.Parallel()
	for version := 1; version <= versions; version++ {
		for level := L; level <= H; level++ {
			text := fitting(version, level)
			s := mustEncode(t, text, Options{Level: level})
			if s.Version() != version || s.Level() != level || s.Size() != 17+4*version {
				t.Errorf("%d-%v with %d modules, want %d-%v", s.Version(), s.Level(), s.Size(), version, level)
			}
			mustRead(t, s, text)
		}
	}
}

// The sizes that the format of the codes promises.
func TestSizes(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, text      string
		o               Options
		length, version int
		level           Level
	}{
		{"compact", compactCode, Options{Level: AtLeastM}, 63, 4, M},
		{"sealed", sealedCode, Options{Level: AtLeastM}, 160, 7, M},
		{"compact, larger", compactCode, Options{Level: AtLeastM, Version: 5}, 63, 5, Q},
		{"compact, larger still", compactCode, Options{Level: AtLeastM, Version: 7}, 63, 7, H},
		{"compact, larger with little protection", compactCode, Options{Level: L, Version: 12}, 63, 12, L},
		{"sealed at a version too small", sealedCode, Options{Level: H, Version: 4}, 160, 11, H},
		{"not a bit left at Q", strings.Repeat("123456789", 3), Options{Level: AtLeastM}, 27, 1, Q},
		{"short", "A", Options{Level: AtLeastM}, 1, 1, H},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := mustEncode(t, tt.text, tt.o)
			if len(tt.text) != tt.length || s.Version() != tt.version || s.Level() != tt.level {
				t.Errorf("%d characters in %d-%v, want %d in %d-%v",
					len(tt.text), s.Version(), s.Level(), tt.length, tt.version, tt.level)
			}
			if v, err := Version(tt.text, tt.o); err != nil || v != tt.version {
				t.Errorf("Version %d, %v; want %d", v, err, tt.version)
			}
			mustRead(t, s, tt.text)
		})
	}
}

// AtLeastM never costs a version, and is the highest level that does not.
func TestAtLeastM(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 5))
	for range 500 {
		text, least := mixed(r, 1+r.IntN(900)), r.IntN(30)
		m := mustEncode(t, text, Options{Level: M, Version: least})
		s := mustEncode(t, text, Options{Level: AtLeastM, Version: least})
		if s.Version() != m.Version() {
			t.Fatalf("%q from version %d: %d, but %d at M", text, least, s.Version(), m.Version())
		}
		for level := s.Level() + 1; level <= H; level++ {
			if v, err := Version(text, Options{Level: level, Version: least}); err == nil && v <= s.Version() {
				t.Fatalf("%q from version %d: %v, though %v fits", text, least, s.Level(), level)
			}
		}
	}
}

// Codes of a run are as large as the worst of them, and not all as small as the
// best.
func TestWorst(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ sample, want string }{
		{compactCode, "https://id.example.vn/01/09521385155181/21/MAHBASAZZAAHQEVYGGAP"},
		{"https://a.vn/01/1/21/00?s=0A9", "https://a.vn/01/1/21/AA?s=AAA"},
		{"0123", "AAAA"},
	} {
		if got := Worst(tt.sample); got != tt.want {
			t.Errorf("Worst(%q) = %q, want %q", tt.sample, got, tt.want)
		}
	}
	o := Options{Level: AtLeastM}
	for _, sample := range []string{compactCode, sealedCode, "HTTPS://A.VN/" + strings.Repeat("0", 120)} {
		most, err := Version(Worst(sample), o)
		if err != nil {
			t.Fatal(err)
		}
		for _, code := range append(run(sample), sample) {
			if v, err := Version(code, Options{Level: AtLeastM, Version: most}); err != nil || v != most {
				t.Errorf("%q: version %d, %v; want %d", code, v, err, most)
			}
		}
	}
}

func TestRefuses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, text string
		o          Options
		want       string
	}{
		{"empty", "", Options{}, "empty"},
		{"too long at M", strings.Repeat("x", 2332), Options{}, "2332 bytes is too long for a QR symbol at level M"},
		{"too long at H", strings.Repeat("x", 1274), Options{Level: H}, "1274 bytes is too long"},
		{"too long for all", strings.Repeat("1", 7090), Options{Level: L}, "7090 bytes is too long"},
		{"line break", "https://a/\r\nb", Options{}, `'\r' at byte 10`},
		{"NUL", "a\x00", Options{}, `'\x00' at byte 1`},
		{"DEL", "a\x7f", Options{}, `'\x7f' at byte 1`},
		{"not ASCII", "https://a/Đ", Options{}, `'Đ' at byte 10`},
		{"not UTF-8", "a\xff", Options{}, "at byte 1"},
		{"level", "a", Options{Level: H + 1}, "unknown error correction level 5"},
		{"version below", "a", Options{Version: -1}, "version -1"},
		{"version above", "a", Options{Version: 41}, "version 41"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := Encode(tt.text, tt.o)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
			if _, versionErr := Version(tt.text, tt.o); fmt.Sprint(versionErr) != fmt.Sprint(err) {
				t.Errorf("error of Version: %v, want %v", versionErr, err)
			}
		})
	}
}

// The most that ISO/IEC 18004, table 7, allows of each kind of text.
func TestMost(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		character string
		o         Options
		most      int
	}{
		{"7", Options{Level: L}, 7089},
		{"A", Options{Level: L}, 4296},
		{"a", Options{Level: L}, 2953},
		{"7", Options{Level: H}, 3057},
		{"A", Options{Level: H}, 1852},
		{"a", Options{Level: H}, 1273},
	} {
		text := strings.Repeat(tt.character, tt.most)
		mustRead(t, mustEncode(t, text, tt.o), text)
		if _, err := Version(text+tt.character, tt.o); err == nil {
			t.Errorf("%d of %q at %v are not refused", tt.most+1, tt.character, tt.o.Level)
		}
	}
}

// What is made when first wanted is made once, by whoever comes first.
func TestConcurrent(t *testing.T) {
	t.Parallel()
	want := mustEncode(t, sealedCode, Options{Version: 33}).String()
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			if diff := cmp.Diff(want, mustEncode(t, sealedCode, Options{Version: 33}).String()); diff != "" {
				t.Errorf("symbol (-want +got):\n%s", diff)
			}
			mustEncode(t, compactCode, Options{Level: L, Version: 34 + i%2})
		})
	}
	all.Wait()
}

func FuzzEncode(f *testing.F) {
	f.Add("HTTPS://A.VN/0123456789?s=abc", byte(AtLeastM), 0)
	f.Add(compactCode, byte(L), 9)
	f.Add(sealedCode, byte(Q), 26)
	f.Add(mixed(rand.New(rand.NewPCG(3, 5)), 1100), byte(H), 0)
	f.Fuzz(func(t *testing.T, text string, level byte, least int) {
		o := Options{Level: Level(level), Version: least}
		s, err := Encode(text, o)
		if err != nil {
			if s.Size() != 0 {
				t.Errorf("%d modules with error %v", s.Size(), err)
			}
			return
		}
		if s.Version() < least || s.Level() < M && o.Level != L {
			t.Errorf("%d-%v for %+v", s.Version(), s.Level(), o)
		}
		mustRead(t, s, text)
	})
}
