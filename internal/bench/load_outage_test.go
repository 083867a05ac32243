package bench

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

const (
	outageRate   = 300 // scans a second
	outageStep   = 250 * time.Millisecond
	mostRecovery = 5.0 // s after Postgres accepts connections again
)

// Postgres is killed under load and comes back. In the meantime pages of the
// batches that the service has seen are shown, with the notice that the state
// could not be checked, and none calls a stamp genuine.
func loadOutage(t *testing.T, w *loadWorld) {
	before, away, after := lasting(5*time.Second), lasting(10*time.Second), lasting(10*time.Second)
	cmd := w.loader(w.service, before+away+after,
		"--rate", fmt.Sprint(outageRate), "--every", outageStep.String())
	out := new(bytes.Buffer)
	cmd.Stdout = out
	must(t, cmd.Start())
	time.Sleep(before)
	killed := time.Now()
	must(t, syscall.Kill(w.postgresPID(t), syscall.SIGKILL))
	time.Sleep(away)
	started := time.Now()
	w.restartPostgres(t)
	back := time.Now()
	must(t, cmd.Wait())
	r := parseStorm(t, out.Bytes())
	r.wantAll(t)
	r.during(killed.Add(time.Second), started).wantNotice(t)
	recovery := figure{"load_recovery", r.recoveredAfter(back).Seconds(), "s"}
	restart := figure{"load_postgres_restart", back.Sub(started).Seconds(), "s"}
	restart.print(restart)
	recovery.print(restart)
	judge(t, recovery, mostRecovery)
}

// during adds up the steps that are wholly between two times.
func (r stormReport) during(from, to time.Time) (sum stormStep) {
	sum.Verdicts = map[string]int{}
	for _, step := range r.Timeline {
		begins := r.Began.Add(time.Duration(step.From * float64(time.Second)))
		if begins.Before(from) || begins.Add(outageStep).After(to) {
			continue
		}
		sum.Answered += step.Answered
		sum.Recorded += step.Recorded
		for verdict, n := range step.Verdicts {
			sum.Verdicts[verdict] += n
		}
	}
	return sum
}

// wantNotice finds fault with answers that claim more than is known.
func (s stormStep) wantNotice(t *testing.T) {
	t.Helper()
	fmt.Printf("without Postgres: %d answers, %v\n", s.Answered, s.Verdicts)
	if full() && s.Answered == 0 {
		t.Error("nothing was answered while Postgres was away")
	}
	if s.Recorded > 0 {
		t.Errorf("%d answers say that the scan is stored, with nothing to store it in", s.Recorded)
	}
	for verdict, n := range s.Verdicts {
		if strings.HasPrefix(verdict, "good") {
			t.Errorf("%d answers without Postgres say %q", n, verdict)
		}
	}
}

// recoveredAfter is how long after the time answers were to wait for of which
// every one is stored again, to the end.
func (r stormReport) recoveredAfter(back time.Time) time.Duration {
	whole := r.Began
	for _, step := range r.Timeline {
		if step.Recorded < step.Answered {
			whole = r.Began.Add(time.Duration(step.From*float64(time.Second)) + outageStep)
		}
	}
	return max(0, whole.Sub(back))
}

// postgresPID is the number on the first line of what Postgres writes about itself.
func (w *loadWorld) postgresPID(t *testing.T) int {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(w.dir, "postgres", "postmaster.pid"))
	must(t, err)
	line, _, _ := strings.Cut(string(text), "\n")
	pid, err := strconv.Atoi(line)
	must(t, err)
	return pid
}

// restartPostgres starts it on the same data, where the service looks for it.
func (w *loadWorld) restartPostgres(t *testing.T) {
	t.Helper()
	was := w.postgres.URL
	var err error
	w.postgres, err = w.folder.StartPostgres(t.Context())
	must(t, err)
	if w.postgres.URL != was {
		t.Fatalf("postgres came back at %s, was at %s", w.postgres.URL, was)
	}
}
