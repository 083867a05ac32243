package main

import (
	"math"
	"slices"
	"time"
)

// report is what a storm tells at its end.
type report struct {
	Began time.Time `json:"began"`
	Rate  float64   `json:"asked_rate,omitzero"` // of an open loop, requests a second
	Loop  int       `json:"closed,omitzero"`     // connections of a closed one
	summary
	LoaderCPU float64   `json:"loader_cpu_us"` // for each request
	Timeline  []summary `json:"timeline,omitempty"`
}

// summary is of the whole storm, or of one step of its time.
type summary struct {
	From        float64 `json:"from"`    // s after the beginning
	Seconds     float64 `json:"seconds"` // how long; to the last answer
	Sent        int     `json:"sent"`    // due to be sent: answered and errors
	Answered    int     `json:"answered"`
	PerSecond   float64 `json:"rate"` // answers a second
	Recorded    int     `json:"recorded"`
	Forged      int     `json:"forged"`
	Connections int     `json:"connections"` // that were made

	Status   map[int]int    `json:"status"`
	Verdicts map[string]int `json:"verdicts"`
	Errors   map[string]int `json:"errors"`
	Latency  latency        `json:"latency_ms"`
}

// latency in ms. A share of answers took at most so long.
type latency struct {
	P50  float64 `json:"p50"`
	P90  float64 `json:"p90"`
	P99  float64 `json:"p99"`
	P999 float64 `json:"p99.9"`
	Max  float64 `json:"max"`
}

func (s storm) report(t *tally, began time.Time, cpu time.Duration) report {
	took := time.Since(began)
	r := report{Began: began, Rate: s.Rate, Loop: s.Closed}
	total := newCount()
	for n, c := range t.steps {
		total.merge(c)
		if s.Every > 0 {
			r.Timeline = append(r.Timeline, c.summary(time.Duration(n)*s.Every, s.Every))
		}
	}
	r.summary = total.summary(0, took)
	if total.asked > 0 {
		r.LoaderCPU = float64(cpu.Microseconds()) / float64(total.asked)
	}
	return r
}

func (c *count) summary(from, took time.Duration) summary {
	return summary{
		From:        from.Seconds(),
		Seconds:     took.Seconds(),
		Sent:        c.asked,
		Answered:    c.answered,
		PerSecond:   float64(c.answered) / took.Seconds(),
		Recorded:    c.recorded,
		Forged:      c.forged,
		Connections: c.dialled,
		Status:      c.status,
		Verdicts:    c.verdicts,
		Errors:      c.errors,
		Latency:     c.latency(),
	}
}

func (c *count) latency() latency {
	slices.Sort(c.took)
	return latency{
		P50:  percentile(c.took, 0.5),
		P90:  percentile(c.took, 0.9),
		P99:  percentile(c.took, 0.99),
		P999: percentile(c.took, 0.999),
		Max:  percentile(c.took, 1),
	}
}

// percentile in ms by the nearest rank: the least of the sorted times that the
// share of them does not exceed. 0 of none.
func percentile(sorted []uint32, share float64) float64 {
	if len(sorted) == 0 {
		return 0
	}
	rank := int(math.Ceil(share * float64(len(sorted))))
	return float64(sorted[max(rank, 1)-1]) / 1000
}
