package labels

import (
	"io"
	"testing"
)

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
