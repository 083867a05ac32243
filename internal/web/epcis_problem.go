package web

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"temgoc/internal/epcis"
	"temgoc/internal/trace"
)

// exceptionJSON is RFC 9457's problem document with the types that EPCIS 2.0
// has for its exceptions. From RequestID on its members are extensions.
type exceptionJSON struct {
	Type      string      `json:"type"`
	Title     string      `json:"title"`
	Status    int         `json:"status"`
	Detail    string      `json:"detail"`
	Instance  string      `json:"instance"`
	RequestID string      `json:"request_id"`
	Errors    []faultJSON `json:"errors,omitempty"`
}

// faultJSON tells what is wrong where: a JSON pointer (RFC 6901) into the body.
type faultJSON struct {
	Pointer string `json:"pointer"`
	Detail  string `json:"detail"`
}

// exceptions are EPCIS's by status, where a problem does not name its own.
var exceptions = map[int]string{
	http.StatusBadRequest:            "ValidationException",
	http.StatusUnauthorized:          "SecurityException",
	http.StatusForbidden:             "SecurityException",
	http.StatusNotFound:              "NoSuchNameException",
	http.StatusNotAcceptable:         "NotAcceptableException",
	http.StatusConflict:              "ResourceAlreadyExistsException",
	http.StatusRequestEntityTooLarge: "CaptureLimitExceededException",
	http.StatusRequestURITooLong:     "URITooLongException",
	http.StatusUnsupportedMediaType:  "UnsupportedMediaTypeException",
}

// exception is the type of a problem. What HTTP alone knows, as a wrong method,
// has RFC 9457's type for that.
func (p problem) exception() string {
	name := p.Exception
	if name == "" {
		name = exceptions[p.Status]
	}
	switch {
	case name != "":
		return "epcisException:" + name
	case p.Status >= http.StatusInternalServerError:
		return "epcisException:ImplementationException"
	}
	return "about:blank"
}

// classifyEPCIS knows what is wrong with a document or a query.
func classifyEPCIS(err error) (problem, bool) {
	var (
		faults  epcis.Problems
		refused trace.Refused
		query   *epcis.QueryError
	)
	switch {
	case errors.As(err, &faults):
		return problem{Status: http.StatusBadRequest, Key: "error.epcis_invalid", Faults: faults}, true
	case errors.As(err, &refused):
		return problem{Status: http.StatusBadRequest, Key: "error.epcis_refused", Faults: refusals(refused)}, true
	case errors.As(err, &query):
		return problem{
			Status: http.StatusBadRequest, Exception: "QueryParameterException",
			Key: "error.epcis_parameter", Values: []any{"Name", query.Parameter, "Why", query.Sentence},
		}, true
	}
	for _, k := range knownEPCIS {
		if errors.Is(err, k.err) {
			return k.problem, true
		}
	}
	return problem{}, false
}

// knownEPCIS maps the errors that carry nothing.
var knownEPCIS = []struct {
	err     error
	problem problem
}{
	{trace.ErrTooLarge, problem{Status: http.StatusRequestEntityTooLarge, Exception: "QueryTooLargeException", Key: "error.epcis_query_too_large"}},
	{trace.ErrTooComplex, problem{Status: http.StatusRequestEntityTooLarge, Exception: "QueryTooComplexException", Key: "error.epcis_query_too_complex"}},
	{trace.ErrQueryExists, problem{Status: http.StatusConflict, Key: "error.epcis_known_query"}},
	{trace.ErrBusy, problem{Status: http.StatusServiceUnavailable, Key: "error.503", RetryAfter: busy}},
	{trace.ErrBadToken, problem{Status: http.StatusBadRequest, Exception: "QueryParameterException", Key: "error.epcis_token"}},
}

func refusals(refused trace.Refused) epcis.Problems {
	faults := make(epcis.Problems, len(refused))
	for i, r := range refused {
		faults[i] = epcis.Problem{Pointer: r.Pointer, Sentence: r.Sentence()}
	}
	return faults
}

// inEPCIS is for answers to addresses that no route is for, too.
func inEPCIS(path string) bool { return path == "/epcis" || strings.HasPrefix(path, "/epcis/") }

// spoken are the texts that differ from those for people.
var spoken = map[string]problem{
	"error.401": {Key: "error.epcis_unauthorized"},
	"error.404": {Key: "error.epcis_not_found"},
	"error.413": {Key: "error.epcis_too_large", Values: []any{"Events", trace.EventLimit, "Bytes", trace.FileSizeLimit}},
}

func (s *Server) writeException(c *gin.Context, p problem) {
	if own, is := spoken[p.Key]; is {
		p.Key, p.Values = own.Key, own.Values
	}
	announce(c, announced)
	if p.Status == http.StatusRequestEntityTooLarge && p.Exception == "" {
		announce(c, captureLimits)
	}
	b, err := json.Marshal(s.exceptionOf(c, p))
	if err != nil {
		panic("a problem document has only text: " + err.Error())
	}
	c.Header("Cache-Control", "no-store")
	c.Data(p.Status, problemType, b)
}

func (s *Server) exceptionOf(c *gin.Context, p problem) exceptionJSON {
	l := s.language(c)
	doc := exceptionJSON{
		Type:      p.exception(),
		Title:     l.T(p.Key + ".title"),
		Status:    p.Status,
		Detail:    l.T(p.Key+".text", p.Values...),
		Instance:  s.codeBase() + c.Request.URL.EscapedPath(),
		RequestID: requestID(c),
	}
	for _, f := range p.Faults {
		doc.Errors = append(doc.Errors, faultJSON{Pointer: f.Pointer, Detail: f.Sentence})
	}
	for _, f := range p.Fields {
		fault := faultJSON{Detail: l.T(f.Problem)}
		if f.Field != "" {
			fault.Pointer = "/" + f.Field
		}
		doc.Errors = append(doc.Errors, fault)
	}
	return doc
}
