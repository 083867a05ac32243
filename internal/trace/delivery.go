package trace

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"golang.org/x/sync/errgroup"

	"temgoc/internal/pg"
	"temgoc/internal/webhook"
)

const (
	// deliverers work at once, so that a few slow receivers keep nobody waiting.
	deliverers = 4
	// askAgain is how late an event comes to the receiver of a stream at most, if
	// there is nothing else to do.
	askAgain = time.Second
)

// Deliverer tells receivers of subscriptions about events. Any number of nodes
// may run one.
//
// A receiver is told of each event once, in the order of the transactions that
// stored them, in documents of at most parcelSize. A delivery is decided on, and
// committed, before it is posted, and marked as acknowledged together with the
// move of the cursor after the receiver's 2xx. Between the two a node may die;
// then the same document comes again under the same delivery id, by which the
// receiver can tell it. No two nodes are at one subscription: who is has a
// lease.
type Deliverer struct {
	db    pg.DB // a pool
	hooks *webhook.Client
	log   *slog.Logger
	pause func(failures int) time.Duration // before the next try
}

// NewDeliverer needs its Run to be called by an owner.
func NewDeliverer(db pg.DB, hooks *webhook.Client, log *slog.Logger) *Deliverer {
	return &Deliverer{db: db, hooks: hooks, log: log, pause: backOff}
}

// Run delivers until ctx ends, and then returns nil.
func (d *Deliverer) Run(ctx context.Context) error {
	var workers errgroup.Group
	for range deliverers {
		workers.Go(func() error {
			d.work(ctx)
			return nil
		})
	}
	return workers.Wait()
}

func (d *Deliverer) work(ctx context.Context) {
	tick := time.NewTicker(askAgain)
	defer tick.Stop()
	for {
		more, err := d.deliverNext(ctx)
		if err != nil && ctx.Err() == nil {
			d.log.ErrorContext(ctx, "subscription not served", slog.Any("error", err))
		}
		if more && err == nil && ctx.Err() == nil {
			continue
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// deliverNext does one step for a subscription that is due; false if none is.
func (d *Deliverer) deliverNext(ctx context.Context) (bool, error) {
	c, found, err := d.claim(ctx)
	if err != nil || !found {
		return false, err
	}
	b, err := d.decide(ctx, c)
	switch {
	case errors.Is(err, ErrTooComplex) || errors.Is(err, errDisabled):
		return true, d.fail(ctx, c, err)
	case err != nil:
		return false, err // the lease ends by itself, and somebody tries again
	case b == nil:
		return true, d.finish(ctx, c)
	}
	err = d.hooks.Post(ctx, webhook.Message{
		ID:     b.id.String(),
		URL:    c.Dest,
		Secret: c.Secret,
		Body:   b.document(c),
	})
	switch {
	case err == nil:
		return true, d.acknowledge(ctx, c, *b)
	case isTooMuch(err) && len(b.hits) > 1:
		return true, d.halve(ctx, c, *b)
	}
	return true, d.fail(ctx, c, err)
}
