package epcis

import "time"

// Event is what happened: who and what, when, where, why and how (EPCIS 2.0,
// section 7.4). Only ParseDocument, ParseEvent and Draft.Event make one, so
// every Event is valid.
type Event struct {
	Type EventType // the URI in full, if it is no type of the standard
	ID   string    // eventID as given; empty: none
	Time time.Time
	Zone string // eventTimeZoneOffset, "+07:00"

	Action           Action // empty for a transformation
	BizStep          string // CBV's bare word, else the full URI
	Disposition      string // as BizStep
	Set, Unset       []string
	ReadPoint        string // as given
	BizLocation      string // as given
	TransformationID string
	ParentID         string

	EPCs      []string // epcList, of aggregations and associations childEPCs; as given
	Goods     []Quantity
	InEPCs    []string // of a transformation
	InGoods   []Quantity
	OutEPCs   []string
	OutGoods  []Quantity
	Documents []Typed // bizTransactionList
	Sources   []Typed
	Receivers []Typed // destinationList

	Certificates []string // certificationInfo
	Sensors      []Sensor
	ILMD         []Field
	Extensions   []Field // of the event itself
	Error        *ErrorDeclaration

	Namespaces map[string]string // prefix → namespace, in force at the event
	Context    []Value           // what the document's @context adds to the standard's
	Unhashed   []string          // extensions that the document leaves out of the hash
	Value      Value             // the event whole, as it came
}

// EventType is the type of an event as EPCIS names it.
type EventType string

const (
	ObjectEvent         EventType = "ObjectEvent"
	AggregationEvent    EventType = "AggregationEvent"
	TransactionEvent    EventType = "TransactionEvent"
	TransformationEvent EventType = "TransformationEvent"
	AssociationEvent    EventType = "AssociationEvent"
)

// Action tells what the event did to the life of what it names.
type Action string

const (
	Add     Action = "ADD"
	Observe Action = "OBSERVE"
	Delete  Action = "DELETE"
)

// Quantity of a class of goods. Amount is the decimal as written, empty if no
// quantity was given; UoM is a code of UN/ECE Recommendation 20, empty for
// pieces.
type Quantity struct {
	Class  string
	Amount string
	UoM    string
}

// Typed is a business document, source or destination with its type: CBV's bare
// word, else a full URI, or empty.
type Typed struct {
	Type string
	ID   string
}

// Sensor is one sensorElement: when and by what, and what was measured.
type Sensor struct {
	Metadata []Field   // members of sensorMetadata, their names expanded
	Reports  [][]Field // type, exception and component as bare words or full URIs
}

// Field is a member whose name was expanded by the namespaces: Space is empty
// for the standard's own.
type Field struct {
	Space string
	Local string
	Value Value
}

// ErrorDeclaration says that an earlier event with the same content was wrong.
type ErrorDeclaration struct {
	At         time.Time
	Reason     string // CBV's bare word, else a full URI
	Corrective []string
}
