package catalog

import (
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"temgoc/internal/day"
	"temgoc/internal/gs1"
	"temgoc/internal/input"
)

// MaxPacks is what the 20 bits of a unit number can count.
const MaxPacks = 1 << 20

// ErrLotTaken: the product has a batch of that lot already.
var ErrLotTaken = input.Error{Field: "lot", Problem: "lot.taken"}

// NewBatch is what a producer tells of a batch.
type NewBatch struct {
	ProductID  uuid.UUID `json:"product_id"`
	Lot        string    `json:"lot"`
	ProducedOn day.Day   `json:"produced_on"`
	ExpiresOn  day.Day   `json:"expires_on"` // zero: does not expire
	Quantity   int       `json:"quantity"`   // packs
	Content    string    `json:"content"`    // of a pack, "500 g"
}

// check cleans the input, gathers what is wrong with it and reads the lot.
func (in *NewBatch) check(bad *input.Errors) gs1.Lot {
	lot := readLot(bad, in.Lot)
	checkDay(bad, "produced_on", in.ProducedOn)
	if !in.ExpiresOn.IsZero() {
		checkDay(bad, "expires_on", in.ExpiresOn)
		if in.ExpiresOn.Before(in.ProducedOn) {
			bad.Add("expires_on", "expiry.before_production")
		}
	}
	if in.Quantity < 1 || in.Quantity > MaxPacks {
		bad.Add("quantity", "quantity.range")
	}
	in.Content = bad.Line("content", in.Content, 0, 60)
	return lot
}

// readLot wants what AI (10) can hold. Lots "." and ".." are refused although
// GS1 allows them: a browser drops them from the path of a batch code. So are
// brackets, which cannot be signed (origincode.ErrLot).
func readLot(bad *input.Errors, s string) gs1.Lot {
	s = strings.TrimSpace(s)
	lot, err := gs1.ParseLot(s)
	switch {
	case s == "":
		bad.Add("lot", "lot.empty")
	case utf8.RuneCountInString(s) > 20:
		bad.Add("lot", "lot.too_long")
	case err != nil || s == "." || s == ".." || strings.ContainsAny(s, "()"):
		bad.Add("lot", "lot.bad_character")
	}
	return lot
}
