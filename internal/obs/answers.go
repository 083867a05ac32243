package obs

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

func newAnswers() *prometheus.HistogramVec {
	return prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "temgoc_answer_seconds",
		Help: "Time from a request to the end of its answer, by the route's template (none: no route) and the status's class.",
		// A warm scan takes under 5 ms and a build 50; 10 s is the deadline.
		Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10},
	}, []string{"route", "class"})
}

// Answered counts an answer. route is the template of the router's own table,
// empty where no route fits.
func (m *Metrics) Answered(route string, status int, took time.Duration) {
	if route == "" {
		route = "none"
	}
	m.answers.WithLabelValues(route, class(status)).Observe(took.Seconds())
}

// classes of status codes, RFC 9110 section 15.
var classes = [...]string{"1xx", "2xx", "3xx", "4xx", "5xx"}

func class(status int) string {
	i := status/100 - 1
	if status < 100 || i >= len(classes) {
		return "other"
	}
	return classes[i]
}
