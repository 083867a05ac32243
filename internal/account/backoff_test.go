package account

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"sync"
	"testing"
	"time"

	"temgoc/internal/pg"
	"temgoc/internal/pg/pgtest"
)

func TestBackOffDoubles(t *testing.T) {
	t.Parallel()
	tx := pgtest.Tx(t)
	c := newCounter(t, accountFailures)
	var waits []time.Duration
	for range 16 {
		if err := c.add(t.Context(), tx); err != nil {
			t.Fatalf("count: %v", err)
		}
		waits = append(waits, query[time.Duration](t, tx, `select next_try_at - last_at from signin_failure where key = $1`, c.key))
		exec(t, tx, `update signin_failure set next_try_at = now() where key = $1`, c.key)
	}
	s := time.Second
	want := []time.Duration{0, 0, 0, 0, 2 * s, 4 * s, 8 * s, 16 * s, 32 * s, 64 * s, 128 * s, 256 * s, 512 * s, 900 * s, 900 * s, 900 * s}
	if fmt.Sprint(waits) != fmt.Sprint(want) {
		t.Errorf("waits: got %v, want %v", waits, want)
	}
}

func TestBackOffRefusesUntilTheWaitIsOver(t *testing.T) {
	t.Parallel()
	tx := pgtest.Tx(t)
	c := newCounter(t, 2)
	for range 2 {
		if err := c.add(t.Context(), tx); err != nil {
			t.Fatalf("count: %v", err)
		}
	}
	want := TooManyError{firstWait}
	for range 3 { // refused tries are not counted: the wait does not grow
		if err := c.add(t.Context(), tx); !errors.Is(err, want) {
			t.Fatalf("early try: got %v, want %v", err, want)
		}
	}
	exec(t, tx, `update signin_failure set next_try_at = now() where key = $1`, c.key)
	if err := c.add(t.Context(), tx); err != nil {
		t.Errorf("try in time: %v", err)
	}
}

func TestBackOffForgetsAfterADay(t *testing.T) {
	t.Parallel()
	tx := pgtest.Tx(t)
	for _, tt := range []struct {
		ago  string
		want int
	}{
		{"23 hours", 10},
		{"25 hours", 1},
	} {
		c := newCounter(t, accountFailures)
		exec(t, tx, `insert into signin_failure values ($1, 9, now() - $2::text::interval, now() - $2::text::interval)`, c.key, tt.ago)
		if err := c.add(t.Context(), tx); err != nil {
			t.Fatalf("count: %v", err)
		}
		if got := c.stored(t, tx); got != tt.want {
			t.Errorf("ninth failure %s ago: got %d failures, want %d", tt.ago, got, tt.want)
		}
	}
}

// Thousands of subscribers of a carrier sign in from one address.
func TestSuccessesDoNotFillTheAddress(t *testing.T) {
	t.Parallel()
	tx := pgtest.Tx(t)
	c := newCounter(t, addressFailures)
	for range 3 * addressFailures {
		if err := c.add(t.Context(), tx); err != nil {
			t.Fatalf("count: %v", err)
		}
		if err := c.takeBack(t.Context(), tx); err != nil {
			t.Fatalf("take back: %v", err)
		}
	}
	if got := c.stored(t, tx); got != 0 {
		t.Errorf("after successes only: got %d failures, want 0", got)
	}
}

// A try that is taken back leaves no wait, however many failures there were: the
// wait before it was over.
func TestTakeBackEndsTheWaitOfItsTry(t *testing.T) {
	t.Parallel()
	tx := pgtest.Tx(t)
	for _, failures := range []int{addressFailures, addressFailures + 1, 3 * addressFailures} {
		c := newCounter(t, addressFailures)
		exec(t, tx, `insert into signin_failure values ($1, $2, now(), now() + interval '1 minute')`, c.key, failures)
		if err := c.takeBack(t.Context(), tx); err != nil {
			t.Fatalf("take back: %v", err)
		}
		got := query[time.Duration](t, tx, `select next_try_at - now() from signin_failure where key = $1`, c.key)
		if got != 0 || c.stored(t, tx) != failures-1 {
			t.Errorf("one of %d failures taken back: got a wait of %s and %d failures", failures, got, c.stored(t, tx))
		}
	}
}

// Half of an address's failures are forgotten in an hour; an account's are not.
func TestAddressFailuresFade(t *testing.T) {
	t.Parallel()
	tx := pgtest.Tx(t)
	a := NewAuthenticator(tx, nil)
	for _, tt := range []struct {
		name string
		counter
		ago  string
		want int
	}{
		{"address at once", a.addressCounter("192.0.2.1"), "0 hours", 41},
		{"address an hour later", a.addressCounter("192.0.2.2"), "1 hour", 21},
		{"address three hours later", a.addressCounter("192.0.2.3"), "3 hours", 6},
		{"account three hours later", a.accountCounter("hoa@example.vn"), "3 hours", 41},
	} {
		exec(t, tx, `insert into signin_failure values ($1, 40, now() - $2::text::interval, now() - $2::text::interval)`, tt.key, tt.ago)
		if err := tt.add(t.Context(), tx); err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		if got := tt.stored(t, tx); got != tt.want {
			t.Errorf("%s: got %d failures, want %d", tt.name, got, tt.want)
		}
	}
	wait := query[time.Duration](t, tx, `select next_try_at - last_at from signin_failure where key = $1`, a.addressCounter("192.0.2.1").key)
	if wait != longestAddressWait {
		t.Errorf("address that failed 41 times: got a wait of %s, want %s", wait, longestAddressWait)
	}
}

func TestRefusedTryIsCountedNowhere(t *testing.T) {
	t.Parallel()
	tx := pgtest.Tx(t)
	a := NewAuthenticator(tx, nil)
	address, account := newCounter(t, addressFailures), newCounter(t, accountFailures)
	exec(t, tx, `insert into signin_failure values ($1, 9, now(), now() + interval '1 minute')`, account.key)
	if err := a.countTry(t.Context(), address, account); !errors.Is(err, TooManyError{time.Minute}) {
		t.Fatalf("try of a waiting account: got %v, want %v", err, TooManyError{time.Minute})
	}
	if got := query[int](t, tx, `select count(*) from signin_failure where key = $1`, address.key); got != 0 {
		t.Error("a refused try was counted on its address")
	}
}

// The account has failed often before, so that the wait after its next failure
// is longer than the slowest machine takes for the test.
func TestParallelTriesOfOneAccount(t *testing.T) {
	t.Parallel()
	pool := pgtest.Pool(t)
	f := newFixture(t, pool)
	const before = accountFailures + 8 // the next wait is over 8 minutes
	exec(t, pool, `insert into signin_failure values ($1, $2, now(), now())`, f.accountCounter(f.user.Email).key, before)
	wrong, early := inParallel(t, 200, func(ctx context.Context, n int) error {
		_, _, err := f.SignIn(ctx, f.user.Email, wrongPassword, fmt.Sprintf("198.51.100.%d", n))
		return err
	})
	if wrong != 1 || early != 199 {
		t.Errorf("200 wrong tries: got %d looked at and %d refused, want 1 and 199", wrong, early)
	}
	if got := f.accountCounter(f.user.Email).stored(t, pool); got != before+1 {
		t.Errorf("counted: got %d, want %d", got, before+1)
	}
	if got := query[int](t, pool, `select count(*) from signin_failure`); got != 2 {
		t.Errorf("counters: got %d, want the account and one address", got)
	}
	_, _, err := f.SignIn(t.Context(), f.user.Email, rightPassword, home)
	if _, ok := errors.AsType[TooManyError](err); !ok {
		t.Errorf("right password while waiting: got %v, want a TooManyError", err)
	}
}

// Without waiting, the first tries in parallel are no more than in a row.
func TestParallelFirstTries(t *testing.T) {
	t.Parallel()
	pool := pgtest.Pool(t)
	f := newFixture(t, pool)
	wrong, _ := inParallel(t, accountFailures, func(ctx context.Context, n int) error {
		_, _, err := f.SignIn(ctx, f.user.Email, wrongPassword, fmt.Sprintf("198.51.100.%d", n))
		return err
	})
	if got := f.accountCounter(f.user.Email).stored(t, pool); wrong != accountFailures || got != accountFailures {
		t.Errorf("%d looked at and %d counted, want %d", wrong, got, accountFailures)
	}
}

func TestParallelTriesFromOneAddress(t *testing.T) {
	t.Parallel()
	a := NewAuthenticator(pgtest.Pool(t), nil)
	counted, early := inParallel(t, 200, func(ctx context.Context, n int) error {
		err := a.countTry(ctx, a.addressCounter(home), a.accountCounter(fmt.Sprintf("user%d@example.vn", n)))
		if err == nil {
			err = ErrBadCredentials
		}
		return err
	})
	if counted != addressFailures || early != 200-addressFailures {
		t.Errorf("200 tries of as many accounts: got %d and %d refused, want %d and %d", counted, early, addressFailures, 200-addressFailures)
	}
}

// inParallel starts n tries at once and counts their two answers.
func inParallel(t *testing.T, n int, try func(ctx context.Context, n int) error) (wrong, early int) {
	t.Helper()
	errs := make([]error, n)
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() { errs[i] = try(t.Context(), i) })
	}
	all.Wait()
	for _, err := range errs {
		if _, ok := errors.AsType[TooManyError](err); ok {
			early++
		} else if errors.Is(err, ErrBadCredentials) {
			wrong++
		} else {
			t.Errorf("try: got %v, want bad credentials or too many", err)
		}
	}
	return wrong, early
}

func TestCountersHideWhatTheyCount(t *testing.T) {
	t.Parallel()
	one, other := NewAuthenticator(nil, []byte("one")), NewAuthenticator(nil, []byte("other"))
	if a, b := one.accountCounter("lan@htx.vn"), other.accountCounter("lan@htx.vn"); bytes.Equal(a.key, b.key) {
		t.Error("keys under two secrets: got the same, want others")
	}
	if a, b := one.accountCounter("lan@htx.vn"), one.accountCounter(" LAN@htx.vn"); !bytes.Equal(a.key, b.key) {
		t.Error("one account typed in two ways: got two counters, want one")
	}
	if a, b := one.accountCounter(home), one.addressCounter(home); bytes.Equal(a.key, b.key) {
		t.Error("account and address of the same text: got one counter, want two")
	}
}

func newCounter(t *testing.T, failures int) counter {
	t.Helper()
	return counter{[]byte(unique(t.Name())), failures, longestAccountWait, math.Inf(1)}
}

func (c counter) stored(t *testing.T, db pg.DB) int {
	t.Helper()
	return query[int](t, db, `select round(failures)::int from signin_failure where key = $1`, c.key)
}
