package origincode

import (
	"errors"
	"strings"
	"testing"
	"time"

	"temgoc/internal/gs1"
)

func testRing(t testing.TB) *Ring {
	t.Helper()
	r, err := NewRing(
		Seed{KID: 1, Secret: [32]byte{1}},
		Seed{KID: 2, Secret: [32]byte{2}, Revoked: time.Unix(1, 0)},
	)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func mustGTIN(t testing.TB, s string) gs1.GTIN {
	t.Helper()
	g, err := gs1.ParseGTIN(s)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestOpenRefuses(t *testing.T) {
	t.Parallel()
	r := testRing(t)
	gtin, other := mustGTIN(t, "09520000001018"), mustGTIN(t, "09520000002022")
	lot, _ := gs1.ParseLot("L260415-01")
	compact, _ := r.CompactUnit(1, gtin, 7, 8)
	sealed, _ := r.SealUnit(1, gtin, 0x7ABCDE, 8)
	batch, _ := r.SignBatch(1, gtin, lot, "270415")
	plain, _ := r.SignBatch(1, gtin, lot, "")
	swap := func(c Code) string { return strings.Replace(c.Path(), gtin.String(), other.String(), 1) }
	for _, tt := range []struct {
		name, path string
		want       error
	}{
		{"compact of another product", swap(compact), ErrForged},
		{"sealed of another product", swap(sealed), ErrForged},
		{"batch of another product", swap(batch), ErrForged},
		{"lower case", strings.ToLower(compact.Path()), ErrForged},
		{"lower-case sealed serial", strings.Replace(sealed.Path(), sealed.Serial, strings.ToLower(sealed.Serial), 1), ErrForged},
		{"a character short", compact.Path()[:len(compact.Path())-1], ErrShape},
		{"trailing character", compact.Path() + "0", ErrSyntax},
		{"trailing slash", compact.Path() + "/", nil},
		{"escaped letter", strings.Replace(compact.Path(), "/21/1", "/21/%31", 1), ErrForged},
		{"compact with a date", compact.Path() + "?17=270415", ErrForged},
		{"compact with a signature", compact.Path() + "?s=" + sealed.Sig, ErrShape},
		{"sealed without its signature", "/01/" + gtin.String() + "/21/" + sealed.Serial, ErrUnsigned},
		{"two signatures", sealed.Path() + "&s=" + sealed.Sig, ErrForged},
		{"escaped second signature", sealed.Path() + "&%73=" + sealed.Sig, ErrForged},
		{"escaped name of the signature", strings.Replace(sealed.Path(), "?s=", "?%73=", 1), ErrForged},
		{"signature cut", sealed.Path()[:len(sealed.Path())-1], ErrForged},
		{"signature longer", sealed.Path() + "0", ErrForged},
		{"another unit's signature", strings.Replace(sealed.Path(), sealed.Serial, "00001C000A", 1), ErrForged},
		{"date changed", strings.Replace(batch.Path(), "270415", "280415", 1), ErrForged},
		{"date dropped", strings.Replace(batch.Path(), "17=270415&", "", 1), ErrForged},
		{"date added", strings.Replace(plain.Path(), "?s=", "?17=270415&s=", 1), ErrForged},
		{"date twice", strings.Replace(batch.Path(), "17=270415", "17=270415&17=270415", 1), ErrSyntax},
		{"element added", batch.Path() + "&15=270415", ErrForged},
		{"lot changed", strings.Replace(batch.Path(), "-01", "-02", 1), ErrForged},
		{"other order", strings.Replace(batch.Path(), "17=270415&s="+batch.Sig, "s="+batch.Sig+"&17=270415", 1), ErrForged},
		{"check digit", strings.Replace(compact.Path(), "1018", "1019", 1), ErrSyntax},
		{"product alone", "/01/" + gtin.String(), ErrShape},
		{"lot and serial", "/01/" + gtin.String() + "/10/A/21/" + compact.Serial, ErrShape},
		{"another key of GS1", "/00/095200000010180000", nil},
		{"empty", "", ErrSyntax},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			path, query, _ := strings.Cut(tt.path, "?")
			c, err := r.Open(path, query)
			if err == nil {
				t.Fatalf("opened %s as %+v", tt.path, c)
			}
			if tt.want != nil && !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}

func TestOpenIgnoresWhatIsNoElement(t *testing.T) {
	t.Parallel()
	r := testRing(t)
	sealed, _ := r.SealUnit(1, mustGTIN(t, "09520000001018"), 7, 8)
	path, query, _ := strings.Cut(sealed.Path(), "?")
	for _, q := range []string{query + "&lang=en", "via=link&" + query, query + "&fbclid=a%20b"} {
		if got, err := r.Open(path, q); err != nil || got != sealed {
			t.Errorf("open with %q: got %+v, %v", q, got, err)
		}
	}
}

func TestKeys(t *testing.T) {
	t.Parallel()
	gtin := mustGTIN(t, "09520000001018")
	whole := func(k Seed) *Ring {
		r, err := NewRing(k)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	live := whole(Seed{KID: 2, Secret: [32]byte{2}})
	code, err := live.CompactUnit(2, gtin, 1, 1)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := testRing(t).Open(code.Path(), ""); !errors.Is(err, ErrRevoked) {
		t.Errorf("under a revoked key: got %v, want ErrRevoked", err)
	}
	if _, err := whole(Seed{KID: 3}).Open(code.Path(), ""); !errors.Is(err, ErrKey) {
		t.Errorf("under an unknown key: got %v, want ErrKey", err)
	}
	if _, err := whole(Seed{KID: 2, Secret: [32]byte{9}}).Open(code.Path(), ""); !errors.Is(err, ErrForged) {
		t.Errorf("same id, other seed: got %v, want ErrForged", err)
	}
	if _, err := testRing(t).Sealer(2); !errors.Is(err, ErrRevoked) {
		t.Errorf("sealer of a revoked key: got %v, want ErrRevoked", err)
	}
	if _, err := NewRing(Seed{KID: 1}, Seed{KID: 1}); err == nil {
		t.Error("the same key id twice was accepted")
	}
}

// The element string of lot "A(17)270415" is that of lot "A" with a date.
func TestLotWithBrackets(t *testing.T) {
	t.Parallel()
	r, gtin := testRing(t), mustGTIN(t, "09520000001018")
	lot, err := gs1.ParseLot("A(17)270415")
	if err != nil {
		t.Fatal(err)
	}
	if c, err := r.SignBatch(1, gtin, lot, ""); !errors.Is(err, ErrLot) {
		t.Errorf("signed %s, %v; want ErrLot", c.Path(), err)
	}
	short, _ := gs1.ParseLot("A")
	dated, err := r.SignBatch(1, gtin, short, "270415")
	if err != nil {
		t.Fatal(err)
	}
	twin := Code{Kind: Batch, GTIN: gtin, Lot: lot, Sig: dated.Sig}
	path, query, _ := strings.Cut(twin.Path(), "?")
	if _, err := r.Open(path, query); !errors.Is(err, ErrShape) {
		t.Errorf("opened %s: %v; want ErrShape", twin.Path(), err)
	}
}

func TestIssuing(t *testing.T) {
	t.Parallel()
	day := func(n int) time.Time { return time.Date(2026, 1, n, 0, 0, 0, 0, time.UTC) }
	r, err := NewRing(
		Seed{KID: 1, NotBefore: day(1), NotAfter: day(10)},
		Seed{KID: 2, NotBefore: day(5), NotAfter: day(20)},
		Seed{KID: 3, NotBefore: day(6), Revoked: day(7)},
	)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		day  int
		want KID
		ok   bool
	}{{1, 1, true}, {4, 1, true}, {5, 2, true}, {15, 2, true}, {20, 0, false}} {
		got, err := r.Issuing(day(tt.day))
		if got != tt.want || (err == nil) != tt.ok {
			t.Errorf("day %d: got %v, %v; want %v", tt.day, got, err, tt.want)
		}
	}
}

func TestTypedSerial(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		in, want string
		ok       bool
	}{
		{"M2HB 5S5Z Z28H QEVY GG7P", "M2HB5S5ZZ28HQEVYGG7P", true},
		{"m2hb-5s5z-z28h-qevy-gg7p", "M2HB5S5ZZ28HQEVYGG7P", true},
		{"oOiIlL0000", "0011110000", true},
		{"M2HB5S5ZZ28HQEVYGG7U", "", false}, // U is not in the alphabet
		{"xin chào các bạn ơi nhé", "", false},
		{"123", "123", false},
		{"", "", false},
	} {
		got, ok := TypedSerial(tt.in)
		if ok != tt.ok || ok && got != tt.want {
			t.Errorf("TypedSerial(%q) = %q, %v; want %q, %v", tt.in, got, ok, tt.want, tt.ok)
		}
	}
}

func FuzzOpen(f *testing.F) {
	r := testRing(f)
	gtin := mustGTIN(f, "09520000001018")
	lot, _ := gs1.ParseLot("A/1")
	for _, make := range []func() (Code, error){
		func() (Code, error) { return r.CompactUnit(1, gtin, 1, 2) },
		func() (Code, error) { return r.SealUnit(1, gtin, 1, 2) },
		func() (Code, error) { return r.SignBatch(1, gtin, lot, "270415") },
	} {
		c, err := make()
		if err != nil {
			f.Fatal(err)
		}
		path, query, _ := strings.Cut(c.Path(), "?")
		f.Add(path, query)
	}
	f.Add("/01/09520000001018/21/", "s=&s=")
	f.Fuzz(func(t *testing.T, path, query string) {
		c, err := r.Open(path, query)
		if err != nil {
			return
		}
		p, q, _ := strings.Cut(c.Path(), "?")
		if p != path || ownQuery(query) != q {
			t.Errorf("opened %q ? %q, whose one spelling is %s", path, query, c.Path())
		}
	})
}
