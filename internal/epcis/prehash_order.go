package epcis

// slot is an element's place in the canonical property order of CBV 2.0,
// section 8.9. What has no slot comes behind, sorted.
type slot struct {
	name  string
	words *spelling // bare words that the text may be
	clock bool      // the text is a time
	slots []slot    // of the children
}

var (
	epcSlots      = []slot{{name: "epc"}}
	quantitySlots = []slot{{name: "quantityElement", slots: []slot{
		{name: "epcClass"}, {name: "quantity"}, {name: "uom"},
	}}}
	placeSlots = []slot{{name: "id"}}
)

var eventOrder = []slot{
	{name: "eventTime", clock: true},
	{name: "eventTimeZoneOffset"},
	{name: "certificationInfo"},
	{name: "epcList", slots: epcSlots},
	{name: "parentID"},
	{name: "inputEPCList", slots: epcSlots},
	{name: "childEPCs", slots: epcSlots},
	{name: "quantityList", slots: quantitySlots},
	{name: "childQuantityList", slots: quantitySlots},
	{name: "inputQuantityList", slots: quantitySlots},
	{name: "outputEPCList", slots: epcSlots},
	{name: "outputQuantityList", slots: quantitySlots},
	{name: "action"},
	{name: "transformationID"},
	{name: "bizStep", words: &bizStepSpelling},
	{name: "disposition", words: &dispositionSpelling},
	{name: "persistentDisposition", slots: []slot{
		{name: "set", words: &dispositionSpelling},
		{name: "unset", words: &dispositionSpelling},
	}},
	{name: "readPoint", slots: placeSlots},
	{name: "bizLocation", slots: placeSlots},
	{name: "sensorElementList", slots: []slot{{name: "sensorElement", slots: []slot{
		{name: "sensorMetadata", slots: []slot{
			{name: "time", clock: true}, {name: "startTime", clock: true}, {name: "endTime", clock: true},
			{name: "deviceID"}, {name: "deviceMetadata"}, {name: "rawData"},
			{name: "dataProcessingMethod"}, {name: "bizRules"},
		}},
		{name: "sensorReport", slots: []slot{
			{name: "type", words: &measurementTypeSpelling},
			{name: "exception", words: &alertTypeSpelling},
			{name: "deviceID"}, {name: "deviceMetadata"}, {name: "rawData"},
			{name: "dataProcessingMethod"}, {name: "time", clock: true},
			{name: "microorganism"}, {name: "chemicalSubstance"},
			{name: "value"}, {name: "component", words: &componentSpelling},
			{name: "stringValue"}, {name: "booleanValue"}, {name: "hexBinaryValue"}, {name: "uriValue"},
			{name: "minValue"}, {name: "maxValue"}, {name: "meanValue"}, {name: "sDev"},
			{name: "percRank"}, {name: "percValue"},
			{name: "uom"}, {name: "coordinateReferenceSystem"},
		}},
	}}}},
}
