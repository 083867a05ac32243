package diary

import (
	"context"
	"time"

	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/epcis"
	"temgoc/internal/gs1"
	"temgoc/internal/input"
	"temgoc/internal/pg"
)

// book is the diary of a batch, as entries are checked against it.
type book struct {
	who   account.Principal
	batch catalog.Batch
	place string // GLN of the producer; empty: has none
	now   time.Time
}

// openBook is ErrNotFound for another organisation's batch.
func openBook(ctx context.Context, db pg.DB, who account.Principal, batch uuid.UUID, now time.Time) (book, error) {
	b, err := catalog.BatchByID(ctx, db, who, batch)
	if err != nil {
		return book{}, err
	}
	if !who.May(account.WriteEvents, b.OrgID) {
		return book{}, account.ErrForbidden
	}
	place, err := OwnPlace(ctx, db, who)
	return book{who, b, place, now}, err
}

// OwnPlace is the GLN of who's organisation; empty if it has none.
func OwnPlace(ctx context.Context, db pg.DB, who account.Principal) (string, error) {
	org, err := account.OrgByID(ctx, db, who.OrgID)
	return org.GLN, err
}

// uri is the batch as events name it.
func (b book) uri() string { return epcis.LotURI(b.batch.GTIN, b.batch.Lot) }

// check is the entries as they are stored, and what is wrong with each.
func (b book) check(ctx context.Context, db pg.DB, entries []Entry) ([]Entry, []input.Errors, error) {
	clean, bad := make([]Entry, len(entries)), make([]input.Errors, len(entries))
	for i, e := range entries {
		clean[i] = b.complete(e.cleaned(&bad[i], b.now))
		b.refuseItself(&bad[i], clean[i])
	}
	if err := b.knowPlaces(ctx, db, clean, bad); err != nil {
		return nil, nil, err
	}
	return clean, bad, b.refuseLots(ctx, db, clean, bad)
}

// complete fills in what goes without saying.
func (b book) complete(e Entry) Entry {
	if e.Place == "" {
		e.Place = b.place
	}
	if e.Name != "" && e.Lot == "" {
		e.Lot = b.batch.Lot.String()
	}
	for i, in := range e.Inputs {
		if in.Name != "" && in.Lot == "" {
			e.Inputs[i].Lot = b.batch.Lot.String()
		}
	}
	return e
}

// refuseItself: nothing is made of itself, nor comes in to be made into itself.
func (b book) refuseItself(bad *input.Errors, e Entry) {
	isItself := func(gtin, lot string) bool { return gtin == b.batch.GTIN.String() && lot == b.batch.Lot.String() }
	if isItself(e.GTIN, e.Lot) {
		bad.Add("name", "diary.own_input")
	}
	for i, in := range e.Inputs {
		if field := inputField(i, "name"); isItself(in.GTIN, in.Lot) {
			bad.Add(field, "diary.own_input")
		}
	}
}

// knowPlaces refuses what is at another's place: an organisation tells what
// happens at places of its own, or of nobody that the service knows. It names
// receivers that are known by their GLN.
func (b book) knowPlaces(ctx context.Context, db pg.DB, entries []Entry, bad []input.Errors) error {
	var glns []string
	for _, e := range entries {
		for _, gln := range []string{e.Place, e.ReceiverGLN} {
			if gln != "" && gln != b.place {
				glns = append(glns, gln)
			}
		}
	}
	if len(glns) == 0 {
		return nil
	}
	parties, err := catalog.Parties(ctx, db, nil, glns)
	if err != nil {
		return err
	}
	known := make(map[string]catalog.Party, len(parties))
	for _, p := range parties {
		known[p.GLN] = p
	}
	for i, e := range entries {
		if p, ok := known[e.Place]; ok && p.ID != b.who.OrgID {
			bad[i].Add("place", "diary.anothers_place")
		}
		if e.Receiver == "" {
			entries[i].Receiver = known[e.ReceiverGLN].Name
		}
	}
	return nil
}

// refuseLots: a lot of one's own product that one has no batch of is a slip of
// the finger, and would break the trace.
func (b book) refuseLots(ctx context.Context, db pg.DB, entries []Entry, bad []input.Errors) error {
	var named []catalog.LotName
	for _, e := range entries {
		for _, in := range e.named() {
			named = append(named, in.lotName())
		}
	}
	if len(named) == 0 {
		return nil
	}
	unknown, err := catalog.UnknownLots(ctx, db, b.who.OrgID, named)
	if err != nil {
		return err
	}
	for i, e := range entries {
		for _, in := range e.named() {
			if unknown[in.lotName()] {
				bad[i].Add(in.field, "diary.lot_unknown")
			}
		}
	}
	return nil
}

// namedLot is a lot of a product that an entry names, and in which field.
type namedLot struct {
	gtin, lot, field string
}

func (n namedLot) lotName() catalog.LotName {
	gtin, _ := gs1.ParseGTIN(n.gtin) // what is none is refused already, and names nothing
	lot, _ := gs1.ParseLot(n.lot)
	return catalog.LotName{GTIN: gtin, Lot: lot}
}

func (e Entry) named() []namedLot {
	var all []namedLot
	if e.GTIN != "" {
		all = append(all, namedLot{e.GTIN, e.Lot, "lot"})
	}
	for i, in := range e.Inputs {
		if in.GTIN != "" {
			all = append(all, namedLot{in.GTIN, in.Lot, inputField(i, "lot")})
		}
	}
	return all
}
