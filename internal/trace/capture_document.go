package trace

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"

	"temgoc/internal/epcis"
	"temgoc/internal/pg"
)

// Types of errors, of EPCIS 2.0 section 11.
const (
	validation     = "epcisException:ValidationException"
	limitExceeded  = "epcisException:CaptureLimitExceededException"
	alreadyExists  = "epcisException:ResourceAlreadyExistsException"
	implementation = "epcisException:ImplementationException"
)

// survive is capture for a document that may be the first to show a bug of ours:
// it must not end the service again at each start.
func (j job) survive(ctx context.Context, tx pgx.Tx, now time.Time) (errs []CaptureError, err error) {
	defer func() {
		if bug := recover(); bug != nil {
			err = fmt.Errorf("capture document %s: %v\n%s", j.id, bug, debug.Stack())
		}
	}()
	return j.capture(ctx, tx, now)
}

// capture stores the events of the document, all or the good ones, and tells
// what is wrong with the others.
func (j job) capture(ctx context.Context, tx pgx.Tx, now time.Time) ([]CaptureError, error) {
	doc, problems, err := epcis.ParseEach(j.document, now)
	switch {
	case err != nil:
		return validationErrors(err)
	case len(doc.Events) > EventLimit:
		sentence := fmt.Sprintf("The document has %d events; at most %d are taken.", len(doc.Events), EventLimit)
		return []CaptureError{{limitExceeded, listOf(doc), sentence}}, nil
	}
	var errs []CaptureError
	var good goodEvents
	for i, e := range doc.Events {
		if problems[i] == nil {
			good.add(e, i)
			continue
		}
		bad, err := validationErrors(problems[i])
		if err != nil {
			return nil, err
		}
		errs = append(errs, bad...)
	}
	if j.behaviour == Rollback && len(errs) > 0 {
		return errs, nil
	}
	refused, err := j.store(ctx, tx, good, listOf(doc))
	if err != nil || j.behaviour == Rollback && len(refused) > 0 {
		return refused, err
	}
	return append(errs, refused...), insertMasterData(ctx, tx, j.org, doc.Vocabularies)
}

// validationErrors are what is wrong with a document or an event; an error of
// another kind goes on.
func validationErrors(err error) (errs []CaptureError, other error) {
	problems, ok := errors.AsType[epcis.Problems](err)
	if !ok {
		return nil, err
	}
	for _, p := range problems {
		errs = append(errs, CaptureError{validation, p.Pointer, p.Sentence})
	}
	return errs, nil
}

// listOf points to the events of the document.
func listOf(doc epcis.Document) string {
	if doc.Query {
		return "/epcisBody/queryResults/resultsBody/eventList"
	}
	return "/epcisBody/eventList"
}

// goodEvents are events with their places in the document.
type goodEvents struct {
	events []epcis.Event
	places []int
}

func (b *goodEvents) add(e epcis.Event, place int) {
	b.events, b.places = append(b.events, e), append(b.places, place)
}

// without leaves out the events that were refused.
func (b goodEvents) without(refused Refused) (left goodEvents) {
	out := make(map[int]bool)
	for _, r := range refused {
		out[r.Event] = true
	}
	for i, e := range b.events {
		if !out[i] {
			left.add(e, b.places[i])
		}
	}
	return left
}

// store tries with fewer and fewer events until the rest is stored or, if the
// document is to be rolled back, once.
func (j job) store(ctx context.Context, tx pgx.Tx, good goodEvents, list string) ([]CaptureError, error) {
	var errs []CaptureError
	for {
		refused, err := j.try(ctx, tx, good.events)
		if err != nil {
			return nil, err
		}
		for _, r := range refused {
			kind := validation
			if r.Reason == Conflicting {
				kind = alreadyExists
			}
			pointer := list + "/" + strconv.Itoa(good.places[r.Event]) + r.Pointer
			errs = append(errs, CaptureError{kind, pointer, r.Sentence()})
		}
		if len(refused) == 0 || j.behaviour == Rollback {
			return errs, nil
		}
		good = good.without(refused)
	}
}

// try stores all of the events, or none and tells which stand in the way.
func (j job) try(ctx context.Context, tx pgx.Tx, events []epcis.Event) (Refused, error) {
	err := pg.InTx(ctx, tx, func(tx pgx.Tx) error {
		entries, err := newEntries(j.Visibility, events)
		if err != nil {
			return err
		}
		outcomes, err := record(ctx, tx, j.source, entries)
		if err != nil {
			return err
		}
		return conflicts(outcomes).orNil()
	})
	if refused, ok := errors.AsType[Refused](err); ok {
		return refused, nil
	}
	return nil, err
}

func conflicts(outcomes []Outcome) (bad Refused) {
	for i, o := range outcomes {
		if o == Conflict {
			bad = append(bad, Refusal{i, "/eventID", Conflicting})
		}
	}
	return bad
}
