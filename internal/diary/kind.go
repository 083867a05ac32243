package diary

import (
	"slices"

	"temgoc/internal/epcis"
)

// Kind is what was done, as producers name it.
type Kind string

const (
	Harvest   Kind = "harvest"
	Material  Kind = "material" // came in
	Storing   Kind = "storing"  // by a Method
	Process   Kind = "process"
	Test      Kind = "test"
	Pack      Kind = "pack"
	Ship      Kind = "ship"
	Receive   Kind = "receive" // the goods themselves, at another place
	Display   Kind = "display"
	Sell      Kind = "sell"
	Lost      Kind = "lost"
	Destroyed Kind = "destroyed"
)

// Kinds are in the order in which a batch usually meets them.
var Kinds = []Kind{Harvest, Material, Storing, Process, Test, Pack, Ship, Receive, Display, Sell, Lost, Destroyed}

// Methods of Storing: kept, dried in the sun, dried by heat, cooled.
var Methods = []string{"keep", "sun", "dry", "cool"}

// Results of a Test.
var Results = []string{"passed", "failed"}

// Fact is something of an entry that a producer may keep from shoppers.
type Fact string

const (
	People   Fact = "people"
	Note     Fact = "note"
	Photo    Fact = "photo"
	Quantity Fact = "quantity"
	Name     Fact = "name" // of materials
	Inputs   Fact = "inputs"
	Sensor   Fact = "sensor"
	Report   Fact = "report" // laboratory and number of a test
	Receiver Fact = "receiver"
)

// sense is what EPCIS makes of a kind, and what an entry of it holds.
type sense struct {
	event       epcis.EventType
	action      epcis.Action
	bizStep     string
	disposition string // of a Test that was passed
	takes       []Fact // beside people, note and photo, which all take
	hides       []Fact // unless told otherwise, beside people
	needsAmount bool
	finished    bool // is done to goods that are made: odd before the day of production
}

// senses follow CBV 2.0, sections 7.1 and 7.2.
var senses = map[Kind]sense{
	Harvest: {
		event: epcis.ObjectEvent, action: epcis.Add, bizStep: "commissioning", disposition: "active",
		takes: []Fact{Quantity, Name},
	},
	Material: {
		event: epcis.ObjectEvent, action: epcis.Observe, bizStep: "receiving", disposition: "in_progress",
		takes: []Fact{Quantity, Name}, hides: []Fact{Quantity},
	},
	Storing: {
		event: epcis.ObjectEvent, action: epcis.Observe, bizStep: "storing", disposition: "in_progress",
		takes: []Fact{Quantity, Sensor},
	},
	Process: {
		event: epcis.TransformationEvent, bizStep: "commissioning", disposition: "in_progress",
		takes: []Fact{Quantity, Name, Inputs}, hides: []Fact{Inputs}, needsAmount: true,
	},
	Test: {
		event: epcis.ObjectEvent, action: epcis.Observe, bizStep: "inspecting", disposition: "conformant",
		takes: []Fact{Quantity, Report},
	},
	Pack: {
		event: epcis.AggregationEvent, action: epcis.Add, bizStep: "packing", disposition: "in_progress",
		takes: []Fact{Quantity}, needsAmount: true, finished: true,
	},
	Ship: {
		event: epcis.ObjectEvent, action: epcis.Observe, bizStep: "shipping", disposition: "in_transit",
		takes: []Fact{Quantity, Receiver}, hides: []Fact{Quantity, Receiver}, needsAmount: true, finished: true,
	},
	Receive: {
		event: epcis.ObjectEvent, action: epcis.Observe, bizStep: "receiving", disposition: "in_progress",
		takes: []Fact{Quantity}, hides: []Fact{Quantity}, needsAmount: true, finished: true,
	},
	Display: {
		event: epcis.ObjectEvent, action: epcis.Observe, bizStep: "stocking", disposition: "sellable_accessible",
		takes: []Fact{Quantity}, finished: true,
	},
	Sell: {
		event: epcis.ObjectEvent, action: epcis.Observe, bizStep: "retail_selling", disposition: "retail_sold",
		takes: []Fact{Quantity, Receiver}, hides: []Fact{Quantity, Receiver}, finished: true,
	},
	Lost: {
		event: epcis.ObjectEvent, action: epcis.Delete, bizStep: "decommissioning", disposition: "inactive",
		takes: []Fact{Quantity}, needsAmount: true,
	},
	Destroyed: {
		event: epcis.ObjectEvent, action: epcis.Delete, bizStep: "destroying", disposition: "destroyed",
		takes: []Fact{Quantity}, needsAmount: true,
	},
}

// Known tells a kind from any other word.
func (k Kind) Known() bool { return senses[k].event != "" }

// Takes tells whether entries of the kind hold the fact.
func (k Kind) Takes(f Fact) bool {
	return k.Known() && (slices.Contains(senses[k].takes, f) || f == People || f == Note || f == Photo)
}

// Facts are those that entries of the kind hold.
func (k Kind) Facts() []Fact {
	return append(slices.Clone(senses[k].takes), People, Note, Photo)
}

// NeedsAmount tells whether an entry of the kind is nothing without a quantity.
func (k Kind) NeedsAmount() bool { return senses[k].needsAmount }

// HiddenByDefault are what firms fear to show: their people, buyers and what
// they buy.
func (k Kind) HiddenByDefault() []Fact {
	return append(slices.Clone(senses[k].hides), People)
}
