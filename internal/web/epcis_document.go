package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"temgoc/internal/epcis"
	"temgoc/internal/trace"
)

// simpleQuery is the name of the query that each address with events answers,
// unless it is that of a named query.
const simpleQuery = "SimpleEventQuery"

// writeEvents answers with an EPCISQueryDocument, its identifiers in the format
// that the caller asked for.
func (s *Server) writeEvents(c *gin.Context, query string, events []trace.Stored) {
	format := epcFormatOf(c.Request.Header)
	results := epcis.Results{QueryName: query, At: s.Now(), Events: make([]epcis.Value, len(events))}
	for i, e := range events {
		results.Events[i] = format.translate(e.Value)
	}
	c.Header("GS1-EPC-Format", string(format))
	c.Data(http.StatusOK, answerType(c.Request.Header), results.AppendJSON(nil))
}
