package web

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"temgoc/internal/epcis"
	"temgoc/internal/input"
	"temgoc/internal/trace"
)

// queryJSON is a named query; the query itself is in the standard's schema.
type queryJSON struct {
	Name  string          `json:"name"`
	Query json.RawMessage `json:"query"`
}

func queryAnswer(q trace.NamedQuery) queryJSON {
	return queryJSON{Name: q.Name, Query: q.Definition.AppendJSON(nil)}
}

// queries lists the caller's organisation's, by name. The token of a page is
// its last name.
func (s *Server) queries(c *gin.Context) error {
	limit, after, err := listPage(c.Request)
	if err != nil {
		return err
	}
	queries, err := trace.Queries(c.Request.Context(), s.Pool, who(c), after, limit+1)
	if err != nil {
		return err
	}
	queries, more := firstOf(queries, limit)
	if more {
		s.linkNext(c, queries[limit-1].Name)
	}
	answers := make([]queryJSON, len(queries))
	for i, q := range queries {
		answers[i] = queryAnswer(q)
	}
	return writeEPCIS(c, http.StatusOK, answers)
}

func (s *Server) createQuery(c *gin.Context) error {
	body, err := readJSON[queryJSON](c)
	if err != nil {
		return err
	}
	definition, err := readDefinition(body.Query)
	if err != nil {
		return err
	}
	q, err := trace.CreateQuery(c.Request.Context(), s.Pool, who(c), body.Name, definition, namespaces(c.Request.Header))
	if err != nil {
		return err
	}
	c.Header("Location", s.codeBase()+"/epcis/queries/"+q.Name)
	c.Status(http.StatusCreated)
	return nil
}

// readDefinition reads the body's query, which pointers lead to from outside.
func readDefinition(text json.RawMessage) (epcis.Value, error) {
	if text == nil {
		return epcis.Value{}, input.Error{Field: "query", Problem: "text.missing"}
	}
	definition, err := epcis.ReadValue(text)
	var faults epcis.Problems
	if errors.As(err, &faults) {
		for i := range faults {
			faults[i].Pointer = "/query" + faults[i].Pointer
		}
	}
	return definition, err
}

// query answers with a list of the one query, as the standard's schema has it.
func (s *Server) query(c *gin.Context) error {
	q, err := trace.QueryByName(c.Request.Context(), s.Pool, who(c), c.Param("name"))
	if err != nil {
		return err
	}
	return writeEPCIS(c, http.StatusOK, []queryJSON{queryAnswer(q)})
}

// deleteQuery also ends the subscriptions to it.
func (s *Server) deleteQuery(c *gin.Context) error {
	if err := trace.DeleteQuery(c.Request.Context(), s.Pool, who(c), c.Param("name")); err != nil {
		return err
	}
	c.Status(http.StatusNoContent)
	return nil
}

// queryEvents asks a named query. Its conditions are the whole question: the
// address has only what pages need.
func (s *Server) queryEvents(c *gin.Context) error {
	if strings.EqualFold(c.GetHeader("Upgrade"), "websocket") {
		return problem{Status: http.StatusNotImplemented, Key: "error.epcis_no_websocket"}
	}
	limit, token, err := listPage(c.Request)
	if err != nil {
		return err
	}
	named, err := trace.QueryByName(c.Request.Context(), s.Pool, who(c), c.Param("name"))
	if err != nil {
		return err
	}
	q := named.Query
	q.PerPage, q.NextPageToken = limit, token
	return s.answerQuery(c, named.Name, q)
}
