package bench

import (
	"fmt"
	"testing"
	"time"
)

const (
	openRate    = 1500 // scans a second
	mostOpenP99 = 50   // ms
)

// A country's scans as they come: at random, a fifth on connections of their
// own, a few forged. None that was answered is lost.
func loadOpenLoop(t *testing.T, w *loadWorld) {
	args := []string{
		"--rate", fmt.Sprint(openRate), "--new-connections", "0.2", "--known", "0.3", "--forged", "0.05",
	}
	bare := startBare(t, w.page(t, w.path(t)))
	plain := w.storm(t, bare, lasting(10*time.Second), args...)
	stored := w.scans(t)
	r := w.storm(t, w.service, lasting(time.Minute), args...)
	r.wantAll(t)
	stored = w.scans(t) - stored
	if genuine := r.Answered - r.Forged; stored != genuine || r.Recorded != genuine {
		t.Errorf("%d scans were answered, %d answers say stored, and %d are; want the same", genuine, r.Recorded, stored)
	}
	fmt.Printf("%d sent, %d answered, %.0f a second; p50 %.1f ms, max %.1f ms; the loader took %.0f µs a request\n",
		r.Sent, r.Answered, r.PerSecond, r.Latency.P50, r.Latency.Max, r.LoaderCPU)
	baseline := figure{"load_bare_open_p99", plain.Latency.P99, "ms"}
	baseline.print(baseline)
	p99 := figure{"load_open_p99", r.Latency.P99, "ms"}
	p99.print(baseline)
	judge(t, p99, mostOpenP99)
}
