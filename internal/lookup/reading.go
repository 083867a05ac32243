package lookup

import (
	"slices"
	"strconv"
	"strings"

	"temgoc/internal/epcis"
)

// Reading is what sensors told of one kind of measurement in the course of a
// step, from the least to the most.
type Reading struct {
	Type  string // of CBV, "Temperature"
	Least string // decimals as they were written
	Most  string
	Unit  string // UN/ECE Recommendation 20
	Text  string // what was told in words instead
	Alarm bool
}

// maxReadings of a step that are kept.
const maxReadings = 6

// readingsOf gathers the reports of one type and unit into one reading.
func readingsOf(sensors []epcis.Sensor) (readings []Reading) {
	for _, s := range sensors {
		for _, report := range s.Reports {
			readings = gather(readings, reportOf(report))
		}
	}
	return readings
}

func gather(readings []Reading, r Reading) []Reading {
	i := slices.IndexFunc(readings, func(o Reading) bool {
		return o.Type == r.Type && o.Unit == r.Unit && o.Text == r.Text
	})
	switch {
	case r.Least == "" && r.Text == "":
		return readings
	case i < 0 && len(readings) == maxReadings:
		return readings
	case i < 0:
		return append(readings, r)
	}
	o := &readings[i]
	o.Alarm = o.Alarm || r.Alarm
	if number(r.Least) < number(o.Least) {
		o.Least = r.Least
	}
	if number(r.Most) > number(o.Most) {
		o.Most = r.Most
	}
	return readings
}

// number of a decimal; validated sensor reports hold nothing else.
func number(decimal string) float64 {
	f, _ := strconv.ParseFloat(decimal, 64)
	return f
}

// reportOf reads one sensorReport (EPCIS 2.0, section 7.3.6.2).
func reportOf(fields []epcis.Field) (r Reading) {
	said := map[string]string{}
	for _, f := range fields {
		if f.Space == "" {
			said[f.Local] = f.Value.Text
		}
	}
	r = Reading{Type: lastWord(said["type"]), Unit: said["uom"], Alarm: said["exception"] != ""}
	for _, name := range []string{"value", "meanValue", "minValue", "maxValue"} {
		r.widen(said[name])
	}
	if r.Least == "" {
		r.Text = said["stringValue"]
	}
	return r
}

// widen takes a value into the range of a reading.
func (r *Reading) widen(value string) {
	switch {
	case value == "":
	case r.Least == "":
		r.Least, r.Most = value, value
	case number(value) < number(r.Least):
		r.Least = value
	case number(value) > number(r.Most):
		r.Most = value
	}
}

// lastWord of a vocabulary's URI or compact URI is the bare word.
func lastWord(s string) string { return s[strings.LastIndexAny(s, "/:")+1:] }
