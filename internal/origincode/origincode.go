// Package origincode is the printed code: a GS1 Digital Link URI that proves
// where it comes from (format v1).
//
//	batch    /01/{GTIN14}/10/{LOT}?17={YYMMDD}&s={SIG}   proves itself to anyone
//	sealed   /01/{GTIN14}/21/{SERIAL10}?s={SIG}          proves itself to anyone
//	compact  /01/{GTIN14}/21/{SERIAL20}                  proves itself to the issuing service
//
// Invariants:
//   - the host is no part of what is signed: codes outlive domains;
//   - a code has one spelling: whatever Ring.Open accepts, Code.Path writes
//     again to the letter, so nothing is repaired silently;
//   - the same unit under the same key always gives the same code: nothing is
//     stored;
//   - no code opens under a key that the ring does not hold or that is revoked.
package origincode

import (
	"errors"
	"fmt"

	"temgoc/internal/gs1"
)

// Bits of the numbers inside a serial.
const (
	batchBits  = 27
	unitBits   = 20
	numberBits = batchBits + unitBits

	MaxBatch = 1<<batchBits - 1
	MaxUnit  = 1<<unitBits - 1
)

// Kind tells the three codes apart.
type Kind uint8

const (
	Batch Kind = iota + 1
	Sealed
	Compact
)

func (k Kind) String() string {
	switch k {
	case Batch:
		return "batch"
	case Sealed:
		return "sealed"
	case Compact:
		return "compact"
	}
	return fmt.Sprintf("Kind(%d)", uint8(k))
}

func (k Kind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// Why a text is not one of our codes.
var (
	ErrSyntax   = errors.New("not a GS1 Digital Link")
	ErrShape    = errors.New("not the form of an origin code")
	ErrUnsigned = errors.New("serial of a sealed code without its signature")
	ErrKey      = errors.New("key is not known")
	ErrRevoked  = errors.New("key is revoked")
	ErrForged   = errors.New("altered, or parts that do not fit each other")
)

// Code is a code that was opened or made: its check has passed.
type Code struct {
	Kind Kind
	KID  KID
	GTIN gs1.GTIN

	// Of a unit (sealed and compact).
	Batch, Unit uint32
	Serial      string // as printed: 10 or 20 characters

	// Of a batch.
	Lot    gs1.Lot
	Expiry string // YYMMDD, empty for goods that do not expire

	Sig string // 104 characters, empty in a compact code
}

// Path is the code without scheme and host, in its one spelling.
func (c Code) Path() string {
	switch c.Kind {
	case Compact:
		return "/01/" + c.GTIN.String() + "/21/" + c.Serial
	case Sealed:
		return "/01/" + c.GTIN.String() + "/21/" + c.Serial + "?s=" + c.Sig
	}
	query := "?s=" + c.Sig
	if c.Expiry != "" {
		query = "?17=" + c.Expiry + "&s=" + c.Sig
	}
	return "/01/" + c.GTIN.String() + "/10/" + gs1.EscapePath(c.Lot.String()) + query
}

// Elements is the GS1 element string that a signature covers: by ascending AI,
// unescaped.
func (c Code) Elements() string { return string(c.appendElements(nil)) }

func (c Code) appendElements(b []byte) []byte {
	b = append(append(b, "(01)"...), c.GTIN.String()...)
	if c.Kind != Batch {
		return append(append(b, "(21)"...), c.Serial...)
	}
	b = append(append(b, "(10)"...), c.Lot.String()...)
	if c.Expiry != "" {
		b = append(append(b, "(17)"...), c.Expiry...)
	}
	return b
}

// number is what a serial carries: batch << 20 | unit.
func number(batch, unit uint32) uint64 { return uint64(batch)<<unitBits | uint64(unit) }

func splitNumber(n uint64) (batch, unit uint32) {
	return uint32(n >> unitBits), uint32(n & MaxUnit)
}
