package diary

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"temgoc/internal/input"
)

// Entry is what a producer tells of one thing that was done to a batch. Which
// fields it takes depends on its kind; the others must be empty.
type Entry struct {
	Kind      Kind   `json:"kind"`
	At        string `json:"at"`         // RFC 3339, or without a zone in Vietnam's; empty: now
	Place     string `json:"place"`      // GLN; empty: the producer's own
	PlaceName string `json:"place_name"` // in the producer's words
	People    string `json:"people"`
	Note      string `json:"note"`

	Amount string `json:"amount"` // decimal with a point
	Unit   string `json:"unit"`   // one of Units

	Name   string  `json:"name"` // of the material that was harvested or came in; empty: the batch's own goods
	GTIN   string  `json:"gtin"` // of the material, if another's product came in
	Lot    string  `json:"lot"`  // of the material; empty: as the batch's
	Inputs []Input `json:"inputs"`

	Method      string `json:"method"`      // one of Methods
	Temperature string `json:"temperature"` // °C
	Humidity    string `json:"humidity"`    // % of relative humidity

	Result      string `json:"result"` // one of Results
	Laboratory  string `json:"laboratory"`
	Certificate string `json:"certificate"` // number of the test report

	Receiver        string `json:"receiver"`
	ReceiverGLN     string `json:"receiver_gln"`
	ReceiverContact string `json:"receiver_contact"`

	SSCC string `json:"sscc"` // of the carton or pallet, if it has one

	Photo   uuid.UUID `json:"-"`      // uuid.Nil: none
	Picture []byte    `json:"-"`      // the photo, to be kept; by catalog.ReadPicture
	Hidden  []Fact    `json:"hidden"` // null: as usual for the kind
}

// Input is a material that went into the batch: a lot of a product by its GTIN,
// or a material by its name.
type Input struct {
	GTIN   string `json:"gtin"`
	Name   string `json:"name"`
	Lot    string `json:"lot"` // of a named material may be empty: as the batch's
	Amount string `json:"amount"`
	Unit   string `json:"unit"`
}

// MaxInputs is how many materials one entry has.
const MaxInputs = 40

// cleaned is the entry as it is stored; bad gathers what is wrong with it.
func (e Entry) cleaned(bad *input.Errors, now time.Time) Entry {
	if !e.Kind.Known() {
		bad.Add("kind", "kind.unknown")
		return e
	}
	e.At = readMoment(bad, "at", e.At, now).Format(time.RFC3339)
	e.Place = cleanGLN(bad, "place", e.Place)
	e.PlaceName = bad.Line("place_name", e.PlaceName, 0, 200)
	e.People = bad.Line("people", e.People, 0, 200)
	e.Note = bad.Text("note", e.Note, 0, 1000)
	e.cleanGoods(bad)
	e.cleanReading(bad)
	e.cleanReport(bad)
	e.cleanReceiver(bad)
	e.refuseOthers(bad)
	e.Hidden = cleanHidden(bad, e.Kind, e.Hidden)
	return e
}

// Faults are what is wrong with the entry by itself, whatever the batch.
func (e Entry) Faults(now time.Time) input.Errors {
	var bad input.Errors
	e.cleaned(&bad, now)
	return bad
}

// cleanHidden is in the order of the kind's facts, and never nil.
func cleanHidden(bad *input.Errors, k Kind, hidden []Fact) []Fact {
	if hidden == nil {
		hidden = k.HiddenByDefault()
	}
	clean := []Fact{}
	for _, f := range k.Facts() {
		if slices.Contains(hidden, f) {
			clean = append(clean, f)
		}
	}
	for _, f := range hidden {
		if !slices.Contains(clean, f) {
			bad.Add("hidden", "diary.fact_unknown")
			break
		}
	}
	return clean
}

// refuseOthers refuses what entries of the kind do not hold, so that nothing
// is dropped without a word.
func (e Entry) refuseOthers(bad *input.Errors) {
	for _, f := range []struct {
		field string
		fact  Fact
		given bool
	}{
		{"name", Name, e.Name != "" && e.Kind != Process},
		{"gtin", Name, e.GTIN != ""},
		{"lot", Name, e.Lot != ""},
		{"inputs", Inputs, len(e.Inputs) > 0},
		{"temperature", Sensor, e.Temperature != ""},
		{"humidity", Sensor, e.Humidity != ""},
		{"method", Sensor, e.Method != ""},
		{"result", Report, e.Result != ""},
		{"laboratory", Report, e.Laboratory != ""},
		{"certificate", Report, e.Certificate != ""},
		{"receiver", Receiver, e.Receiver != ""},
		{"receiver_gln", Receiver, e.ReceiverGLN != ""},
		{"receiver_contact", Receiver, e.ReceiverContact != ""},
	} {
		if f.given && !e.Kind.Takes(f.fact) {
			bad.Add(f.field, "diary.not_of_kind")
		}
	}
	if e.SSCC != "" && e.Kind != Pack {
		bad.Add("sscc", "diary.not_of_kind")
	}
}
