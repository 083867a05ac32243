package obs

import "github.com/prometheus/client_golang/prometheus"

// WatchJobs shows how much this node has in hand of a kind of ours.
func (m *Metrics) WatchJobs(kind string, running func() int64) {
	m.gauge("temgoc_jobs_running", "Jobs that this node works at.", prometheus.Labels{"kind": kind},
		func() float64 { return float64(running()) })
}
