package bench

import (
	"crypto/ed25519"
	"runtime"
	"strings"
	"testing"
	"time"

	"temgoc/internal/gs1"
	"temgoc/internal/origincode"
)

func testRing(t testing.TB) *origincode.Ring {
	t.Helper()
	r, err := origincode.NewRing(origincode.Seed{KID: 1, Secret: [32]byte{1}})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func testGTIN(t testing.TB) gs1.GTIN {
	t.Helper()
	g, err := gs1.ParseGTIN("09520000001018")
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestFiguresOpen(t *testing.T) {
	skipUnlessAsked(t)
	ring, gtin := testRing(t), testGTIN(t)
	compact, err := ring.CompactUnit(1, gtin, 7, 8)
	if err != nil {
		t.Fatal(err)
	}
	path := compact.Path()
	parse := perOp("gs1_parse", func() {
		if _, err := gs1.ParsePath(path, ""); err != nil {
			t.Fatal(err)
		}
	}).inMicroseconds()
	open := perOp("open_compact", func() {
		if _, err := ring.Open(path, ""); err != nil {
			t.Fatal(err)
		}
	}).inMicroseconds()
	parse.print(parse)
	open.print(parse)
	if full() && parse.value >= 2 {
		t.Errorf("parsing a unit code took %.2f µs, want under 2", parse.value)
	}
	if full() && open.value >= 5 {
		t.Errorf("opening a compact code took %.2f µs, want under 5", open.value)
	}
}

func TestFiguresVerify(t *testing.T) {
	skipUnlessAsked(t)
	ring, gtin := testRing(t), testGTIN(t)
	sealed, err := ring.SealUnit(1, gtin, 7, 8)
	if err != nil {
		t.Fatal(err)
	}
	path, query, _ := strings.Cut(sealed.Path(), "?")
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	msg := []byte("temgoc/origin-code/v1\x00\x01" + sealed.Elements())
	sig := ed25519.Sign(private, msg)
	bare := perOp("ed25519_verify", func() {
		if !ed25519.Verify(public, msg, sig) {
			t.Fatal("not verified")
		}
	}).inMicroseconds()
	verify := perOp("verify_sealed", func() {
		if _, err := ring.Open(path, query); err != nil {
			t.Fatal(err)
		}
	}).inMicroseconds()
	bare.print(bare)
	verify.print(bare)
	if ratio := verify.value / bare.value; full() && ratio > 1.2 {
		t.Errorf("verifying a sealed code took %.2f times a bare verification, want at most 1.2", ratio)
	}
}

// onOneCore runs fn with one processor, and returns how long it took.
func onOneCore(fn func()) time.Duration {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	start := time.Now()
	fn()
	return time.Since(start)
}
