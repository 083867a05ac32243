package web

import (
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"temgoc/internal/link"
)

const (
	jsonType    = "application/json"
	problemType = "application/problem+json"
)

// longestURL is in bytes. Longer questions are asked as named queries.
const longestURL = 8 << 10

// negotiate refuses, before anything is looked up, what cannot be answered in
// the way it is asked for.
func (s *Server) negotiate(c *gin.Context) {
	announce(c, announced)
	if p := negotiated(c.Request); p.Status != 0 {
		s.fail(c, p)
	}
}

func negotiated(r *http.Request) problem {
	h := r.Header
	switch {
	case len(r.URL.RequestURI()) > longestURL:
		return problem{Status: http.StatusRequestURITooLong, Key: "error.epcis_long_url"}
	case !isText(r.URL.Path):
		return problem{Status: http.StatusNotFound, Key: "error.404"}
	case !supports(h, "GS1-EPCIS", epcisVersion):
		return problem{Status: http.StatusNotAcceptable, Key: "error.epcis_version", Values: []any{"Standard", "EPCIS", "Version", epcisVersion}}
	case !supports(h, "GS1-CBV", cbvVersion):
		return problem{Status: http.StatusNotAcceptable, Key: "error.epcis_version", Values: []any{"Standard", "CBV", "Version", cbvVersion}}
	case answerType(h) == "":
		return problem{Status: http.StatusNotAcceptable, Key: "error.epcis_accept"}
	case !slices.Contains(epcFormats, epcFormatOf(h)):
		return problem{Status: http.StatusNotAcceptable, Key: "error.epcis_epc_format"}
	case r.Method == http.MethodPost && !isJSON(h.Get("Content-Type")):
		return problem{Status: http.StatusUnsupportedMediaType, Key: "error.epcis_content_type"}
	}
	return problem{}
}

// supports tells whether the version that we have satisfies the headers
// name-Version, name-Min and name-Max, each of which may be absent.
func supports(h http.Header, name, version string) bool {
	return compareVersion(version, h.Get(name+"-Version"), 0) &&
		compareVersion(version, h.Get(name+"-Min"), 0, 1) &&
		compareVersion(version, h.Get(name+"-Max"), -1, 0)
}

// compareVersion tells whether ours compares to asked in one of the ways. What
// is no version is satisfied by none.
func compareVersion(ours, asked string, ways ...int) bool {
	if asked == "" {
		return true
	}
	numbers, err := versionNumbers(asked)
	if err != nil {
		return false
	}
	own, _ := versionNumbers(ours)
	return slices.Contains(ways, slices.Compare(own, numbers))
}

// versionNumbers are the same for 2, 2.0 and 2.0.0.
func versionNumbers(version string) (numbers []uint64, err error) {
	for part := range strings.SplitSeq(strings.TrimSpace(version), ".") {
		n, err := strconv.ParseUint(part, 10, 16)
		if err != nil {
			return nil, err
		}
		numbers = append(numbers, n)
	}
	for len(numbers) > 0 && numbers[len(numbers)-1] == 0 {
		numbers = numbers[:len(numbers)-1]
	}
	return numbers, nil
}

// answerType is empty for those who take neither JSON nor JSON-LD, as who
// wants XML, which is not written here.
func answerType(h http.Header) string {
	accept := joined(h, "Accept")
	if strings.TrimSpace(accept) == "" {
		return jsonType
	}
	switch named := link.Named(accept, jsonType, jsonLDType, "application/*", "*/*"); named {
	case "", jsonLDType:
		return named
	}
	return jsonType
}

// isText holds for what a name can be made of. Nothing is named otherwise, and
// the database could not even be asked.
func isText(s string) bool { return utf8.ValidString(s) && !strings.Contains(s, "\x00") }

// isJSON holds for bodies in JSON and JSON-LD, which are UTF-8 (RFC 8259 §8.1).
func isJSON(contentType string) bool {
	media, params, err := mime.ParseMediaType(contentType)
	return err == nil && (media == jsonType || media == jsonLDType) &&
		(params["charset"] == "" || strings.EqualFold(params["charset"], "utf-8"))
}
