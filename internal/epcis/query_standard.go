package epcis

import "slices"

// standard is a field of the standard with the operators that it has
// parameters for.
type standard struct {
	ops  []Operator
	in   []Aspect
	name string // as in Fact; empty: any
	kind kind
}

var (
	equal       = []Operator{Equal}
	placeOps    = []Operator{Equal, Within}
	timeOps     = []Operator{AtLeast, Less}
	rangeOps    = []Operator{Greater, AtLeast, Less, AtMost}
	allCompares = []Operator{Equal, Greater, AtLeast, Less, AtMost}
	matches     = []Operator{Match}
	existence   = []Operator{Exists}

	ofEvent    = []Aspect{OfEvent}
	ofMetadata = []Aspect{OfMetadata}
	ofReport   = []Aspect{OfReport}
	ofMeasured = []Aspect{OfMetadata, OfReport} // said once for all reports, or in each
)

// standards are the fields as parameters name them behind the operator.
var standards = map[string]standard{
	"eventTime":                   {timeOps, ofEvent, "eventTime", asTime},
	"recordTime":                  {timeOps, ofEvent, "recordTime", asTime},
	"action":                      {equal, ofEvent, "action", asOneOf(Add, Observe, Delete)},
	"bizStep":                     {equal, ofEvent, "bizStep", asWord(bizStepSpelling)},
	"disposition":                 {equal, ofEvent, "disposition", asWord(dispositionSpelling)},
	"persistentDisposition_set":   {equal, []Aspect{OfPersistent}, "set", asWord(dispositionSpelling)},
	"persistentDisposition_unset": {equal, []Aspect{OfPersistent}, "unset", asWord(dispositionSpelling)},
	"readPoint":                   {placeOps, ofEvent, "readPoint", asCanonical},
	"bizLocation":                 {placeOps, ofEvent, "bizLocation", asCanonical},
	"transformationID":            {equal, ofEvent, "transformationID", asCanonical},
	"eventID":                     {equal, ofEvent, "eventID", asURI},

	"errorDeclaration":      {existence, ofEvent, "errorDeclaration", nil},
	"errorDeclarationTime":  {timeOps, []Aspect{OfError}, "declarationTime", asTime},
	"errorDeclaration_Time": {timeOps, []Aspect{OfError}, "declarationTime", asTime}, // so in query-schema.json
	"errorReason":           {equal, []Aspect{OfError}, "reason", asWord(errorReasonSpelling)},
	"correctiveEventID":     {equal, []Aspect{OfError}, "correctiveEventIDs", asURI},

	"epc":            {matches, []Aspect{OfEPC}, "", asPattern},
	"parentID":       {matches, []Aspect{OfParent}, "", asPattern},
	"inputEPC":       {matches, []Aspect{OfInputEPC}, "", asPattern},
	"outputEPC":      {matches, []Aspect{OfOutputEPC}, "", asPattern},
	"anyEPC":         {matches, []Aspect{OfEPC, OfParent, OfInputEPC, OfOutputEPC}, "", asPattern},
	"epcClass":       {matches, []Aspect{OfClass}, "", asPattern},
	"inputEPCClass":  {matches, []Aspect{OfInputClass}, "", asPattern},
	"outputEPCClass": {matches, []Aspect{OfOutputClass}, "", asPattern},
	"anyEPCClass":    {matches, classes, "", asPattern},
	"quantity":       {allCompares, classes, "quantity", asNumber},

	"sensorElement":        {existence, ofEvent, "sensorElementList", nil},
	"sensorElementList":    {existence, ofEvent, "sensorElementList", nil},
	"time":                 {timeOps, ofMeasured, "time", asTime},
	"startTime":            {timeOps, ofMetadata, "startTime", asTime},
	"endTime":              {timeOps, ofMetadata, "endTime", asTime},
	"type":                 {equal, ofReport, "type", asWord(measurementTypeSpelling)},
	"deviceID":             {equal, ofMeasured, "deviceID", asCanonical},
	"dataProcessingMethod": {equal, ofMeasured, "dataProcessingMethod", asCanonical},
	"microorganism":        {equal, ofReport, "microorganism", asURI},
	"chemicalSubstance":    {equal, ofReport, "chemicalSubstance", asURI},
	"bizRules":             {equal, ofMetadata, "bizRules", asCanonical},
	"stringValue":          {equal, ofReport, "stringValue", asText},
	"booleanValue":         {equal, ofReport, "booleanValue", asOneOf("true", "false")},
	"hexBinaryValue":       {equal, ofReport, "hexBinaryValue", asText},
	"uriValue":             {equal, ofReport, "uriValue", asURI},
	"percRank":             {rangeOps, ofReport, "percRank", asNumber},
}

var classes = []Aspect{OfClass, OfInputClass, OfOutputClass}

// measures are fields that have a unit, which parameters name behind them.
var measures = map[string]standard{
	"quantity":  {allCompares, classes, "quantity", asNumber},
	"value":     {allCompares, ofReport, "value", asNumber},
	"minValue":  {rangeOps, ofReport, "minValue", asNumber},
	"maxValue":  {rangeOps, ofReport, "maxValue", asNumber},
	"meanValue": {rangeOps, ofReport, "meanValue", asNumber},
	"sDev":      {rangeOps, ofReport, "sDev", asNumber},
	"percValue": {rangeOps, ofReport, "percValue", asNumber},
}

// typed are lists whose items have a type, which parameters name behind them.
var typed = map[string]struct {
	in    Aspect
	types spelling
}{
	"bizTransaction": {OfTransaction, bizTransactionSpelling},
	"source":         {OfSource, sourceDestSpelling},
	"destination":    {OfDestination, sourceDestSpelling},
}

// scopes begin the name of an extension's field that is not one of the event.
var scopes = []struct {
	begin string
	in    Aspect
	names []string // fields of the standard that can be asked for here
}{
	{"ILMD_", OfILMD, nil},
	{"ERROR_DECLARATION_", OfError, nil},
	{"SENSORELEMENT_", OfSensor, nil},
	{"SENSORMETADATA_", OfMetadata, identified},
	{"SENSORREPORT_", OfReport, slices.Concat(identified, sensorAttributes, []string{"type"})},
	{"readPoint_", OfReadPoint, nil},
	{"bizLocation_", OfBizLocation, nil},
	{"", OfEvent, nil},
}
