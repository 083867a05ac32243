package diary

import (
	"math/big"
	"slices"
	"strings"

	"temgoc/internal/gs1"
	"temgoc/internal/input"
)

// bounds of a reading: nothing that producers measure is outside.
type bounds struct {
	least, most *big.Rat
	problem     string
}

var (
	temperatures = bounds{big.NewRat(-100, 1), big.NewRat(2000, 1), "diary.temperature_range"} // °C; a kiln has 1,300
	humidities   = bounds{new(big.Rat), big.NewRat(100, 1), "diary.humidity_range"}            // % of relative humidity
)

// cleanReading is about a method of storing and what was measured there.
func (e *Entry) cleanReading(bad *input.Errors) {
	switch {
	case e.Kind != Storing:
	case e.Method == "":
		bad.Add("method", "text.missing")
	case !slices.Contains(Methods, e.Method):
		bad.Add("method", "kind.unknown")
	}
	e.Temperature = temperatures.clean(bad, "temperature", e.Temperature)
	e.Humidity = humidities.clean(bad, "humidity", e.Humidity)
}

func (b bounds) clean(bad *input.Errors, field, text string) string {
	if strings.TrimSpace(text) == "" {
		return ""
	}
	clean, ok := cleanDecimal(text)
	if !ok {
		bad.Add(field, "diary.number_bad")
		return clean
	}
	if n, _ := new(big.Rat).SetString(clean); n.Cmp(b.least) < 0 || n.Cmp(b.most) > 0 {
		bad.Add(field, b.problem)
	}
	return clean
}

// cleanReport is about a test.
func (e *Entry) cleanReport(bad *input.Errors) {
	switch {
	case e.Kind != Test:
	case e.Result == "":
		bad.Add("result", "diary.result_missing")
	case !slices.Contains(Results, e.Result):
		bad.Add("result", "kind.unknown")
	}
	e.Laboratory = bad.Line("laboratory", e.Laboratory, 0, 200)
	e.Certificate = bad.Line("certificate", e.Certificate, 0, 100)
}

// cleanReceiver is about who the goods went to.
func (e *Entry) cleanReceiver(bad *input.Errors) {
	e.Receiver = bad.Line("receiver", e.Receiver, 0, maxName)
	e.ReceiverGLN = cleanGLN(bad, "receiver_gln", e.ReceiverGLN)
	e.ReceiverContact = bad.Line("receiver_contact", e.ReceiverContact, 0, 100)
	if e.Kind == Ship && e.Receiver == "" && e.ReceiverGLN == "" {
		bad.Add("receiver", "text.missing")
	}
	e.SSCC = strings.TrimSpace(e.SSCC)
	if e.SSCC != "" && !isSSCC(e.SSCC) {
		bad.Add("sscc", "diary.sscc_bad")
	}
}

// isSSCC wants 18 digits, the last of them the check digit (AI 00).
func isSSCC(s string) bool {
	_, err := gs1.ParseBracketed("(00)" + s)
	return err == nil
}
