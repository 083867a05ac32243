package obs

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"temgoc/internal/lookup"
	"temgoc/internal/scan"
)

// scans are those that got an answer.
type scans struct {
	byVerdict *prometheus.CounterVec
	known     map[lookup.Verdict]prometheus.Counter // never written after newScans
	other     prometheus.Counter
}

// newScans begins every verdict at 0, so that the first of a kind is a rise and
// not a new line.
func newScans() scans {
	s := scans{
		byVerdict: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "temgoc_scans_total",
			Help: "Scans that were answered, by verdict.",
		}, []string{"verdict"}),
		known: map[lookup.Verdict]prometheus.Counter{},
	}
	for _, v := range lookup.Verdicts {
		s.known[v] = s.byVerdict.WithLabelValues(string(v))
	}
	s.other = s.byVerdict.WithLabelValues("other")
	return s
}

// Scanned counts a scan that was answered.
func (s scans) Scanned(v lookup.Verdict) {
	if c, ok := s.known[v]; ok {
		c.Inc()
		return
	}
	s.other.Inc()
}

// groups of scans that shared a commit.
type groups struct {
	size, wait prometheus.Histogram
	failed     prometheus.Counter
}

func newGroups() groups {
	return groups{
		size: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name:    "temgoc_scan_group_size",
			Help:    "Scans that shared a commit.",
			Buckets: []float64{1, 2, 5, 10, 20, 50, 100, 200, 500},
		}),
		wait: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name:    "temgoc_scan_wait_seconds",
			Help:    "Time from the coming of a group's first scan to the end of its commit.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5},
		}),
		failed: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "temgoc_scan_groups_failed_total",
			Help: "Groups of scans that could not be stored; their shoppers were told so.",
		}),
	}
}

// Grouped counts a group of scans: its size, how long its first scan waited, and
// what prevented the commit.
func (g groups) Grouped(size int, wait time.Duration, err error) {
	g.size.Observe(float64(size))
	g.wait.Observe(wait.Seconds())
	if err != nil {
		g.failed.Inc()
	}
}

// WatchQueue shows how many scans wait for their commit.
func (m *Metrics) WatchQueue(r *scan.Recorder) {
	m.gauge("temgoc_scan_queue", "Scans that wait for their group.", nil, func() float64 { return float64(r.Queued()) })
}
