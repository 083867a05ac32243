package bench

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
)

const mostForgedCPU = 1.3 // times a bare handler

// Forged compact codes are found out before any store is asked.
func loadForged(t *testing.T, w *loadWorld) {
	path := []byte(w.path(t))
	last := &path[len(path)-1]
	if *last != '0' {
		*last = '0'
	} else {
		*last = '1'
	}
	bare := startBare(t, w.page(t, string(path)))
	var forged, plain cost
	queries := w.asked(t, func() {
		for range loadRounds {
			if r := forged.round(t, w, w.service, "--forged", "1"); r.Forged != r.Answered || r.Recorded != 0 {
				t.Errorf("of %d forged codes %d were stored as scans", r.Forged, r.Recorded)
			}
		}
	})
	for range loadRounds {
		plain.round(t, w, bare)
	}
	baseline := figure{"load_bare_forged_page", plain.cpu, "µs"}
	baseline.print(baseline)
	service := figure{"load_forged", forged.cpu, "µs"}
	service.print(baseline)
	judge(t, service, mostForgedCPU*plain.cpu)
	for store, n := range queries {
		f := figure{"load_forged_" + store, float64(n) / float64(forged.answered), "queries"}
		fmt.Printf("bench %s %.4g queries/code, %d of %d codes\n", f.name, f.value, n, forged.answered)
		judge(t, f, 0.001) // what goes on beside the requests differs from second to second
	}
}

// asked is how many queries each store got more while fn ran than in as long a
// time without it.
func (w *loadWorld) asked(t *testing.T, fn func()) map[string]int {
	t.Helper()
	began, before := time.Now(), w.queries(t)
	fn()
	took, after := time.Since(began), w.queries(t)
	time.Sleep(took)
	idle := w.queries(t)
	more := map[string]int{}
	for store := range before {
		more[store] = max(0, (after[store]-before[store])-(idle[store]-after[store]))
	}
	return more
}

// queries is how many each store got since it started.
func (w *loadWorld) queries(t *testing.T) map[string]int {
	t.Helper()
	return map[string]int{"postgres": w.transactions(t), "redis": w.commands(t)}
}

// transactions are all that was asked: the service asks nothing outside of one.
// Postgres counts them with a second's delay, which is no matter here.
func (w *loadWorld) transactions(t *testing.T) (n int) {
	t.Helper()
	must(t, w.pool.QueryRow(context.Background(), `
		select xact_commit + xact_rollback
		from pg_stat_database
		where datname = current_database()`).Scan(&n))
	return n
}

func (w *loadWorld) commands(t *testing.T) int {
	t.Helper()
	o, err := redis.ParseURL(w.redis.URL)
	must(t, err)
	client := redis.NewClient(o)
	defer client.Close()
	stats, err := client.Info(context.Background(), "stats").Result()
	must(t, err)
	_, text, _ := strings.Cut(stats, "total_commands_processed:")
	line, _, _ := strings.Cut(text, "\r\n")
	n, err := strconv.Atoi(line)
	must(t, err)
	return n
}
