package obs

import (
	"sync/atomic"

	"github.com/prometheus/client_golang/prometheus"

	"temgoc/internal/lookup"
)

// WatchViews shows where the views of batches come from.
func (m *Metrics) WatchViews(f *lookup.Finds) {
	for source, n := range map[string]*atomic.Int64{
		"memory": &f.Memory,
		"redis":  &f.Redis,
		"built":  &f.Built,
		"failed": &f.Failed,
	} {
		m.counter("temgoc_views_total",
			"Views of batches that were asked for: found in memory or Redis, built from Postgres, or failed.",
			prometheus.Labels{"source": source}, n.Load)
	}
}
