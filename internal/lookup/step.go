package lookup

import (
	"time"

	"github.com/google/uuid"

	"temgoc/internal/catalog"
)

// Step of a batch's journey: what happened, when, where and by whom.
type Step struct {
	Kind    StepKind
	At      time.Time
	DayOnly bool  // only the day is known
	Goods   Goods // that it happened to
	Source  bool  // Goods went into the batch: another lot, with a journey of its own

	Place catalog.Place // where
	There Party         // whose place it is, or what it is called
	GLN   string        // the code of the place; empty if it has none
	Org   Party         // who says so
	To    Party         // who received the goods

	Quantity     int      // of stamps, or packs
	Amounts      []Amount // of the goods
	Readings     []Reading
	Method       string   // of storing: "sun"
	Laboratory   string   // of a test
	Certificates []string // numbers or URIs
	Photo        *uuid.UUID
	Note         string
	People       string
	BizStep      string // of StepOther

	// What officers and the owner see of it and nobody else.
	Hidden    []string // members of the event that are not public
	Withdrawn bool     // it was declared an error

	event uuid.UUID
}

// everything stands in Step.Hidden for an event that is not public at all.
const everything = "*"

// Goods are a lot of a product. Without a GTIN there is a name or a code, and
// only what is in the catalogue has a maker.
type Goods struct {
	GTIN           string
	Lot            string
	NameVI, NameEN string
	Maker          Party
	Code           string // of what has neither GTIN nor name: "SSCC 0034…"
}

// Party is an organisation, or a place by its name.
type Party struct{ Name, NameEN string }

// Amount is a decimal as it was written, of a unit in the codes of UN/ECE
// Recommendation 20; pieces if the unit is empty.
type Amount struct{ Number, Unit string }

// StepKind is what happened, as a key of the text catalogue behind "step.".
type StepKind string

const (
	StepProduced  StepKind = "produced"         // as the catalogue tells, without any event
	StepIssued    StepKind = "stamps_issued"    // stamps were made for the batch
	StepActivated StepKind = "stamps_activated" // and put on it
	StepVoided    StepKind = "stamps_voided"

	StepHarvested   StepKind = "harvested"
	StepMaterial    StepKind = "material" // received to be made into the batch
	StepStored      StepKind = "stored"
	StepMeasured    StepKind = "measured"
	StepProcessed   StepKind = "processed"
	StepUsed        StepKind = "used" // made into something else
	StepTested      StepKind = "tested"
	StepPassed      StepKind = "passed" // a test
	StepFailed      StepKind = "failed" // a test
	StepPacked      StepKind = "packed"
	StepUnpacked    StepKind = "unpacked"
	StepShipped     StepKind = "shipped"
	StepReceived    StepKind = "received"
	StepDisplayed   StepKind = "displayed"
	StepSold        StepKind = "sold"
	StepHeld        StepKind = "held"
	StepRecalled    StepKind = "recalled"
	StepRecallEnded StepKind = "recall_lifted"
	StepRemoved     StepKind = "removed" // lost, spoiled or withdrawn from use
	StepDestroyed   StepKind = "destroyed"
	StepOther       StepKind = "other"
)

// Makes tells whether goods come into being by the step.
func (k StepKind) Makes() bool {
	return k == StepHarvested || k == StepProcessed
}

// Trades tells whether the step is on the way from maker to buyer, packing
// included.
func (k StepKind) Trades() bool {
	switch k {
	case StepPacked, StepShipped, StepReceived, StepDisplayed, StepSold:
		return true
	}
	return false
}
