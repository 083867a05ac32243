package web

import (
	"encoding/json"

	"github.com/gin-gonic/gin"

	"temgoc/internal/stamp"
)

// problemJSON is RFC 9457's problem document. From Code on its members are
// extensions: a word that stays the same in every language, what is wrong by
// field, and what stands in the way of issuing, changing or printing stamps.
type problemJSON struct {
	Title     string       `json:"title"`
	Status    int          `json:"status"`
	Detail    string       `json:"detail"`
	Code      string       `json:"code"`
	RequestID string       `json:"request_id"`
	Errors    []fieldError `json:"errors,omitempty"`
	Left      *int         `json:"left,omitempty"`
	Range     *stamp.Range `json:"range,omitempty"`
	Fits      *fits        `json:"fits,omitempty"`
}

type fieldError struct {
	Field  string `json:"field"`
	Code   string `json:"code"`
	Detail string `json:"detail"`
}

func (s *Server) writeProblem(c *gin.Context, p problem) {
	l := s.language(c)
	doc := problemJSON{
		Title:     l.T(p.Key + ".title"),
		Status:    p.Status,
		Detail:    l.T(p.Key+".text", p.Values...),
		Code:      p.Key,
		RequestID: requestID(c),
		Left:      p.Left,
		Range:     p.Range,
		Fits:      p.Fits,
	}
	for _, f := range p.Fields {
		doc.Errors = append(doc.Errors, fieldError{Field: f.Field, Code: f.Problem, Detail: l.T(f.Problem)})
	}
	b, err := json.Marshal(doc)
	if err != nil {
		panic("a problem document has only text: " + err.Error())
	}
	c.Header("Cache-Control", "no-store")
	c.Data(p.Status, "application/problem+json; charset=utf-8", b)
}
