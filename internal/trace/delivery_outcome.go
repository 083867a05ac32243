package trace

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"

	"temgoc/internal/webhook"
)

const (
	firstPause = time.Second
	maxPause   = time.Hour
)

// backOff doubles from a second to an hour, and takes off up to a half by
// chance, so that receivers of one host that was away are not told all at once.
func backOff(failures int) time.Duration {
	pause := maxPause
	if doublings := failures - 1; doublings < 12 { // 2¹² s is more than an hour
		pause = min(firstPause<<doublings, maxPause)
	}
	return pause - rand.N(pause/2)
}

// problemOf names a failure for those who look at the subscription. It tells
// nothing of the network that this service is in.
func problemOf(err error) string {
	status, answered := errors.AsType[webhook.StatusError](err)
	switch {
	case answered:
		return "status_" + strconv.Itoa(status.Code)
	case errors.Is(err, webhook.ErrRefused):
		return "address_refused"
	case errors.Is(err, ErrTooComplex):
		return "query_too_complex"
	case errors.Is(err, errDisabled):
		return "user_disabled"
	}
	return "unreachable"
}

// isTooMuch tells whether the receiver wants smaller documents (OpenAPI,
// callback of a subscription).
func isTooMuch(err error) bool {
	status, ok := errors.AsType[webhook.StatusError](err)
	return ok && status.Code == http.StatusRequestEntityTooLarge
}

// settle gives the lease back with what has come of it, and runs then, if this
// node still has it. Else another one has taken over, with the same delivery.
// It is done even if the node is told to stop: the receiver has answered.
func (d *Deliverer) settle(ctx context.Context, c turn, set string, args pgx.NamedArgs, then func(ctx context.Context, tx pgx.Tx) error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	args["subscription"], args["lease"] = c.ID, c.Lease
	err := pgx.BeginFunc(ctx, d.db, func(tx pgx.Tx) error {
		tag, err := tx.Exec(ctx, `
			update subscription
			set lease = null,
				leased_until = null,
				`+set+`
			where id = @subscription and lease = @lease`, args)
		if err != nil || tag.RowsAffected() == 0 {
			return err
		}
		return then(ctx, tx)
	})
	if err != nil {
		return fmt.Errorf("settle subscription %s: %w", c.ID, err)
	}
	return nil
}

// alone is for outcomes of which the subscription tells all.
func alone(context.Context, pgx.Tx) error { return nil }

// acknowledge moves the cursor behind what the receiver has. Of what was long
// ago the table keeps nothing.
func (d *Deliverer) acknowledge(ctx context.Context, c turn, b parcel) error {
	return d.settle(ctx, c, `
				cursor_xact = @to::text::xid8,
				cursor_id = @to_id,
				run_sent = run_sent + 1,
				last_notified_at = now(),
				due_at = now(),
				failures = 0,
				failing_since = null,
				problem = ''`,
		pgx.NamedArgs{"to": b.to.Xact, "to_id": b.to.ID},
		func(ctx context.Context, tx pgx.Tx) error {
			_, err := tx.Exec(ctx, `
				with old as (
					delete from delivery
					where subscription_id = $2 and acknowledged_at < now() - interval '30 days'
				)
				update delivery
				set acknowledged_at = now()
				where id = $1`, b.id, c.ID)
			return err
		})
}

// finish ends a run: all there was is said. A stream is due again as soon as
// there is news.
func (d *Deliverer) finish(ctx context.Context, c turn) error {
	return d.settle(ctx, c, `
				run_sent = 0,
				due_at = @due`,
		pgx.NamedArgs{"due": firstRun(c.Schedule, time.Now())}, alone)
}

// halve makes two deliveries of one that was too large. The receiver has taken
// nothing of it, so it may have another id.
func (d *Deliverer) halve(ctx context.Context, c turn, b parcel) error {
	half := len(b.hits) / 2
	last := b.hits[half-1]
	return d.settle(ctx, c, `due_at = now()`, pgx.NamedArgs{},
		func(ctx context.Context, tx pgx.Tx) error {
			_, err := tx.Exec(ctx, `
				update delivery
				set id = $2,
					to_xact = $3::text::xid8,
					to_id = $4,
					events = $5
				where id = $1`, b.id, newID(), last.Xact, last.ID, half)
			return err
		})
}

// fail puts off the next try, and gives up after a day of failures. A try that
// the end of this node's work has cut off is none.
func (d *Deliverer) fail(ctx context.Context, c turn, cause error) error {
	if ctx.Err() != nil {
		return d.settle(ctx, c, `due_at = now()`, pgx.NamedArgs{}, alone)
	}
	problem := problemOf(cause)
	d.log.InfoContext(ctx, "delivery failed",
		slog.String("subscription", c.ID.String()), slog.String("problem", problem), slog.Int("failures", c.Failures+1))
	return d.settle(ctx, c, `
				failures = failures + 1,
				failing_since = coalesce(failing_since, now()),
				problem = @problem,
				due_at = now() + @pause::interval,
				suspended_at = case when failing_since < now() - interval '1 day' then now() end`,
		pgx.NamedArgs{"problem": problem, "pause": d.pause(c.Failures + 1)}, alone)
}
