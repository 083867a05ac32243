// Package obs shows what goes on inside a node: metrics for Prometheus and, on
// a listener that shoppers do not reach, profiles.
//
//   - The values of every label are bounded by the program's own lists (routes,
//     verdicts, pools): nothing of a request, a code or a user is ever one.
//   - What other rooms count is read when somebody scrapes; only answers and
//     scans add to a metric as they happen, in memory, and wait for nobody.
//   - Scraping asks no store, so it works while Postgres and Redis are away.
package obs

import (
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
)

// Metrics of one node. It is safe for concurrent use.
type Metrics struct {
	registry *prometheus.Registry
	answers  *prometheus.HistogramVec
	scans
	groups
}

// New has the metrics of the process; rooms are watched one by one.
func New() *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		answers:  newAnswers(),
		scans:    newScans(),
		groups:   newGroups(),
	}
	m.registry.MustRegister(
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		m.answers,
		m.byVerdict,
		m.size, m.wait, m.failed,
	)
	return m
}

// gauge is read when somebody scrapes.
func (m *Metrics) gauge(name, help string, labels prometheus.Labels, read func() float64) {
	m.registry.MustRegister(prometheus.NewGaugeFunc(
		prometheus.GaugeOpts{Name: name, Help: help, ConstLabels: labels}, read))
}

// counter is read when somebody scrapes.
func (m *Metrics) counter(name, help string, labels prometheus.Labels, read func() int64) {
	m.registry.MustRegister(prometheus.NewCounterFunc(
		prometheus.CounterOpts{Name: name, Help: help, ConstLabels: labels},
		func() float64 { return float64(read()) }))
}
