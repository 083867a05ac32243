package web

import (
	"bytes"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"temgoc/internal/account"
	"temgoc/internal/epcis"
	"temgoc/internal/trace"
)

// captureEvent stores one event at once.
func (s *Server) captureEvent(c *gin.Context) error {
	body, visible, err := readSent(c)
	if err != nil {
		return err
	}
	event, err := epcis.ParseEvent(body, s.Now())
	if err != nil {
		return err
	}
	outcomes, err := trace.Store(c.Request.Context(), s.Pool, who(c), visible, nil, []epcis.Event{event})
	if err != nil {
		return err
	}
	c.Header("Location", s.codeBase()+"/epcis/events/"+url.PathEscape(event.Key()))
	if outcomes[0] != trace.Recorded {
		return problem{Status: http.StatusConflict, Key: "error.epcis_known_event"}
	}
	stored, err := trace.ByEventID(c.Request.Context(), s.Pool, reader(c), event.Key())
	if err != nil {
		return err
	}
	return writeEPCIS(c, http.StatusCreated, newest(stored))
}

// newest is the one that was captured last: of an event and the declarations of
// its error, which have one id, the one that has just been sent.
func newest(events []trace.Stored) trace.Stored {
	return slices.MaxFunc(events, func(a, b trace.Stored) int { return bytes.Compare(a.ID[:], b.ID[:]) })
}

// findEvents answers a SimpleEventQuery.
func (s *Server) findEvents(c *gin.Context) error {
	params, err := epcisParams(c.Request)
	if err != nil {
		return err
	}
	q, err := epcis.ParseQuery(params, namespaces(c.Request.Header))
	if err != nil {
		return err
	}
	return s.answerQuery(c, simpleQuery, q)
}

// answerQuery writes a page of what the caller may see.
func (s *Server) answerQuery(c *gin.Context, name string, q epcis.Query) error {
	page := trace.Page{Size: perPage(q), Token: q.NextPageToken}
	events, next, err := trace.Find(c.Request.Context(), s.Pool, reader(c), q, page)
	if err != nil {
		return err
	}
	s.linkNext(c, next)
	s.writeEvents(c, name, events)
	return nil
}

// eventByID answers with an event and the declarations of its error.
func (s *Server) eventByID(c *gin.Context) error {
	id, of := namedIn(c, "/epcis/events/")
	if of != "" {
		return account.ErrNotFound
	}
	events, err := trace.ByEventID(c.Request.Context(), s.Pool, reader(c), id)
	if err != nil {
		return err
	}
	s.writeEvents(c, simpleQuery, events)
	return nil
}

func reader(c *gin.Context) trace.Reader { return trace.ReaderOf(who(c)) }

// namedIn takes the path behind root apart: the URI that it names, and what of
// that is asked for. Only the path as it came tells the slashes of the URI from
// its own. A URI that came bare, or was unescaped on its way here, is
// understood nevertheless.
func namedIn(c *gin.Context, root string) (uri, of string) {
	path := strings.TrimPrefix(c.Request.URL.EscapedPath(), root)
	if rest, ok := strings.CutSuffix(path, "/events"); ok {
		path, of = rest, "events"
	}
	uri, _ = url.PathUnescape(path) // net/http refuses a path with a wrong escape
	return uri, of
}

// namespaces are the prefixes that a caller declares in GS1-Extensions:
// "ex=https://ns.example/epcis/, …".
func namespaces(h http.Header) map[string]string {
	declared := map[string]string{"temgoc": epcis.Namespace}
	for pair := range strings.SplitSeq(joined(h, http.CanonicalHeaderKey("GS1-Extensions")), ",") {
		if prefix, namespace, ok := strings.Cut(pair, "="); ok && isText(pair) {
			declared[strings.TrimSpace(prefix)] = strings.TrimSpace(namespace)
		}
	}
	return declared
}
