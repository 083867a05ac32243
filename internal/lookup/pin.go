package lookup

import (
	"context"
	"crypto/subtle"
	"regexp"

	"temgoc/internal/input"
	"temgoc/internal/origincode"
	"temgoc/internal/scan"
)

// sixDigits is the form of origincode's PINs.
var sixDigits = regexp.MustCompile(`^[0-9]{6}$`)

// TryPIN tries the PIN under the scratch foil of the stamp that text is the code
// of, for a visitor who has a device. Where the stamp does not take one, the
// answer tells why and nothing was tried. The error is input.Error for what is
// no PIN, which is not counted.
func (s *Service) TryPIN(ctx context.Context, text string, v Visit, pin string) (Answer, scan.PIN, error) {
	a, err := s.Peek(ctx, text)
	if err != nil || !a.takesPIN() {
		return a, scan.PIN{}, err
	}
	if !sixDigits.MatchString(pin) {
		return a, scan.PIN{}, input.Error{Field: "pin", Problem: "pin.malformed"}
	}
	right, err := s.isPIN(a.Code, pin)
	if err != nil {
		return a, scan.PIN{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, storeDeadline)
	defer cancel()
	outcome, err := scan.Claim(ctx, s.DB, scan.PINTry{
		Batch:  int32(a.Code.Batch),
		Unit:   int32(a.Code.Unit),
		Device: s.device(v.Device),
		Right:  right,
		At:     s.Now(),
	})
	return a, outcome, err
}

// takesPIN is true for a stamp on goods, even if it may be a copy: the PIN may
// show which is not.
func (a Answer) takesPIN() bool {
	return a.Code.Kind != origincode.Batch && a.State.Stamp == scan.Active &&
		(a.Verdict == Genuine || a.Verdict == SuspectedCopy)
}

// isPIN takes as long whichever digits differ.
func (s *Service) isPIN(c origincode.Code, pin string) (bool, error) {
	sealer, err := s.Ring.Sealer(c.KID)
	if err != nil {
		return false, err
	}
	want := sealer.PIN(c.GTIN, c.Batch, c.Unit)
	return subtle.ConstantTimeCompare([]byte(pin), []byte(want)) == 1, nil
}
