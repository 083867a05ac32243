package stamp

import (
	"bytes"
	"fmt"
	"iter"

	"temgoc/internal/origincode"
)

// Code is what is printed on one stamp.
type Code struct {
	Unit   int
	URL    []byte // base, path and, of a sealed code, its signature
	Serial []byte // the part of URL that a person can type
}

// Codes are those of the units of rng, or of the whole run if it is nil. base
// is scheme and host, "https://id.example.vn". The bytes of a code are good
// until the next one: a million codes take no memory. After an error there are
// no more.
func (r Run) Codes(ring *origincode.Ring, base string, rng *Range) (iter.Seq2[Code, error], error) {
	units, err := r.Part(rng)
	if err != nil {
		return nil, err
	}
	sealer, err := ring.Sealer(r.KID)
	if err != nil {
		return nil, fmt.Errorf("codes of run %s: %w", r.ID, err)
	}
	return func(yield func(Code, error) bool) {
		prefix := fmt.Appendf(make([]byte, 0, 512), "%s/01/%s/21/", base, r.GTIN)
		for unit := units.First; unit <= units.Last; unit++ {
			code, err := r.code(prefix, sealer, unit)
			if !yield(code, err) || err != nil {
				return
			}
		}
	}, nil
}

// code writes behind prefix, in its spare room.
func (r Run) code(prefix []byte, sealer *origincode.Sealer, unit int) (Code, error) {
	batch, n := uint32(r.BatchNumber), uint32(unit)
	if r.Kind == Compact {
		url := sealer.AppendCompact(prefix, r.GTIN, batch, n)
		return Code{unit, url, url[len(prefix):]}, nil
	}
	url, err := sealer.AppendSealed(prefix, r.GTIN, batch, n)
	if err != nil {
		return Code{}, fmt.Errorf("seal unit %d of batch %d: %w", unit, batch, err)
	}
	serial, _, _ := bytes.Cut(url[len(prefix):], []byte("?"))
	return Code{unit, url, serial}, nil
}

// PINs gives the digits that a unit of the run has under its scratch foil. They
// are for labels that have one, and no part of the codes. The function is not
// safe for concurrent use.
func (r Run) PINs(ring *origincode.Ring) (func(unit int) string, error) {
	sealer, err := ring.Sealer(r.KID)
	if err != nil {
		return nil, fmt.Errorf("PINs of run %s: %w", r.ID, err)
	}
	return func(unit int) string { return sealer.PIN(r.GTIN, uint32(r.BatchNumber), uint32(unit)) }, nil
}
