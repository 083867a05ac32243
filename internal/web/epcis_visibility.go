package web

import (
	"net/http"
	"strings"

	"temgoc/internal/trace"
)

// readVisibility is who may read the events of a request: officers and the
// producer unless it says otherwise.
func readVisibility(h http.Header) (trace.Visibility, error) {
	v := trace.Visibility{}
	switch h.Get(visibilityHeader) {
	case "", "officers":
	case "public":
		v.Public = true
	default:
		return v, badHeader(visibilityHeader, "officers, public")
	}
	for name := range strings.SplitSeq(joined(h, hiddenHeader), ",") {
		if name = strings.TrimSpace(name); name != "" {
			v.Hidden = append(v.Hidden, name)
		}
	}
	return v, nil
}

func badHeader(name, values string) problem {
	return problem{Status: http.StatusBadRequest, Key: "error.epcis_header", Values: []any{"Name", name, "Values", values}}
}
