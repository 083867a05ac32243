package origincode

import (
	"crypto/ed25519"
	"strings"
	"testing"
)

func BenchmarkOpenCompact(b *testing.B) {
	r := testRing(b)
	c, _ := r.CompactUnit(1, mustGTIN(b, "09520000001018"), 7, 8)
	path := c.Path()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := r.Open(path, ""); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOpenSealed(b *testing.B) {
	r := testRing(b)
	c, _ := r.SealUnit(1, mustGTIN(b, "09520000001018"), 7, 8)
	path, query, _ := strings.Cut(c.Path(), "?")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := r.Open(path, query); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkBareEd25519Verify(b *testing.B) {
	public, private, _ := ed25519.GenerateKey(nil)
	msg := make([]byte, 60)
	sig := ed25519.Sign(private, msg)
	for b.Loop() {
		if !ed25519.Verify(public, msg, sig) {
			b.Fatal("not verified")
		}
	}
}

func BenchmarkSealCompact(b *testing.B) {
	s, err := testRing(b).Sealer(1)
	if err != nil {
		b.Fatal(err)
	}
	gtin := mustGTIN(b, "09520000001018")
	buf := make([]byte, 0, 20)
	unit := uint32(0)
	b.ReportAllocs()
	for b.Loop() {
		buf = s.AppendCompact(buf[:0], gtin, 7, unit&MaxUnit)
		unit++
	}
}
