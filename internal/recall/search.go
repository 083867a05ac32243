package recall

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"temgoc/internal/catalog"
	"temgoc/internal/epcis"
	"temgoc/internal/pg"
	"temgoc/internal/trace"
)

// search finds who received goods of one batch, in the events that name its
// lot, and in those that name what the lot was packed into.
type search struct {
	db     pg.DB
	reader trace.Reader
	known  parties
	goods  catalog.Goods
	lot    string // its key
	seen   map[string]bool
	tally  map[tallyKey]*tally
	order  []tallyKey
}

type tallyKey struct {
	party Party
	unit  string
}

type tally struct {
	sent, received amount
	first, last    time.Time
}

// cargo is what is known by a key in events, and how much of the lot it holds.
type cargo struct {
	key  string
	held []epcis.Quantity // empty for the lot itself: each event says how much
}

func newSearch(db pg.DB, reader trace.Reader, known parties, goods catalog.Goods) *search {
	return &search{
		db: db, reader: reader, known: known, goods: goods,
		lot:   epcis.LotURI(goods.Batch.GTIN, goods.Batch.Lot),
		seen:  map[string]bool{},
		tally: map[tallyKey]*tally{},
	}
}

// run looks at the lot, then at its packings, then at theirs.
func (s *search) run(ctx context.Context) error {
	for waiting := []cargo{{key: s.lot}}; len(waiting) > 0; waiting = waiting[1:] {
		c := waiting[0]
		if s.seen[c.key] {
			continue
		}
		s.seen[c.key] = true
		packings, err := s.follow(ctx, c)
		if err != nil {
			return err
		}
		for _, p := range packings {
			waiting = load(waiting, p)
		}
	}
	return nil
}

// follow takes down who received a cargo, and returns what it was packed into.
func (s *search) follow(ctx context.Context, c cargo) (packings []cargo, err error) {
	err = s.eachEvent(ctx, c.key, func(e told) {
		held := c.held
		if c.key == s.lot {
			held = s.amounts(e.Event)
		}
		if parent := epcis.Canonical(e.ParentID); isPacking(e.Event) && parent != c.key {
			packings = load(packings, cargo{parent, held})
			return
		}
		s.take(e, held)
	})
	return packings, err
}

// load adds a cargo, to what waits under the same key if it does.
func load(waiting []cargo, c cargo) []cargo {
	for i := range waiting {
		if waiting[i].key == c.key {
			waiting[i].held = append(slices.Clone(waiting[i].held), c.held...)
			return waiting
		}
	}
	return append(waiting, c)
}

// told is an event and the organisation whose word it is.
type told struct {
	epcis.Event
	org uuid.UUID
}

// eachEvent goes through the events that name the key and were not withdrawn.
func (s *search) eachEvent(ctx context.Context, key string, do func(told)) error {
	for after := uuid.Nil; ; {
		page, err := trace.EventsOf(ctx, s.db, s.reader, key, after, eventPage)
		if err != nil {
			return err
		}
		for _, stored := range page {
			event, err := stored.Event()
			if err != nil {
				return err
			}
			if stored.Withdrawn == nil && event.Error == nil {
				do(told{event, stored.OrgID})
			}
		}
		if len(page) < eventPage {
			return nil
		}
		after = page[len(page)-1].ID
	}
}

// eventPage is how many events are held in memory at once.
const eventPage = 500

func isPacking(e epcis.Event) bool {
	return e.Type == epcis.AggregationEvent && e.Action == epcis.Add && e.ParentID != ""
}

// amounts are what an event says of the lot.
func (s *search) amounts(e epcis.Event) []epcis.Quantity {
	var held []epcis.Quantity
	for _, q := range e.Goods {
		if epcis.Canonical(q.Class) == s.lot {
			held = append(held, q)
		}
	}
	return held
}

// receipts are the business steps of taking goods in (CBV 2.0 section 7.1).
var receipts = map[string]bool{"receiving": true, "accepting": true, "arriving": true}

// sendings are those of letting them go.
var sendings = map[string]bool{"shipping": true, "departing": true}

func (s *search) take(e told, held []epcis.Quantity) {
	if receipts[e.BizStep] {
		if e.org != s.goods.Batch.OrgID {
			s.note(s.known.byID[e.org], held, e.Time, func(t *tally) *amount { return &t.received })
		}
		return
	}
	party, named := s.known.receiverOf(e.Event)
	if named || sendings[e.BizStep] {
		s.note(party, held, e.Time, func(t *tally) *amount { return &t.sent })
	}
}

// note counts an event; one that says no amount counts for its date.
func (s *search) note(p Party, held []epcis.Quantity, at time.Time, column func(*tally) *amount) {
	if len(held) == 0 {
		held = []epcis.Quantity{{}}
	}
	for _, q := range held {
		t := s.row(tallyKey{p, q.UoM}, at)
		if q.Amount != "" {
			column(t).add(q.Amount)
		}
	}
}

func (s *search) row(key tallyKey, at time.Time) *tally {
	t := s.tally[key]
	if t == nil {
		t = &tally{first: at, last: at}
		s.tally[key] = t
		s.order = append(s.order, key)
	}
	if at.Before(t.first) {
		t.first = at
	}
	if at.After(t.last) {
		t.last = at
	}
	return t
}

func (s *search) receivers() []Receiver {
	all := make([]Receiver, len(s.order))
	for i, key := range s.order {
		t := s.tally[key]
		all[i] = Receiver{
			Party: key.party, Goods: s.goods, Unit: key.unit,
			Sent: t.sent.String(), Received: t.received.String(),
			First: t.first, Last: t.last,
		}
	}
	return all
}
