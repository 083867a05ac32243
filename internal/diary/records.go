package diary

import (
	"context"
	"time"

	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/epcis"
	"temgoc/internal/pg"
	"temgoc/internal/trace"
)

// Record is an entry as it stands in the diary of a batch.
type Record struct {
	ID      uuid.UUID `json:"id"` // of the entry; of an event that is not the diary's, as trace counts it
	BatchID uuid.UUID `json:"batch_id"`
	Entry
	RecordedAt time.Time `json:"recorded_at"`
	State      State     `json:"state"`
	Early      bool      `json:"early"`    // was done to finished goods before the day of production
	ByDiary    bool      `json:"by_diary"` // else an event of stamps, of a recall or of another system
	BizStep    string    `json:"biz_step"`

	Time  time.Time `json:"-"`
	Next  uuid.UUID `json:"-"` // where a page of records that ends here goes on
	event trace.Stored
}

// State tells whether an entry still holds.
type State string

const (
	Holds     State = "holds"
	Corrected State = "corrected" // another one stands for it
	Withdrawn State = "withdrawn"
)

// Records are the diary of a batch, the latest first: what the producer wrote
// and what others tell of the batch that who may see. after is Next of the last
// one of the page before, uuid.Nil at first.
func Records(ctx context.Context, db pg.DB, who account.Principal, batch, after uuid.UUID, limit int) ([]Record, error) {
	b, err := catalog.BatchByID(ctx, db, who, batch)
	if err != nil {
		return nil, err
	}
	events, err := trace.Latest(ctx, db, trace.ReaderOf(who), b.GTIN, b.Lot, after, limit)
	if err != nil {
		return nil, err
	}
	records := make([]Record, len(events))
	for i, s := range events {
		if records[i], err = recordOf(s, b); err != nil {
			return nil, err
		}
	}
	return records, nil
}

// RecordByID is ErrNotFound for another organisation's, and for an event that
// is no entry.
func RecordByID(ctx context.Context, db pg.DB, who account.Principal, id uuid.UUID) (Record, error) {
	events, err := trace.OwnEvents(ctx, db, who.OrgID, []string{eventID(id)})
	if err != nil {
		return Record{}, err
	}
	for _, s := range events {
		return recordInBatch(ctx, db, who, s)
	}
	return Record{}, account.ErrNotFound
}

// recordInBatch finds the batch by the lot that the event says it is of.
func recordInBatch(ctx context.Context, db pg.DB, who account.Principal, s trace.Stored) (Record, error) {
	e, err := s.Event()
	if err != nil {
		return Record{}, err
	}
	gtin, lot, ok := epcis.Lot(ownMembers(e)[lotMember].Text)
	if !ok {
		return Record{}, account.ErrNotFound
	}
	number, err := catalog.BatchByLot(ctx, db, gtin, lot)
	if err != nil {
		return Record{}, err
	}
	facts, err := catalog.BatchFacts(ctx, db, number)
	if err != nil {
		return Record{}, err
	}
	r, err := recordOf(s, facts.Batch)
	if err == nil && (!r.ByDiary || facts.Batch.OrgID != who.OrgID) {
		err = account.ErrNotFound
	}
	return r, err
}

func recordOf(s trace.Stored, b catalog.Batch) (Record, error) {
	e, err := s.Event()
	if err != nil {
		return Record{}, err
	}
	r := Record{
		ID: s.ID, BatchID: b.ID, RecordedAt: s.RecordedAt, State: stateOf(s),
		BizStep: e.BizStep, Time: e.Time, Next: s.ID, event: s,
	}
	if r.Entry, r.ByDiary = entryOf(e, s.Hidden); !r.ByDiary {
		r.Entry = Entry{At: e.Time.In(day.Vietnam).Format(time.RFC3339)}
		return r, nil
	}
	if id, err := uuid.Parse(s.EventID); err == nil {
		r.ID = id
	}
	r.Early = isEarly(r.Entry, e.Time, b)
	return r, nil
}

func stateOf(s trace.Stored) State {
	switch {
	case s.Withdrawn == nil:
		return Holds
	case len(s.Withdrawn.Corrective) > 0:
		return Corrected
	}
	return Withdrawn
}

// isEarly is odd, and may yet be right: nothing is refused for it.
func isEarly(e Entry, at time.Time, b catalog.Batch) bool {
	return senses[e.Kind].finished && day.Of(at).Before(b.ProducedOn)
}
