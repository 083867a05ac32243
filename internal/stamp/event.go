package stamp

import (
	"context"
	"fmt"
	"strconv"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/day"
	"temgoc/internal/epcis"
	"temgoc/internal/gs1"
	"temgoc/internal/trace"
)

// deed is what is done to stamps, as EPCIS tells it (CBV 2.0, sections 7.1 and
// 7.2), and whom it is told.
type deed struct {
	event       epcis.EventType
	action      epcis.Action
	bizStep     string
	disposition string
	told        trace.Visibility
}

var (
	issuing    = deed{epcis.TransactionEvent, epcis.Add, "encoding", "encoded", trace.Visibility{Public: true}}
	activating = deed{epcis.ObjectEvent, epcis.Add, "commissioning", "active", trace.Visibility{Public: true}}
	voiding    = deed{epcis.ObjectEvent, epcis.Delete, "decommissioning", "inactive", trace.Visibility{}}
)

// deeds are those that bring stamps to a state.
var deeds = map[State]deed{Active: activating, Voided: voiding}

// tell stores the event of what was done to the stamps r of a run, in the
// transaction that does it; with it grows the batch's version, whose page counts
// stamps. They are told as a quantity of their lot: a million of them would be a
// million EPCs.
func (d deed) tell(ctx context.Context, tx pgx.Tx, who account.Principal, b lockedBatch, runID uuid.UUID, r Range) error {
	place, err := placeOf(ctx, tx, b.OrgID)
	if err != nil {
		return err
	}
	draft := epcis.Draft{
		Type:        d.event,
		Time:        b.Now.In(day.Vietnam),
		Action:      d.action,
		BizStep:     d.bizStep,
		Disposition: d.disposition,
		ReadPoint:   place,
		BizLocation: place,
		Goods:       []epcis.Quantity{{Class: epcis.LotURI(b.GTIN, b.Lot), Amount: strconv.Itoa(r.Len())}},
		Documents:   []epcis.Typed{{ID: "urn:uuid:" + runID.String()}},
		Extensions: []epcis.Field{
			{Space: epcis.Namespace, Local: "firstUnit", Value: epcis.NumberValue(strconv.Itoa(r.First))},
			{Space: epcis.Namespace, Local: "lastUnit", Value: epcis.NumberValue(strconv.Itoa(r.Last))},
		},
	}
	event, err := draft.Event()
	if err != nil {
		return fmt.Errorf("event of stamps: %w", err)
	}
	_, err = trace.Store(ctx, tx, who, d.told, nil, []epcis.Event{event})
	return err
}

// placeOf is the organisation's place by its GLN, or empty.
func placeOf(ctx context.Context, tx pgx.Tx, org uuid.UUID) (string, error) {
	o, err := account.OrgByID(ctx, tx, org)
	if err != nil || o.GLN == "" {
		return "", err
	}
	gln, err := gs1.ParseGLN(o.GLN)
	if err != nil {
		return "", fmt.Errorf("gln of organisation %s: %w", org, err)
	}
	return epcis.PlaceURI(gln), nil
}
