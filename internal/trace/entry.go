package trace

import (
	"cmp"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"temgoc/internal/epcis"
)

// entry is an event as it is stored.
type entry struct {
	epcis.Event
	at          int // its place among those to be stored
	id          uuid.UUID
	key         string // ID, else the hash as URI
	hash        []byte
	readPoint   string // canonical, as bizLocation
	bizLocation string
	goods       []named
}

// newEntry does what needs no store; at is the event's place among its fellows.
func newEntry(at int, e epcis.Event) (entry, error) {
	uri := e.Hash()
	hash, err := hashBytes(uri)
	if err != nil {
		return entry{}, fmt.Errorf("hash of event: %w", err)
	}
	return entry{
		Event:       e,
		at:          at,
		id:          newID(),
		key:         cmp.Or(e.ID, uri),
		hash:        hash,
		readPoint:   canonical(e.ReadPoint),
		bizLocation: canonical(e.BizLocation),
		goods:       goodsOf(e),
	}, nil
}

func canonical(uri string) string {
	if uri == "" {
		return ""
	}
	return epcis.Canonical(uri)
}

// hashBytes takes the digest out of "ni:///sha-256;…?ver=CBV2.0".
func hashBytes(uri string) ([]byte, error) {
	digest, _ := strings.CutPrefix(uri, "ni:///sha-256;")
	digest, _, _ = strings.Cut(digest, "?")
	return hex.DecodeString(digest)
}

// declaredAt is when the event was declared wrong; the zero time is never.
func (e entry) declaredAt() time.Time {
	if e.Error == nil {
		return time.Time{}
	}
	return e.Error.At
}

// step joins what goes in with what comes out: of a transformation or of the
// packing of an aggregation. A declaration of an error joins nothing.
// Transformations with one transformationID are one step, within an
// organisation: nobody adds to another's.
func (e entry) step(org uuid.UUID) *uuid.UUID {
	switch {
	case e.Error != nil:
		return nil
	case e.Type == epcis.TransformationEvent && e.TransformationID != "":
		id := uuid.NewSHA1(org, []byte(epcis.Canonical(e.TransformationID)))
		return &id
	case e.Type == epcis.TransformationEvent, e.Type == epcis.AggregationEvent && e.Action == epcis.Add:
		return &e.id
	}
	return nil
}

// maxKey is in bytes: an index holds no longer ones.
const maxKey = 1000

// unstorable are the identifiers and times of the event that its tables cannot
// hold.
func (e entry) unstorable() (bad Refused) {
	for _, k := range []struct{ key, pointer string }{
		{e.key, "/eventID"},
		{e.readPoint, "/readPoint/id"},
		{e.bizLocation, "/bizLocation/id"},
		{e.BizStep, "/bizStep"},
		{e.Disposition, "/disposition"},
		{e.TransformationID, "/transformationID"},
	} {
		if len(k.key) > maxKey {
			bad = append(bad, Refusal{e.at, k.pointer, LongKey})
		}
	}
	for _, n := range e.goods {
		if len(n.key) > maxKey {
			bad = append(bad, Refusal{e.at, n.pointer, LongKey})
		}
	}
	if !storable(e.Time) {
		bad = append(bad, Refusal{e.at, "/eventTime", OddTime})
	}
	if e.Error != nil && !storable(e.Error.At) {
		bad = append(bad, Refusal{e.at, "/errorDeclaration/declarationTime", OddTime})
	}
	return bad
}

// storable holds for times that Postgres and JSON write in the same way, also
// in UTC: those of four digits of the year, after Christ.
func storable(t time.Time) bool {
	year := t.UTC().Year()
	return 1 <= year && year <= 9999
}

// givesAway refuses an event that is known to all by a hash of what they may not
// see: whoever has the rest could try values until the hash is right.
func (e entry) givesAway(v Visibility) Refused {
	isHidden := func(m epcis.Member) bool { return slices.Contains(v.Hidden, m.Name) }
	if v.Public && e.key == e.Hash() && slices.ContainsFunc(e.Value.Members(), isHidden) {
		return Refused{{e.at, "/eventID", TellingID}}
	}
	return nil
}

// storedFacts are the event's facts with their times as Postgres takes them: in
// UTC, for it reads no offset of 16 hours or more. A time that it does not hold
// is a text alone.
func (e entry) storedFacts() []epcis.Fact {
	facts := e.Facts()
	for i, f := range facts {
		switch {
		case f.Time == nil:
		case storable(*f.Time):
			at := f.Time.UTC()
			facts[i].Time = &at
		default:
			facts[i].Time = nil
		}
	}
	return facts
}
