package trace

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/epcis"
	"temgoc/internal/pg"
)

// storedRow is what the database has of an event, for storedColumns.
type storedRow struct {
	ID           uuid.UUID
	OrgID        uuid.UUID
	OrgName      string
	EventID      string
	RecordTime   time.Time
	Public       bool
	Hidden       []string
	Declarations []declaration
	Context      []byte
	Body         []byte
}

// declaration that the event was wrong.
type declaration struct {
	At         time.Time `json:"at"`
	Reason     string    `json:"reason"`
	Corrective []string  `json:"corrective"`
	Public     bool      `json:"public"`
}

// storedColumns are those of a storedRow, of the table event as e.
const storedColumns = `
	e.id,
	e.org_id,
	(select name from organisation where id = e.org_id) as org_name,
	e.event_id,
	e.record_time,
	e.public,
	e.hidden,
	(
		select jsonb_agg(jsonb_build_object(
			'at', d.error_time,
			'reason', d.error_reason,
			'corrective', d.corrective,
			'public', d.public
		) order by d.error_time desc)
		from event as d
		where d.event_id = e.event_id
			and d.org_id = e.org_id
			and d.error_time is not null
			and e.error_time is null
	) as declarations,
	e.context,
	e.body`

// events reads those of the table event as e, which the rest of the query picks
// and puts in order. It may name r as @all and @own.
func (r Reader) events(ctx context.Context, db pg.DB, rest string, args pgx.NamedArgs) ([]Stored, error) {
	args["all"], args["own"] = r.all, r.org
	rows, _ := db.Query(ctx, `select`+storedColumns+` from event as e `+rest, args)
	found, err := pgx.CollectRows(rows, pgx.RowToStructByName[storedRow])
	if err != nil {
		return nil, fmt.Errorf("read events: %w", err)
	}
	events := make([]Stored, len(found))
	for i, row := range found {
		if events[i], err = row.as(r); err != nil {
			return nil, err
		}
	}
	return events, nil
}

// as is the event as r may see it; that r may see it at all is the query's care.
func (row storedRow) as(r Reader) (Stored, error) {
	body, err := epcis.ReadValue(row.Body)
	if err != nil {
		return Stored{}, fmt.Errorf("event %s: %w", row.ID, err)
	}
	var context epcis.Value
	if row.Context != nil {
		if context, err = epcis.ReadValue(row.Context); err != nil {
			return Stored{}, fmt.Errorf("context of event %s: %w", row.ID, err)
		}
	}
	s := Stored{
		ID:         row.ID,
		OrgID:      row.OrgID,
		OrgName:    row.OrgName,
		EventID:    row.EventID,
		RecordedAt: row.RecordTime,
		Public:     row.Public,
		Withdrawn:  row.withdrawn(r),
		full:       withContext(row.labelled(body), context.Items()),
	}
	s.Value = s.full
	if r.whole(row.OrgID) {
		s.Hidden = row.Hidden
	} else {
		s.withheld = row.Hidden
		s.Value = conceal(s.full, row.Hidden, row.ID.String())
	}
	return s, nil
}

// withdrawn is the latest declaration that r may see.
func (row storedRow) withdrawn(r Reader) *epcis.ErrorDeclaration {
	for _, d := range row.Declarations {
		if d.Public || r.whole(row.OrgID) {
			return &epcis.ErrorDeclaration{At: d.At, Reason: d.Reason, Corrective: d.Corrective}
		}
	}
	return nil
}

// recordTime is a time with the digits that the database keeps.
const recordTime = "2006-01-02T15:04:05.000000Z07:00"

// labelled is the event with its id and record time, in place of such as came
// with it.
func (row storedRow) labelled(event epcis.Value) epcis.Value {
	return without(event, "eventID", "recordTime").With(
		epcis.Member{Name: "eventID", Value: epcis.TextValue(row.EventID)},
		epcis.Member{Name: "recordTime", Value: epcis.TextValue(row.RecordTime.UTC().Format(recordTime))},
	)
}
