package web

import (
	"crypto/rand"
	"slices"

	"temgoc/internal/lookup"
	"temgoc/internal/origincode"
	"temgoc/internal/scan"
)

// A hole is a place of the scan page that differs between scans which are
// otherwise answered alike. Templates may print a hole, and ask whether it is
// empty; nothing else, for they see a mark in its place. To add one: name it
// here, give its value in newTold, and put it into the page in scanPage.tell.
// Whatever else is to change a page belongs to its likeness.
type hole int

const (
	holeText       hole = iota // the code
	holeSerial                 // of the unit
	holeGrouped                // the same, as on the label
	holeSig                    // the signature in the code
	holeSeen                   // how often the code was checked, where that is a text of its own
	holeScans                  // else the number
	holeDevices                // how many checked it, where that is suspicious
	holeSince                  // when it was checked first
	holeVietnamese             // the address of the page in Vietnamese, without its first "/"
	holeEnglish
	holes int = iota
)

// told is what stands in the holes of one scan's page; nothing where it has
// nothing to tell.
type told [holes]string

// newTold reads it from the answer, and from the request through b.
func newTold(b Base, a lookup.Answer, scanned bool) told {
	t := told{holeText: a.Text, holeSerial: a.Code.Serial, holeGrouped: b.Groups(a.Code.Serial), holeSig: a.Code.Sig}
	if a.View != nil {
		t[holeSeen], t[holeScans] = seenWords(b.Lang, a, scanned)
	}
	if a.Verdict == lookup.SuspectedCopy {
		t[holeDevices] = b.Number(a.State.Devices)
	}
	if t[holeScans] != "" || t[holeDevices] != "" {
		t[holeSince] = b.Time(a.State.FirstAt)
	}
	for i, link := range b.Languages {
		t[int(holeVietnamese)+i] = link.URL[1:]
	}
	return t
}

// size is that of all values in bytes.
func (t told) size() (n int) {
	for _, v := range t {
		n += len(v)
	}
	return n
}

// filled has a bit for every hole that has something in it: whether it has
// decides about the text round it.
func (t told) filled() (bits uint16) {
	for i, v := range t {
		if v != "" {
			bits |= 1 << i
		}
	}
	return bits
}

// marked has marks where t has values.
func (t told) marked() told {
	for i, v := range t {
		if v != "" {
			t[i] = markPrefix + string(rune('a'+i)) + probe
		}
	}
	return t
}

var (
	// markPrefix is another in every process, so that nothing in a view, nor in
	// a request, can pass for a mark.
	markPrefix = rand.Text()
	// probe follows it: from what html/template makes of the probe, cut reads
	// how values are escaped there.
	probe = `"& ,`
)

// tell puts values, or marks, into the page.
func (p *scanPage) tell(t told) {
	p.Text, p.Code.Serial, p.Grouped, p.Code.Sig = t[holeText], t[holeSerial], t[holeGrouped], t[holeSig]
	p.Seen = t[holeSeen]
	if t[holeScans] != "" {
		p.Seen = p.T("scan.seen.often", "N", t[holeScans], "Time", t[holeSince])
	}
	if t[holeDevices] != "" {
		p.Words.Lines[0] = copiedWords(p.Lang, t[holeDevices], t[holeSince]) // warnings of the lot stay
	}
	p.Languages = slices.Clone(p.Languages)
	for i := range p.Languages {
		// The "/" is never the hole's: no value can choose an address's scheme.
		p.Languages[i].URL = "/" + t[int(holeVietnamese)+i]
	}
}

// common is the part of an answer that many scans share. All of it is in the
// page's likeness; the rest of an answer reaches the page through its told
// alone, so a field that is added to answers shows on no page until it is added
// to one of the two.
func common(a lookup.Answer) lookup.Answer {
	return lookup.Answer{
		Verdict: a.Verdict,
		Reason:  a.Reason,
		Code: origincode.Code{
			Kind: a.Code.Kind, KID: a.Code.KID, GTIN: a.Code.GTIN, Lot: a.Code.Lot, Expiry: a.Code.Expiry,
		},
		View:    a.View,
		Card:    a.Card,
		Recalls: a.Recalls,
		State:   scan.State{}, // is of one unit
		Shared:  a.Shared,
		AsOf:    a.AsOf,
	}
}
