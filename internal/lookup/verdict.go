package lookup

import (
	"time"

	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/origincode"
	"temgoc/internal/scan"
)

// Verdict is what a scan says in one word; the worst that applies.
type Verdict string

const (
	NotOurs       Verdict = "not_ours"
	Recalled      Verdict = "recalled"
	Voided        Verdict = "voided"
	SuspectedCopy Verdict = "suspected_copy"
	NotActivated  Verdict = "not_activated"
	Expired       Verdict = "expired"
	Genuine       Verdict = "genuine"

	// StateUnknown is given when the store is away: the code is proved, its
	// state of today is not.
	StateUnknown Verdict = "state_unknown"

	// ProductOnly is given for a code that names a product of ours and no
	// stamp: there is nothing to judge.
	ProductOnly Verdict = "product"

	// Unsigned is given for the bare number of a sealed stamp: it may well be
	// ours, but the proof is in the symbol.
	Unsigned Verdict = "unsigned"
)

// Verdicts are all of them.
var Verdicts = [...]Verdict{
	NotOurs, Recalled, Voided, SuspectedCopy, NotActivated, Expired, Genuine,
	StateUnknown, ProductOnly, Unsigned,
}

// Reason tells why a code is not ours.
type Reason string

const (
	Foreign       Reason = "foreign"        // some other QR code or product
	Malformed     Reason = "malformed"      // not a GS1 Digital Link at all
	Mismatch      Reason = "mismatch"       // parts of one or two codes of ours that do not fit
	UnknownSerial Reason = "unknown_serial" // our product, never this number
	RevokedKey    Reason = "revoked_key"
)

// decide is pure. The order is DOMAIN's, the worst first.
func decide(v *View, code origincode.Code, s scan.State, rules scan.Rules, now time.Time) Verdict {
	unit := code.Kind != origincode.Batch
	switch {
	case len(v.recallsOf(code)) > 0:
		return Recalled
	case unit && s.Stamp == scan.Voided:
		return Voided
	case unit && rules.Judge(s.Evidence) >= scan.Amber:
		return SuspectedCopy
	case unit && s.Stamp != scan.Active:
		return NotActivated
	case v.expired(now):
		return Expired
	}
	return Genuine
}

// decideBlind is for a store that is away: what an older view already knew to
// be bad stays bad, the rest is unknown.
func decideBlind(v *View, code origincode.Code, now time.Time) Verdict {
	switch {
	case len(v.recallsOf(code)) > 0:
		return Recalled
	case v.expired(now):
		return Expired
	}
	return StateUnknown
}

// recallsOf are those that concern what carries the code. The code of the
// batch is on cartons, which may hold any of its units, so a recall of some is
// told to whoever scans it too.
func (v *View) recallsOf(code origincode.Code) []catalog.Recall {
	if code.Kind == origincode.Batch {
		return v.Recalls
	}
	var held []catalog.Recall
	for _, r := range v.Recalls {
		if r.Covers(int(code.Unit)) {
			held = append(held, r)
		}
	}
	return held
}

// expired is true from the day after the expiry date, in Vietnam.
func (v *View) expired(now time.Time) bool {
	return !v.ExpiresOn.IsZero() && day.Of(now).After(v.ExpiresOn)
}
