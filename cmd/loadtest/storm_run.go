package main

import (
	"context"
	"iter"
	"math/rand/v2"
	"sync"
	"syscall"
	"time"
)

// storm is a plan with its target and its codes.
type storm struct {
	plan
	target target
	codes  *codes
}

// afterFailure is what a closed loop waits, lest it spins on a closed port.
const afterFailure = 10 * time.Millisecond

// blow runs the storm to its end, or the context's, and what is open then to its
// answer.
func (s storm) blow(ctx context.Context) report {
	began, cpu := time.Now(), ownCPU()
	var total *tally
	if s.Closed > 0 {
		total = s.closedLoop(ctx, began)
	} else {
		total = s.openLoop(ctx, began)
	}
	return s.report(total, began, ownCPU()-cpu)
}

// openLoop hands each arrival to a phone that is free, to a new one if none is.
func (s storm) openLoop(ctx context.Context, began time.Time) *tally {
	var phones crowd
	free, lost := make(chan time.Time), newTally(began, s.Every)
	for due := range s.arrivals(ctx, began) {
		select {
		case free <- due:
			continue
		default:
		}
		if len(phones.tallies) == s.InFlight {
			lost.note(outcome{due: due, at: due, err: errDropped})
			continue
		}
		t := phones.join(began, s.Every)
		phones.Go(func() {
			p := s.newPhone(t)
			defer p.hangUp()
			p.scan(due)
			for due := range free {
				p.scan(due)
			}
		})
	}
	close(free)
	return phones.sum(lost)
}

// arrivals gives out each time at which a request is to leave, when it has come.
func (s storm) arrivals(ctx context.Context, began time.Time) iter.Seq[time.Time] {
	return func(yield func(time.Time) bool) {
		random := rand.New(rand.NewPCG(rand.Uint64(), rand.Uint64()))
		for due := began; ; {
			gaps := 1.0 // mean ones
			if !s.Even {
				gaps = random.ExpFloat64()
			}
			due = due.Add(time.Duration(gaps / s.Rate * float64(time.Second)))
			if due.Sub(began) > s.For {
				return
			}
			select {
			case <-time.After(time.Until(due)):
			case <-ctx.Done():
				return
			}
			if !yield(due) {
				return
			}
		}
	}
}

func (s storm) closedLoop(ctx context.Context, began time.Time) *tally {
	var phones crowd
	for range s.Closed {
		t := phones.join(began, s.Every)
		phones.Go(func() {
			p := s.newPhone(t)
			defer p.hangUp()
			for ctx.Err() == nil && time.Since(began) < s.For {
				if !p.scan(time.Now()) {
					time.Sleep(afterFailure)
				}
			}
		})
	}
	return phones.sum(newTally(began, s.Every))
}

// crowd is the phones of a storm, each with a tally of its own, so that none
// waits for another.
type crowd struct {
	sync.WaitGroup
	tallies []*tally
}

func (c *crowd) join(began time.Time, every time.Duration) *tally {
	t := newTally(began, every)
	c.tallies = append(c.tallies, t)
	return t
}

// sum waits for all, and adds them to the given tally.
func (c *crowd) sum(total *tally) *tally {
	c.Wait()
	for _, t := range c.tallies {
		total.merge(t)
	}
	return total
}

// ownCPU is the processor time that the loader took, which it took from what
// it loads where both share a machine.
func ownCPU() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
