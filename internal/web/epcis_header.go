package web

import (
	"maps"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"temgoc/internal/epcis"
	"temgoc/internal/trace"
)

// Versions of EPCIS and CBV that are read and written; there is one of each.
const (
	epcisVersion = "2.0.0"
	cbvVersion   = "2.0.0"
)

// What a capture may ask for besides the standard's own: who may read its
// events, and which of their members are for officers and the owner alone.
const (
	visibilityHeader = "Tem-Goc-Visibility"
	hiddenHeader     = "Tem-Goc-Hidden"
)

var (
	// announced stands on every answer. The namespace is that of our own members
	// of events, a name that nobody fetches.
	announced = headers(
		"GS1-EPCIS-Version", epcisVersion,
		"GS1-CBV-Version", cbvVersion,
		"GS1-Extensions", "temgoc="+epcis.Namespace)

	// discoverable is what OPTIONS answers beside. No_Preference: EPCs are given
	// in any format that is asked for.
	discoverable = headers(
		"GS1-EPCIS-Min", epcisVersion,
		"GS1-EPCIS-Max", epcisVersion,
		"GS1-CBV-Min", cbvVersion,
		"GS1-CBV-Max", cbvVersion,
		"GS1-EPC-Format", "No_Preference",
		"GS1-Vendor-Version", "1")

	// captureLimits also stand on the refusal of more.
	captureLimits = headers(
		"GS1-EPCIS-Capture-Limit", strconv.Itoa(trace.EventLimit),
		"GS1-EPCIS-Capture-File-Size-Limit", strconv.Itoa(trace.FileSizeLimit))

	errorBehaviours = headers("GS1-Capture-Error-Behaviour", "all")
	visibilities    = headers(visibilityHeader, "officers, public", hiddenHeader, "members of events, by name")
)

func headers(pairs ...string) http.Header {
	h := http.Header{}
	for i := 0; i+1 < len(pairs); i += 2 {
		h.Set(pairs[i], pairs[i+1])
	}
	return h
}

func announce(c *gin.Context, sets ...http.Header) {
	for _, set := range sets {
		maps.Copy(c.Writer.Header(), set)
	}
}
