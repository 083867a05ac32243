// Package input is how the state rooms say what is wrong with a caller's
// input: the field, and the message of the text catalogue that explains it. The
// edge translates; nothing here is shown to a person as it stands.
//
//	var bad input.Errors
//	name := bad.Line("name", in.Name, 1, 200)
//	if in.Quantity < 1 {
//		bad.Add("quantity", "quantity.too_small")
//	}
//	if err := bad.OrNil(); err != nil {
//		return err
//	}
package input

import (
	"errors"
	"strings"
)

// Error is one fault. It is comparable, so a fault that a caller decides on can
// be a variable and be found with errors.Is.
type Error struct {
	Field   string // as in the request's JSON: "lot"
	Problem string // key of the text catalogue: "lot.bad_character"
}

func (e Error) Error() string { return e.Field + ": " + e.Problem }

// Errors is every fault of one request, so that a form can mark them at once.
type Errors []Error

// Add appends a fault.
func (e *Errors) Add(field, problem string) {
	*e = append(*e, Error{field, problem})
}

// OrNil is e as an error, or nil if there was no fault. Returning e itself
// would make a non-nil error of an empty list.
func (e Errors) OrNil() error {
	if len(e) == 0 {
		return nil
	}
	return e
}

func (e Errors) Error() string {
	faults := make([]string, len(e))
	for i, fault := range e {
		faults[i] = fault.Error()
	}
	return strings.Join(faults, "; ")
}

// Unwrap lets errors.Is find a single fault in the list.
func (e Errors) Unwrap() []error {
	faults := make([]error, len(e))
	for i, fault := range e {
		faults[i] = fault
	}
	return faults
}

// Of returns the faults within err, one or many; none if err is of another kind.
func Of(err error) Errors {
	if all, ok := errors.AsType[Errors](err); ok {
		return all
	}
	if one, ok := errors.AsType[Error](err); ok {
		return Errors{one}
	}
	return nil
}
