package printing

import (
	"testing"

	"temgoc/internal/pg/pgtest"
)

// BenchmarkJob makes files through Postgres, from the claim to the end.
func BenchmarkJob(b *testing.B) {
	const quantity = 20_000
	for _, spec := range []Spec{asPDF, asZPL, asCSV, {Format: XLSX}} {
		b.Run(string(spec.Format), func(b *testing.B) {
			h := newHouse(b, pgtest.Pool(b), quantity)
			h.partBytes = partBytes
			var bytes int64
			for b.Loop() {
				id := h.order(spec).ID
				h.doNext()
				bytes = h.job(id).Bytes
			}
			b.ReportMetric(float64(quantity)*float64(b.N)/b.Elapsed().Seconds(), "labels/s")
			b.ReportMetric(float64(bytes)/quantity, "bytes/label")
		})
	}
}
