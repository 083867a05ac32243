package main

import (
	"fmt"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// balanced is a node as a load balancer sees it.
type balanced struct {
	*node
	ready    atomic.Bool
	said     atomic.Int32 // the last status of its readyz
	answered atomic.Int64
}

// look asks whether the node is ready, as often as balancers do or more.
func (b *balanced) look(t *testing.T, until <-chan struct{}) {
	client := &http.Client{Timeout: 2 * time.Second}
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		resp, err := client.Do(visit(t, http.MethodGet, b.base+"/readyz"))
		if err == nil {
			resp.Body.Close()
			b.said.Store(int32(resp.StatusCode))
		}
		b.ready.Store(err == nil && resp.StatusCode == http.StatusOK)
		select {
		case <-until:
			return
		case <-tick.C:
		}
	}
}

// A deploy fails no scan: of two nodes under load one is told to stop. It says
// so while it still answers, every scan gets its page from one node or the
// other, and all of them are on record.
func TestDeployFailsNoScan(t *testing.T) {
	t.Parallel()
	s := newStand(t)
	s.play(t)
	before := s.scans(t)
	env := append(s.env, "TEMGOC_DRAIN_SECONDS=1")
	old, other := &balanced{node: startServe(t, env)}, &balanced{node: startServe(t, env)}
	done := make(chan struct{})
	var looking, visiting sync.WaitGroup
	for _, b := range []*balanced{old, other} {
		looking.Go(func() { b.look(t, done) })
	}
	waitFor(t, "both nodes are ready", func() bool { return old.ready.Load() && other.ready.Load() })

	var stop atomic.Bool
	var failed sync.Map // what was answered instead of a page
	for i := range 8 {
		// Half of the shoppers keep their connection, half make one a scan. One that
		// finds its kept connection closed before it sent anything makes another, as
		// browsers and proxies do.
		client := &http.Client{Timeout: 10 * time.Second, Transport: &http.Transport{DisableKeepAlives: i%2 == 0}}
		visiting.Go(func() {
			for !stop.Load() {
				b := old
				if !b.ready.Load() {
					b = other
				}
				if err := scanOnce(client, visit(t, http.MethodGet, b.base+s.codes["batch"])); err != nil {
					failed.Store(err.Error(), true)
				}
				b.answered.Add(1)
			}
		})
	}
	waitFor(t, "the old node answers", func() bool { return old.answered.Load() > 200 })
	old.stop() // waits until the process has ended
	at := other.answered.Load()
	waitFor(t, "the other node answers", func() bool { return other.answered.Load() > at+200 })
	stop.Store(true)
	visiting.Wait()
	close(done)
	looking.Wait()

	failed.Range(func(what, _ any) bool { t.Errorf("a scan got no page: %v", what); return true })
	if got := old.said.Load(); got != http.StatusServiceUnavailable {
		t.Errorf("the last that the old node said of itself is %d, want 503", got)
	}
	answered := int(old.answered.Load() + other.answered.Load())
	if got := s.scans(t) - before; got < answered {
		t.Errorf("%d scans are on record, %d were answered", got, answered)
	}
	t.Logf("%d scans by the old node, %d by the other", old.answered.Load(), other.answered.Load())
}

func scanOnce(client *http.Client, r *http.Request) error {
	resp, err := client.Do(r)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("status %d", resp.StatusCode)
	}
	return nil
}

func waitFor(t *testing.T, what string, reached func() bool) {
	t.Helper()
	deadline := time.Now().Add(time.Minute)
	for !reached() {
		if time.Now().After(deadline) {
			t.Fatalf("after a minute still not: %s", what)
		}
		time.Sleep(5 * time.Millisecond)
	}
}
