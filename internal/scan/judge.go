package scan

import "time"

// Rules decide from what scanned one unit whether its stamp may have been
// copied. A shopper, a friend and the seller's own phone are two or three
// devices; a copied stamp on a shelf is many. A person decides further: the
// machine never says "fake". cmd/loadtest simulate shows what other parameters
// would do.
type Rules struct {
	From time.Time // they hold from then on

	AmberDevices  int           // from so many the shopper is warned
	ReviewDevices int           // from so many an inspector looks at it
	PlacedDevices int           // or from so many that told their province …
	Provinces     int           // … and told so many different ones
	PINGrace      time.Duration // after the scratch PIN was used, any other device is amber

	ExpectedAmber float64 // share of a batch's scanned units that are amber by chance
	BatchChance   float64 // below which an inspector looks at the batch
}

// RuleBook holds rules in the order of their dates.
type RuleBook []Rules

// DefaultRules are those of the programme.
var DefaultRules = RuleBook{{
	From:          time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC),
	AmberDevices:  3,
	ReviewDevices: 5,
	PlacedDevices: 3,
	Provinces:     2,
	PINGrace:      time.Hour,
	ExpectedAmber: 0.005,
	BatchChance:   1e-4,
}}

// At are the rules that hold at a time; before all of them, the first.
func (b RuleBook) At(t time.Time) Rules {
	held := b[0]
	for _, r := range b[1:] {
		if !t.Before(r.From) {
			held = r
		}
	}
	return held
}

// Evidence is what is known of one unit.
type Evidence struct {
	Devices   int // distinct ones that scanned it, at most MaxDevices
	Cleared   int // of these, those that an inspector found to be all right
	Placed    int // those that told their province, since the inspector looked
	Provinces int // different ones that they told

	ClaimedAt time.Time // when the scratch PIN was used; zero: it was not
	OtherAt   time.Time // last scan after that by another device
}

// Suspicion of a unit, in rising order.
type Suspicion int

const (
	Clear Suspicion = iota
	Amber
	Review
)

// Judge is pure: the same evidence always gets the same judgement.
func (r Rules) Judge(e Evidence) Suspicion {
	devices := e.Devices - e.Cleared
	switch {
	case devices >= r.ReviewDevices:
		return Review
	case e.Placed >= r.PlacedDevices && e.Provinces >= r.Provinces:
		return Review
	case devices >= r.AmberDevices:
		return Amber
	case !e.ClaimedAt.IsZero() && e.OtherAt.Sub(e.ClaimedAt) >= r.PINGrace:
		return Amber
	}
	return Clear
}
