package stamp_test

import (
	"bufio"
	"context"
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/pg"
	"temgoc/internal/pg/pgtest"
	"temgoc/internal/stamp"
)

// issuerURL and issuerShop are environment variables that make the test
// binary issue stamps until it is killed.
const (
	issuerURL  = "TEMGOC_TEST_ISSUER_URL"
	issuerShop = "TEMGOC_TEST_ISSUER_SHOP"
)

// line is what an issuer prints: a request before it is made, and after it is
// answered.
type line struct {
	Key      string
	Quantity int
	Answer   *stamp.Range
}

type issuer struct {
	Who   account.Principal
	Batch uuid.UUID
}

// issueUntilKilled does not return.
func issueUntilKilled(url string) {
	ctx := context.Background()
	var me issuer
	if err := json.Unmarshal([]byte(os.Getenv(issuerShop)), &me); err != nil {
		panic(err)
	}
	pool, err := pg.Open(ctx, url)
	if err != nil {
		panic(err)
	}
	out := json.NewEncoder(os.Stdout) // unbuffered: what is printed has left us
	for {
		l := line{Key: uuid.NewString(), Quantity: 1 + rand.IntN(50)}
		out.Encode(l)
		run, _, err := stamp.Issue(ctx, pool, me.Who, me.Batch, kid, today, l.Key, compact(l.Quantity))
		if err != nil {
			panic(err)
		}
		answer := run.Range()
		l.Answer = &answer
		out.Encode(l)
	}
}

// TestKill kills issuing processes. What they answered is in the table, no
// number is there twice, none is missing, and whoever repeats the request that
// got no answer gets one, for one run.
func TestKill(t *testing.T) {
	t.Parallel()
	url := pgtest.URL(t)
	pool, err := pg.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	s := openShop(t, pool, 0, stamp.MaxUnits)

	var mu sync.Mutex
	var lines []line
	for range 5 {
		var wg sync.WaitGroup
		for range 2 {
			wg.Go(func() {
				seen := s.issueAndKill(t, url, 10+rand.IntN(50))
				mu.Lock()
				defer mu.Unlock()
				lines = append(lines, seen...)
			})
		}
		wg.Wait()
	}
	s.answered(t, lines)
	s.repeat(t, lines)
	s.dense(t)
}

// issueAndKill starts an issuer, kills it soon after so many lines, and returns
// all that it had printed by then.
func (s shop) issueAndKill(t *testing.T, url string, count int) (lines []line) {
	who, err := json.Marshal(issuer{s.who, s.lot})
	if err != nil {
		t.Error(err)
		return nil
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), issuerURL+"="+url, issuerShop+"="+string(who))
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Errorf("start issuer: %v", err)
		return nil
	}
	for scan := bufio.NewScanner(out); scan.Scan(); {
		var l line
		if err := json.Unmarshal(scan.Bytes(), &l); err != nil {
			t.Errorf("issuer printed %q: %v", scan.Text(), err)
		}
		if lines = append(lines, l); len(lines) == count {
			// SIGKILL at any moment of a request or two; what is in the pipe by
			// then is still read.
			time.AfterFunc(rand.N(5*time.Millisecond), func() { cmd.Process.Kill() })
		}
	}
	if err := cmd.Wait(); err == nil || len(lines) < count {
		t.Errorf("issuer ended by itself after %d lines: %v", len(lines), err)
	}
	return lines
}

// answered fails unless every answer is a run in the table.
func (s shop) answered(t *testing.T, lines []line) {
	t.Helper()
	stored := s.ranges(t)
	var count int
	for _, l := range lines {
		if l.Answer == nil {
			continue
		}
		count++
		if !slices.Contains(stored, *l.Answer) {
			t.Errorf("answered run %v is not in the table", *l.Answer)
		}
	}
	t.Logf("%d runs answered, %d stored", count, len(stored))
	if count == 0 {
		t.Error("no issuer answered anything")
	}
}

// repeat makes every request again: the table gets one run for each.
func (s shop) repeat(t *testing.T, lines []line) {
	t.Helper()
	answers := map[string]stamp.Range{}
	for _, l := range lines {
		run, replayed, err := s.issue(t, l.Key, compact(l.Quantity))
		if err != nil {
			t.Fatalf("repeat: %v", err)
		}
		if l.Answer != nil && (!replayed || run.Range() != *l.Answer) {
			t.Errorf("repeat: got %v, replayed %t; want %v again", run.Range(), replayed, *l.Answer)
		}
		answers[l.Key] = run.Range()
	}
	if got, want := len(s.ranges(t)), len(answers); got != want {
		t.Errorf("runs: got %d, want one for each of %d keys", got, want)
	}
}
