package epcis

import "strings"

// attributes are the members of a sensor's metadata or report (EPCIS 2.0,
// section 7.3.7), each with its check, which gives the value to keep.
type (
	attributes map[string]attribute
	attribute  func(*reader, *Value) Value
)

var (
	aURI         = keeping((*reader).absolute)
	aTime        = keeping((*reader).time)
	aText        = keeping((*reader).text)
	aNumber      = keeping((*reader).decimal)
	anIdentifier = keeping((*reader).identifier)
)

// keeping is a check that leaves the value as it came.
func keeping[T any](check func(*reader, *Value) T) attribute {
	return func(r *reader, v *Value) Value {
		check(r, v)
		return *v
	}
}

// aWord is a check that keeps the word bare.
func aWord(of spelling, what string) attribute {
	return func(r *reader, v *Value) Value { return TextValue(r.word(v, of, what)) }
}

var metadataAttributes = lexiconOf(attributes{
	"type":                 aURI, // which JSON-LD lets any object have
	"time":                 aTime,
	"startTime":            aTime,
	"endTime":              aTime,
	"deviceID":             anIdentifier,
	"deviceMetadata":       aURI,
	"rawData":              aURI,
	"dataProcessingMethod": aURI,
	"bizRules":             aURI,
})

var reportAttributes = lexiconOf(attributes{
	"type":                      aWord(measurementTypeSpelling, "a type of measurement"),
	"exception":                 aWord(alertTypeSpelling, "an exception of a sensor"),
	"component":                 aWord(componentSpelling, "a component of a measurement"),
	"time":                      aTime,
	"deviceID":                  anIdentifier,
	"deviceMetadata":            aURI,
	"rawData":                   aURI,
	"dataProcessingMethod":      aURI,
	"bizRules":                  aURI,
	"microorganism":             aURI,
	"chemicalSubstance":         aURI,
	"coordinateReferenceSystem": aURI,
	"uriValue":                  aURI,
	"stringValue":               aText,
	"uom":                       aText,
	"booleanValue":              keeping(func(r *reader, v *Value) bool { return r.is(v, Bool) }),
	"hexBinaryValue":            keeping((*reader).hex),
	"value":                     aNumber,
	"minValue":                  aNumber,
	"maxValue":                  aNumber,
	"meanValue":                 aNumber,
	"sDev":                      aNumber,
	"percRank":                  aNumber,
	"percValue":                 aNumber,
})

var sensorMembers = lexiconOf(members[Sensor]{
	"type":           func(r *reader, v *Value, _ *Sensor) { r.absolute(v) },
	"sensorMetadata": func(r *reader, v *Value, s *Sensor) { readAttributes(r, v, metadataAttributes, &s.Metadata) },
	"sensorReport":   func(r *reader, v *Value, s *Sensor) { s.Reports = readList(r, v, readReport) },
})

func readSensor(r *reader, v *Value, s *Sensor) {
	readObject(r, v, sensorMembers, s, extensions)
	r.require(v, "sensorReport", "a list of what was measured")
	if list, _ := v.Get("sensorReport"); list.Kind == Array && len(list.Items()) == 0 {
		r.refuseAt("sensorReport", "This list is empty; a sensor element tells at least one measurement.")
	}
}

func readReport(r *reader, v *Value, fields *[]Field) {
	if _, alert := v.Get("exception"); !alert {
		r.require(v, "type", "what was measured, such as Temperature")
	}
	readAttributes(r, v, reportAttributes, fields)
}

// readAttributes reads the members and expands their names.
func readAttributes(r *reader, v *Value, known *lexicon[attribute], to *[]Field) {
	*to = make([]Field, 0, len(v.Members()))
	readObject(r, v, nil, to, func(r *reader, m *Member, fields *[]Field) {
		f := Field{Local: m.Name}
		if check := known.find(m.Name); check != nil {
			f.Value = check(r, &m.Value)
		} else {
			f = r.extension(m)
		}
		*fields = append(*fields, f)
	})
}

func (r *reader) hex(v *Value) string {
	if r.is(v, String) && (v.Text == "" || strings.Trim(v.Text, "0123456789ABCDEFabcdef") != "") {
		r.refuse("%.60q is not hexadecimal; write digits and the letters A to F.", v.Text)
	}
	return v.Text
}
