// Package stamp gives batches their stamps: it issues runs of numbers,
// activates and voids them by range, and accounts for every one of them.
//
// Invariants:
//   - A run is one row however many stamps it has; its codes are derived from
//     it and the key, never stored.
//   - The units of a batch are given densely from 0, and never twice: every
//     number below batch.next_unit is in exactly one run.
//   - A unit is waiting, active or voided, and goes only forward in that order.
//   - Whatever writes runs or states holds the lock of the batch's row, so
//     changes of one batch follow one another.
//   - A refused request changes nothing, and leaves its idempotency key unused.
package stamp

import (
	"errors"
	"fmt"
)

// MaxUnits is how many unit numbers a batch has: 20 bits in a printed code.
const MaxUnits = 1 << 20

// Kind is the form of the codes of a run.
type Kind string

const (
	Compact Kind = "compact" // checked by the service, the smallest symbol
	Sealed  Kind = "sealed"  // checked by anyone with the public key
)

var (
	ErrNoCertificate = errors.New("product has no OCOP certificate that is valid today")
	ErrRecalledBatch = errors.New("batch is recalled")
	ErrKeyReused     = errors.New("idempotency key was used for another request")
)

// BeyondBatch refuses more stamps than the batch has packs for.
type BeyondBatch struct {
	Left int // stamps that can still be issued
}

func (e BeyondBatch) Error() string {
	return fmt.Sprintf("quantity is beyond the batch: %d stamps left", e.Left)
}

// Conflict says which of the requested numbers are in the way, and why. Of
// several such ranges it names the first.
type Conflict struct {
	Range
	State State // that these numbers are already in
}

func (e Conflict) Error() string {
	return fmt.Sprintf("stamps %d to %d are already %s", e.First, e.Last, e.State)
}
