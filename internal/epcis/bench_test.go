package epcis

import (
	"strings"
	"testing"
	"time"
)

// BenchmarkParse100 reads a document of a hundred events of all types.
func BenchmarkParse100(b *testing.B) {
	const events = 100
	kinds := []string{objectEvent, aggregationEvent, transactionEvent, transformationEvent, associationEvent}
	list := strings.TrimSuffix(strings.Repeat(strings.Join(kinds, ",")+",", events/len(kinds)), ",")
	text := []byte(`{` + documentHead + `, "epcisBody": {"eventList": [` + list + `]}}`)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ParseDocument(text, time.Time{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(events*float64(b.N)/b.Elapsed().Seconds(), "events/s")
}
