package labels

import (
	"context"
	"io"
	"testing"
)

func BenchmarkQR(b *testing.B) {
	for name, code := range map[string]string{"compact": compactCode(0), "sealed": sealedCode(0)} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := QR(code, AtLeastM); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkSheet counts labels, of sealed codes, which are the larger.
func BenchmarkSheet(b *testing.B) {
	b.ReportAllocs()
	labels := func(yield func(Label) bool) {
		for i := range b.N {
			if !yield(sealedLabel(i)) {
				return
			}
		}
	}
	if err := WriteSheet(context.Background(), io.Discard, Sheet{}, labels); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "labels/s")
}

// BenchmarkCSV counts rows as an export of codes has them.
func BenchmarkCSV(b *testing.B) {
	b.ReportAllocs()
	number, serial, code := []byte("123456"), []byte(compactSerial(0)), []byte(compactCode(0))
	c := NewCSV(io.Discard)
	for b.Loop() {
		if err := c.ByteRow(number, serial, code); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
