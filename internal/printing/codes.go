package printing

import (
	"fmt"
	"iter"

	"temgoc/internal/origincode"
	"temgoc/internal/stamp"
	"temgoc/labels"
)

// Codes are those of the units of the run, all if nil, in the kind of the spec:
// a unit's compact and its sealed code say the same.
func Codes(run stamp.Run, ring *origincode.Ring, base string, units *stamp.Range, s Spec) (iter.Seq2[labels.Code, error], error) {
	if s.Kind != "" {
		run.Kind = s.Kind
	}
	codes, err := run.Codes(ring, base, units)
	if err != nil {
		return nil, err
	}
	pin, err := s.pins(run, ring)
	if err != nil {
		return nil, err
	}
	return func(yield func(labels.Code, error) bool) {
		for c, err := range codes {
			if err != nil {
				yield(labels.Code{}, err)
				return
			}
			code := labels.Code{Number: c.Unit, URL: string(c.URL), Serial: string(c.Serial), PIN: pin(c.Unit)}
			if !yield(code, nil) {
				return
			}
		}
	}, nil
}

// pins gives the PINs of units, or nothing where the spec wants none.
func (s Spec) pins(run stamp.Run, ring *origincode.Ring) (func(unit int) string, error) {
	if !s.PINs {
		return func(int) string { return "" }, nil
	}
	return run.PINs(ring)
}

// sample is the first of the codes.
func sample(codes iter.Seq2[labels.Code, error]) (labels.Code, error) {
	for c, err := range codes {
		return c, err
	}
	return labels.Code{}, fmt.Errorf("a print without codes")
}
