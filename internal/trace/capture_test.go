package trace

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/pg"
	"temgoc/internal/pg/pgtest"
)

func capturerOn(t *testing.T, db pg.DB) *Capturer {
	t.Helper()
	now := func() time.Time { return time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC) }
	return NewCapturer(db, slog.New(slog.NewTextHandler(t.Output(), nil)), now)
}

// document has the events, which are members in JSON; they get their times.
func document(events ...string) []byte {
	events = slices.Clone(events)
	for i, e := range events {
		events[i] = `{"eventTime": "2026-04-20T08:00:00+07:00", "eventTimeZoneOffset": "+07:00", ` + e + `}`
	}
	return []byte(`{` + head + `"type": "EPCISDocument", "schemaVersion": "2.0", "creationDate": "2026-05-01T00:00:00Z",
		"epcisBody": {"eventList": [` + strings.Join(events, ",\n") + `]}}`)
}

func seen(key string) string {
	return `"type": "ObjectEvent", "action": "OBSERVE", "epcList": ["` + key + `"]`
}

// capture submits the document and does its job.
func (w world) capture(who account.Principal, doc []byte, b Behaviour) Capture {
	w.t.Helper()
	c := capturerOn(w.t, w.db)
	id, err := c.Submit(w.t.Context(), who, doc, b, everybody)
	w.check(err)
	if job, err := CaptureByID(w.t.Context(), w.db, who, id); err != nil || !job.Running() || !job.Success() {
		w.t.Errorf("job before its time: got %+v, %v, want it running", job, err)
	}
	w.check(c.drain(w.t.Context()))
	job, err := CaptureByID(w.t.Context(), w.db, who, id)
	w.check(err)
	if job.Running() {
		w.t.Errorf("job: got %+v, want it finished", job)
	}
	return job
}

func TestCapture(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	id := uuid.NewString()
	there := `"eventID": "urn:uuid:` + id + `", ` + seen(elsewhere("THERE"))
	w.capture(w.producer, document(there), Rollback)
	bad := []string{
		seen(elsewhere("GOOD")),
		`"type": "ObjectEvent", "action": "LOOK", "epcList": ["` + elsewhere("A") + `"]`,
		seen(elsewhere("B")) + `, "bizLocation": {"id": "` + w.strangersPlace + `"}`,
		`"type": "TransformationEvent", "inputQuantityList": [` + classes([]string{lot(w.product, "L1")}) + `],
			"outputQuantityList": [` + classes([]string{lot(w.product, "L1")}) + `]`,
		`"eventID": "urn:uuid:` + id + `", ` + seen(elsewhere("OTHER")),
		there,
		seen(elsewhere("GOOD2")),
	}
	pointers := func(errs []CaptureError) (all []string) {
		for _, e := range errs {
			if e.Sentence == "" {
				t.Errorf("%s at %s says nothing", e.Type, e.Pointer)
			}
			all = append(all, strings.TrimPrefix(e.Type, "epcisException:")+" "+e.Pointer)
		}
		return all
	}
	const list = "/epcisBody/eventList/"
	action := "ValidationException " + list + "1/action"
	place := "ValidationException " + list + "2/bizLocation/id"
	circle := "ValidationException " + list + "3/outputQuantityList/0/epcClass"
	taken := "ResourceAlreadyExistsException " + list + "4/eventID"
	for _, tt := range []struct {
		name      string
		doc       []byte
		behaviour Behaviour
		want      []string
		stored    int
	}{
		{"all good", document(seen(elsewhere("X")), seen(elsewhere("Y"))), Rollback, nil, 2},
		{"all good, again", document(seen(elsewhere("X")), seen(elsewhere("Y"))), Proceed, nil, 0},
		{"no events", document(), Rollback, nil, 0},
		{"invalid, back", document(bad[:3]...), Rollback, []string{action}, 0},
		{"not theirs, back", document(bad[0], bad[2]),
			Rollback, []string{"ValidationException " + list + "1/bizLocation/id"}, 0},
		{"conflict, back", document(bad[0], bad[4]),
			Rollback, []string{"ResourceAlreadyExistsException " + list + "1/eventID"}, 0},
		{"each wrong, onward", document(bad...), Proceed, []string{action, place, circle, taken}, 2},
	} {
		before := w.count(w.producer)
		job := w.capture(w.producer, tt.doc, tt.behaviour)
		if diff := cmp.Diff(tt.want, pointers(job.Errors)); diff != "" {
			t.Errorf("%s: -want +got\n%s", tt.name, diff)
		}
		if job.Success() != (tt.want == nil) || job.Behaviour != tt.behaviour {
			t.Errorf("%s: got success %v of %s", tt.name, job.Success(), job.Behaviour)
		}
		if got := w.count(w.producer) - before; got != tt.stored {
			t.Errorf("%s: got %d events, want %d", tt.name, got, tt.stored)
		}
	}
	var kept int
	w.check(w.db.QueryRow(t.Context(), `select count(*) from capture where document is not null`).Scan(&kept))
	if kept != 0 {
		t.Errorf("documents kept: got %d, want none", kept)
	}
}

func TestCaptureOfNoDocument(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	for _, behaviour := range []Behaviour{Rollback, Proceed} {
		if job := w.capture(w.producer, []byte(`{"a": 1}`), behaviour); job.Success() {
			t.Errorf("%s: got success, want errors", behaviour)
		}
	}
}

func TestCaptureOfTheFuture(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	doc := bytes.Replace(document(seen(elsewhere("A"))), []byte("2026-04-20"), []byte("2030-01-02"), 1)
	job := w.capture(w.producer, doc, Rollback)
	if len(job.Errors) != 1 || job.Errors[0].Pointer != "/epcisBody/eventList/0/eventTime" {
		t.Errorf("got %v, want one error at the time of the event", job.Errors)
	}
}

func TestSubmitRefuses(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	c := capturerOn(t, w.db)
	good := document(seen(elsewhere("A")))
	for _, tt := range []struct {
		name string
		who  account.Principal
		doc  []byte
		want error
	}{
		{"an inspector", w.inspector, good, ErrForbidden},
		{"no JSON", w.producer, []byte(`<epcis/>`), ErrNoJSON},
		{"half of it", w.producer, good[:len(good)/2], ErrNoJSON},
		{"too large", w.producer, append(good, bytes.Repeat([]byte(" "), FileSizeLimit)...), ErrDocumentTooLarge},
	} {
		if _, err := c.Submit(t.Context(), tt.who, tt.doc, Rollback, everybody); !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, err, tt.want)
		}
	}
	if _, err := c.Submit(t.Context(), w.producer, good, Rollback, Visibility{Hidden: []string{"type"}}); err == nil {
		t.Error("a bone hidden: got no error")
	}
	for range maxWaiting {
		_, err := c.Submit(t.Context(), w.producer, good, Rollback, everybody)
		w.check(err)
	}
	if _, err := c.Submit(t.Context(), w.producer, good, Rollback, everybody); !errors.Is(err, ErrBusy) {
		t.Errorf("one too many: got %v, want ErrBusy", err)
	}
	if _, err := c.Submit(t.Context(), w.stranger, good, Rollback, everybody); err != nil {
		t.Errorf("another organisation meanwhile: got %v", err)
	}
}

func TestCapturesAreOfOnesOwn(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	var want []uuid.UUID
	for range 3 {
		want = append([]uuid.UUID{w.capture(w.producer, document(), Rollback).ID}, want...)
	}
	w.capture(w.stranger, document(), Rollback)
	var got []uuid.UUID
	for before := uuid.Nil; ; before = got[len(got)-1] {
		page, err := Captures(t.Context(), w.db, w.producer, before, 2)
		w.check(err)
		if len(page) == 0 {
			break
		}
		for _, c := range page {
			got = append(got, c.ID)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	for _, other := range []account.Principal{w.stranger, w.inspector} {
		if _, err := CaptureByID(t.Context(), w.db, other, want[0]); !errors.Is(err, ErrNotFound) {
			t.Errorf("another's job: got %v, want ErrNotFound", err)
		}
	}
}

func TestCaptureOfTenThousandEvents(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	padding := `, "ex:note": "` + strings.Repeat("x", 810) + `"` // ten megabytes in all
	events := make([]string, 10_000)
	for i := range events {
		events[i] = seen(elsewhere(fmt.Sprint("U", i))) + padding
	}
	doc := document(events...)
	if len(doc) < 10_000_000 {
		t.Fatalf("document: got %d bytes, want 10 MB", len(doc))
	}
	if job := w.capture(w.producer, doc, Rollback); !job.Success() {
		t.Fatalf("got errors %v", job.Errors[:1])
	}
	if got := w.count(w.producer); got != len(events) {
		t.Errorf("events: got %d, want %d", got, len(events))
	}
}
