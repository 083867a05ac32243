package scan

// Rules decide from the distinct devices that checked one unit whether its
// stamp may have been copied. A shopper, a friend and the seller's own phone
// are two or three; a copied stamp on a shelf is many. A person decides
// further: the machine never says "fake".
type Rules struct {
	AmberDevices  int // from so many the shopper is warned
	ReviewDevices int // from so many an inspector looks at it
}

// DefaultRules are those of the programme.
var DefaultRules = Rules{AmberDevices: 3, ReviewDevices: 5}

// Suspicion of a unit, in rising order.
type Suspicion int

const (
	Clear Suspicion = iota
	Amber
	Review
)

// Judge is pure: the same devices always get the same judgement.
func (r Rules) Judge(devices int) Suspicion {
	switch {
	case devices >= r.ReviewDevices:
		return Review
	case devices >= r.AmberDevices:
		return Amber
	}
	return Clear
}
