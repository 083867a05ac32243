package web

import (
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"temgoc/internal/stamp"
)

// TestIdempotencyKey: a repeated request has the same answer, another request
// under its key has none.
func TestIdempotencyKey(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.script(w.producer)
	path := "/api/v1/batches/" + w.newBatch("L1").ID.String() + "/stamps"

	first := p.post(path, `{"quantity":10}`, "Idempotency-Key", "order 1")
	again := p.post(path, `{"kind":"compact","quantity":10,"ocop":false}`, "Idempotency-Key", "order 1")
	if first.Code != 201 || again.Code != 201 || again.Body.String() != first.Body.String() ||
		again.Header().Get("Location") != first.Header().Get("Location") {
		t.Errorf("first %d %s\nagain %d %s", first.Code, first.Body, again.Code, again.Body)
	}
	if f, a := first.Header().Get("Idempotency-Replayed"), again.Header().Get("Idempotency-Replayed"); f != "" || a != "true" {
		t.Errorf("Idempotency-Replayed %q, then %q; want none, then true", f, a)
	}
	before := w.marks()
	for _, body := range []string{`{"quantity":11}`, `{"quantity":10,"kind":"sealed"}`} {
		if got := wantProblem(t, p.post(path, body, "Idempotency-Key", "order 1"), 422); got.Code != "error.key_reused" {
			t.Errorf("%s: %+v", body, got)
		}
	}
	for _, key := range []string{strings.Repeat("k", 201), "a\tb", "a\xffb"} {
		if got := faults(wantProblem(t, p.post(path, `{"quantity":10}`, "Idempotency-Key", key), 400)); len(got) != 1 || got[0].Problem != "key.bad" {
			t.Errorf("key %q: %v", key, got)
		}
	}
	other := "/api/v1/batches/" + w.newBatch("L2").ID.String() + "/stamps"
	before.Batches, before.Versions, before.Audit = before.Batches+1, before.Versions+1, before.Audit+1 // of L2
	wantProblem(t, p.post(other, `{"quantity":10}`, "Idempotency-Key", "order 1"), 422)
	w.wantUnchanged(before)
}

// TestManyAtOnceUnderOneKey is one run, however the requests meet.
func TestManyAtOnceUnderOneKey(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.script(w.producer)
	path := "/api/v1/batches/" + w.newBatch("L1").ID.String() + "/stamps"
	answers := make([]*httptest.ResponseRecorder, 50)
	var all sync.WaitGroup
	for i := range answers {
		all.Go(func() { answers[i] = p.post(path, `{"quantity":2}`, "Idempotency-Key", "k") })
	}
	all.Wait()
	replays := 0
	for _, a := range answers {
		if a.Code != 201 || a.Body.String() != answers[0].Body.String() {
			t.Fatalf("status %d, %s; want 201, %s", a.Code, a.Body, answers[0].Body)
		}
		if a.Header().Get("Idempotency-Replayed") == "true" {
			replays++
		}
	}
	if replays != 49 {
		t.Errorf("%d answers are replays, want 49", replays)
	}
	runs := read[list[runAnswer]](t, p.get(path), 200)
	if len(runs.Items) != 1 || runs.Items[0].Quantity != 2 {
		t.Errorf("runs %+v, want one of 2", runs.Items)
	}
}

// TestConflicts say what stands in the way in numbers too.
func TestConflicts(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.script(w.producer)
	b := w.newBatch("L1")
	run := "/api/v1/stamp-runs/" + w.newRun(b).ID.String()
	wantDone(t, p.post(run+"/void", `{"from":3,"to":4}`))
	before := w.marks()

	beyond := wantProblem(t, p.post("/api/v1/batches/"+b.ID.String()+"/stamps", `{"quantity":93}`), 409)
	if beyond.Code != "error.beyond_batch" || beyond.Left == nil || *beyond.Left != 92 {
		t.Errorf("beyond the batch: %+v", beyond)
	}
	active := wantProblem(t, p.post(run+"/activate", `{"from":0,"to":1}`), 409)
	if active.Code != "error.already_active" || active.Range == nil || *active.Range != (stamp.Range{First: 0, Last: 1}) {
		t.Errorf("already active: %+v", active)
	}
	voided := wantProblem(t, p.post(run+"/void", `{}`), 409)
	if voided.Code != "error.already_voided" || voided.Range == nil || *voided.Range != (stamp.Range{First: 3, Last: 4}) {
		t.Errorf("already voided: %+v", voided)
	}
	w.wantUnchanged(before)
}

func wantDone(t *testing.T, r *httptest.ResponseRecorder) {
	t.Helper()
	if r.Code != 204 || r.Body.Len() > 0 {
		t.Errorf("status %d, body %q; want 204 and none", r.Code, r.Body)
	}
}
