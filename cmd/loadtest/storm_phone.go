package main

import (
	"math/rand/v2"
	"time"
)

// phone scans one code after another. To the service each is another phone,
// save that those on one connection share it.
type phone struct {
	storm
	tally   *tally
	random  *rand.Rand
	zipf    *rand.Zipf // nil: all batches are alike
	kept    *conn      // kept alive; nil before the first and after a failure
	request []byte     // its room serves the next
}

func (s storm) newPhone(t *tally) *phone {
	p := &phone{storm: s, tally: t, random: rand.New(rand.NewPCG(rand.Uint64(), rand.Uint64()))}
	if last := len(s.codes.batches) - 1; s.Zipf != 0 && last > 0 {
		p.zipf = rand.NewZipf(p.random, s.Zipf, 1, uint64(last))
	}
	return p
}

func (p *phone) hangUp() {
	if p.kept != nil {
		p.kept.Close()
		p.kept = nil
	}
}

// chance is true in so many of 1 cases.
func (p *phone) chance(share float64) bool { return share > 0 && p.random.Float64() < share }

// scan asks for one code, and notes what came of it. due is when the request
// was to leave. It returns false if there was no answer.
func (p *phone) scan(due time.Time) bool {
	forged := p.chance(p.Forged)
	p.request = p.appendRequest(p.request[:0], p.draw(), forged)
	o := outcome{due: due, forged: forged}
	if p.chance(p.Fresh) {
		o.err = p.onOwnConnection(&o)
	} else {
		o.err = p.onKeptConnection(&o)
	}
	o.at = time.Now()
	p.tally.note(o)
	return o.err == nil
}

// draw takes a code of some batch: of the first far more often than of the last.
func (p *phone) draw() string {
	batches := p.codes.batches
	if p.zipf == nil {
		return batches[p.random.IntN(len(batches))].next()
	}
	return batches[p.zipf.Uint64()].next()
}

func (p *phone) onOwnConnection(o *outcome) error {
	c, err := p.target.dial(p.Timeout)
	if err != nil {
		return err
	}
	defer c.Close()
	o.dialled = true
	o.answer, err = c.exchange(p.request, p.Timeout)
	return err
}

func (p *phone) onKeptConnection(o *outcome) (err error) {
	if p.kept == nil {
		if p.kept, err = p.target.dial(p.Timeout); err != nil {
			return err
		}
		o.dialled = true
	}
	o.answer, err = p.kept.exchange(p.request, p.Timeout)
	if err != nil || o.answer.last {
		p.hangUp()
	}
	return err
}
