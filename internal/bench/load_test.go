package bench

import (
	"os"
	"testing"
	"time"
)

// TestMain lets the test binary stand in for the bare server.
func TestMain(m *testing.M) {
	if page := os.Getenv("BE_BARE"); page != "" {
		serveBare(page)
		return
	}
	os.Exit(m.Run())
}

// TestLoad measures the service as it runs: its own process, a Postgres that
// writes to the disk, a Redis, and the loader, all on this machine. One part
// follows the other, and the last kills Postgres. make bench-load runs it.
func TestLoad(t *testing.T) {
	skipUnlessAsked(t)
	w := newLoadWorld(t)
	for _, part := range []struct {
		name    string
		measure func(*testing.T, *loadWorld)
	}{
		{"scan page", loadScanPage},
		{"forged codes", loadForged},
		{"recording", loadRecording},
		{"open loop", loadOpenLoop},
		{"outage", loadOutage},
	} {
		t.Run(part.name, func(t *testing.T) { part.measure(t, w) })
	}
}

// lasting is how long to measure for, or a moment in a smoke run.
func lasting(d time.Duration) time.Duration {
	if full() {
		return d
	}
	return 300 * time.Millisecond
}

// judge compares a figure with what is promised, if it was measured in earnest.
func judge(t *testing.T, f figure, most float64) {
	t.Helper()
	if full() && !(f.value <= most) {
		t.Errorf("%s is %.4g %s, want at most %.4g", f.name, f.value, f.unit, most)
	}
}
