package printing

import (
	"errors"
	"fmt"
	"runtime/debug"

	"temgoc/internal/origincode"
	"temgoc/labels"
)

var errStuck = errors.New("claimed again and again without a part being made")

// unprintable is why a job cannot be done: another try would end in the same.
type unprintable struct{ cause error }

func (e unprintable) Error() string { return "print: " + e.cause.Error() }
func (e unprintable) Unwrap() error { return e.cause }

// problem names the cause for the text catalogue.
func (e unprintable) problem() string {
	_, tooSmall := errors.AsType[labels.TooSmall](e)
	switch {
	case errors.Is(e, origincode.ErrRevoked), errors.Is(e, origincode.ErrKey):
		return "key"
	case tooSmall:
		return "symbol"
	}
	return "internal"
}

// survive turns a panic into an error: a job that is the first to show a bug of
// ours must not end the service again at each start.
func survive(err *error) {
	if bug := recover(); bug != nil {
		*err = fmt.Errorf("%v\n%s", bug, debug.Stack())
	}
}
