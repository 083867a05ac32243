package bench

import (
	"encoding/json"
	"errors"
	"os/exec"
	"testing"
	"time"
)

// stormReport is what of loadtest storm's answer is looked at.
type stormReport struct {
	Began time.Time `json:"began"`
	stormStep
	LoaderCPU float64     `json:"loader_cpu_us"`
	Timeline  []stormStep `json:"timeline"`
}

type stormStep struct {
	From      float64        `json:"from"`
	Seconds   float64        `json:"seconds"`
	Sent      int            `json:"sent"`
	Answered  int            `json:"answered"`
	PerSecond float64        `json:"rate"`
	Recorded  int            `json:"recorded"`
	Forged    int            `json:"forged"`
	Status    map[string]int `json:"status"`
	Verdicts  map[string]int `json:"verdicts"`
	Errors    map[string]int `json:"errors"`
	Latency   struct {
		P50 float64 `json:"p50"`
		P99 float64 `json:"p99"`
		Max float64 `json:"max"`
	} `json:"latency_ms"`
}

// loader is the command that make built, with the codes of all batches. Phones
// come from so many addresses that none seems to guess codes.
func (w *loadWorld) loader(at *process, d time.Duration, args ...string) *exec.Cmd {
	cmd := exec.Command("../../bin/loadtest", "storm", "--url", at.url, "--for", d.String(), "--sources", "4000000")
	for _, file := range w.codes {
		cmd.Args = append(cmd.Args, "--codes", file)
	}
	cmd.Args = append(cmd.Args, args...)
	return cmd
}

// storm runs the loader to its end.
func (w *loadWorld) storm(t *testing.T, at *process, d time.Duration, args ...string) stormReport {
	t.Helper()
	out, err := w.loader(at, d, args...).Output()
	if failed, ok := errors.AsType[*exec.ExitError](err); ok {
		t.Fatalf("loadtest: %v\n%s", err, failed.Stderr)
	}
	must(t, err)
	return parseStorm(t, out)
}

func parseStorm(t *testing.T, out []byte) (r stormReport) {
	t.Helper()
	must(t, json.Unmarshal(out, &r))
	if r.Answered == 0 {
		t.Fatalf("nothing was answered: %s", out)
	}
	return r
}

// wantAll finds fault with whatever is no answer of 200.
func (r stormReport) wantAll(t *testing.T) {
	t.Helper()
	if r.Answered != r.Sent || r.Status["200"] != r.Sent {
		t.Errorf("of %d requests %d were answered; by status %v, errors %v; want 200 to all",
			r.Sent, r.Answered, r.Status, r.Errors)
	}
}

// cost is the best of a few rounds in a closed loop: what other programs steal
// only ever adds.
type cost struct {
	cpu        float64 // µs of the server for an answer
	throughput float64 // answers a second
	answered   int     // in all rounds
}

// round runs the loop once more, and keeps the better.
func (c *cost) round(t *testing.T, w *loadWorld, p *process, args ...string) stormReport {
	t.Helper()
	before := cpu(t, p.cmd.Process.Pid)
	r := w.storm(t, p, lasting(3*time.Second), append(args, "--closed", "64")...)
	took := cpu(t, p.cmd.Process.Pid) - before
	r.wantAll(t)
	each := float64(took.Microseconds()) / float64(r.Answered)
	if c.answered == 0 || each < c.cpu {
		c.cpu = each
	}
	c.throughput = max(c.throughput, r.PerSecond)
	c.answered += r.Answered
	return r
}
