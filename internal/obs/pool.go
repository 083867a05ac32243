package obs

import (
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/prometheus/client_golang/prometheus"
)

// WatchPool shows a pool of connections to Postgres under a name of ours.
func (m *Metrics) WatchPool(name string, p *pgxpool.Pool) {
	prometheus.WrapRegistererWith(prometheus.Labels{"pool": name}, m.registry).MustRegister(pool{p})
}

// pool reads all its figures of one scrape at once, so that they fit together.
type pool struct{ *pgxpool.Pool }

var (
	poolConns = prometheus.NewDesc("temgoc_pool_connections",
		"Connections to Postgres by what they do.", []string{"state"}, nil)
	poolMax = prometheus.NewDesc("temgoc_pool_max_connections",
		"Connections that the pool may have.", nil, nil)
	poolAcquired = prometheus.NewDesc("temgoc_pool_acquires_total",
		"Connections that were taken.", nil, nil)
	poolWaited = prometheus.NewDesc("temgoc_pool_waits_total",
		"Connections that were taken after a wait, as none was free.", nil, nil)
	poolWaitTime = prometheus.NewDesc("temgoc_pool_wait_seconds_total",
		"Time spent waiting while none was free.", nil, nil)
	poolGivenUp = prometheus.NewDesc("temgoc_pool_given_up_total",
		"Waits for a connection that ended without one.", nil, nil)
)

func (pool) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{poolConns, poolMax, poolAcquired, poolWaited, poolWaitTime, poolGivenUp} {
		to <- d
	}
}

func (p pool) Collect(to chan<- prometheus.Metric) {
	s := p.Stat()
	gauge := func(d *prometheus.Desc, n int32, labels ...string) {
		to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, float64(n), labels...)
	}
	counter := func(d *prometheus.Desc, n float64) {
		to <- prometheus.MustNewConstMetric(d, prometheus.CounterValue, n)
	}
	gauge(poolConns, s.AcquiredConns(), "busy")
	gauge(poolConns, s.IdleConns(), "idle")
	gauge(poolConns, s.ConstructingConns(), "opening")
	gauge(poolMax, s.MaxConns())
	counter(poolAcquired, float64(s.AcquireCount()))
	counter(poolWaited, float64(s.EmptyAcquireCount()))
	counter(poolWaitTime, s.EmptyAcquireWaitTime().Seconds())
	counter(poolGivenUp, float64(s.CanceledAcquireCount()))
}
