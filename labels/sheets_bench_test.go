package labels

import "testing"

// BenchmarkPDF counts labels, with the making of their symbols, and the bytes
// that each takes.
func BenchmarkPDF(b *testing.B) {
	for _, bb := range []struct {
		name, stock string
		unit        func(int) Code
	}{
		{"compact/24", "a4-3x8", compactUnit},
		{"compact/65", "a4-5x13", compactUnit},
		{"sealed/24", "a4-3x8", sealedUnit},
	} {
		b.Run(bb.name, func(b *testing.B) {
			b.ReportAllocs()
			d := NewPDF(mustTemplate(b, bb.stock, bb.unit(0), 300), PDFOptions{})
			var size counter
			if err := Write(b.Context(), &size, d, units(b.N, bb.unit)); err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "labels/s")
			b.ReportMetric(float64(size)/float64(b.N), "B/label")
		})
	}
}

// counter counts bytes.
type counter int

func (c *counter) Write(b []byte) (int, error) {
	*c += counter(len(b))
	return len(b), nil
}
