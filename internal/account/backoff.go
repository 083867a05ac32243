package account

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
	"io"
	"math"
	"time"

	"github.com/jackc/pgx/v5"

	"temgoc/internal/limit"
	"temgoc/internal/pg"
)

// Back-off: after so many failures the wait before the next try is firstWait,
// and doubles with each further failure up to the longest.
//
// A carrier's NAT (RFC 6598) puts thousands of subscribers behind one address,
// whose typing errors would add up: so an address may fail more often, waits
// less, and half of its failures are forgotten in every hour.
const (
	accountFailures    = 5
	addressFailures    = 30
	firstWait          = 2 * time.Second
	longestAccountWait = 15 * time.Minute
	longestAddressWait = time.Minute
	addressHalving     = time.Hour
	forgetAfter        = 24 * time.Hour // without a try
)

// TooManyError is the answer to a try that came too early; its password was
// not looked at.
type TooManyError struct{ RetryAfter time.Duration }

func (e TooManyError) Error() string {
	return fmt.Sprintf("too many failures: try again in %s", e.RetryAfter.Round(time.Second))
}

// counter is a row of signin_failure. Its key is an HMAC, since what it counts
// is personal data.
type counter struct {
	key      []byte
	failures int // from which on there is a wait; 2 or more
	longest  time.Duration
	halving  float64 // seconds in which half is forgotten; infinite for never
}

func (a *Authenticator) accountCounter(email string) counter {
	return counter{a.hmac("account", foldEmail(email)), accountFailures, longestAccountWait, math.Inf(1)}
}

func (a *Authenticator) addressCounter(address string) counter {
	return counter{a.hmac("address", limit.Network(address)), addressFailures, longestAddressWait, addressHalving.Seconds()}
}

func (a *Authenticator) hmac(purpose, value string) []byte {
	mac := hmac.New(sha256.New, a.hmacKey)
	io.WriteString(mac, "temgoc sign-in\x00"+purpose+"\x00"+value)
	return mac.Sum(nil)
}

// countTry counts a try as a failure on all counters, or on none and returns
// TooManyError if one of them has to wait. It commits before the password is
// looked at; a success is taken back. Every caller passes the address first
// and the account last, so that rows are locked in one order.
func (a *Authenticator) countTry(ctx context.Context, counters ...counter) error {
	return pg.InTx(ctx, a.db, func(tx pgx.Tx) error {
		for _, c := range counters {
			if err := c.add(ctx, tx); err != nil {
				return err
			}
		}
		return nil
	})
}

// add is one statement: of tries in parallel, each sees what the one before it
// wrote. The row stays locked also when its wait is not over. The wait is
// compared with the clock, not with now(): that is when the transaction began,
// and may be earlier than the now() which another wrote meanwhile.
func (c counter) add(ctx context.Context, db pg.DB) error {
	counted, err := db.Exec(ctx, `
		insert into signin_failure as f (key, failures, last_at, next_try_at)
		values (@key, 1, now(), now())
		on conflict (key) do update
		set (failures, last_at, next_try_at) = (
			select
				n,
				now(),
				now() + case
					when n < @failures - 0.5 then interval '0' /* halving takes a fraction at once */
					else least(@longest::interval, @first::interval * 2 ^ least(n - @failures, 20))
				end
			from (select case
				when f.last_at < now() - @forget::interval then 1
				else f.failures * 0.5 ^ (extract(epoch from now() - f.last_at)::float8 / @halving::float8) + 1
			end) as count (n)
		)
		where f.next_try_at <= clock_timestamp()`,
		pgx.NamedArgs{
			"key":      c.key,
			"failures": c.failures,
			"first":    firstWait,
			"longest":  c.longest,
			"halving":  c.halving,
			"forget":   forgetAfter,
		})
	if err != nil {
		return fmt.Errorf("count sign-in: %w", err)
	}
	if counted.RowsAffected() == 0 {
		return c.tooMany(ctx, db)
	}
	return nil
}

func (c counter) tooMany(ctx context.Context, db pg.DB) error {
	var wait time.Duration
	err := db.QueryRow(ctx, `select next_try_at - now() from signin_failure where key = $1`, c.key).Scan(&wait)
	if err != nil {
		return fmt.Errorf("read wait of sign-in: %w", err)
	}
	return TooManyError{wait}
}

// clear forgets all failures.
func (c counter) clear(ctx context.Context, db pg.DB) error {
	if _, err := db.Exec(ctx, `delete from signin_failure where key = $1`, c.key); err != nil {
		return fmt.Errorf("clear sign-in failures: %w", err)
	}
	return nil
}

// takeBack takes back one try and the wait that it made; the wait before it was
// over. It clears nothing else: whoever has an account could else try others'
// from the same address without end.
func (c counter) takeBack(ctx context.Context, db pg.DB) error {
	_, err := db.Exec(ctx, `
		update signin_failure
		set
			failures = failures - 1,
			next_try_at = now()
		where key = $1 and failures > 0`, c.key)
	if err != nil {
		return fmt.Errorf("take back sign-in failure: %w", err)
	}
	return nil
}
