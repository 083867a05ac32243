package web

import (
	"errors"
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"temgoc/internal/input"
	"temgoc/internal/stamp"
)

// unitsBody names units of a run, both ends included; without either it is all
// of them.
type unitsBody struct {
	From *int `json:"from"`
	To   *int `json:"to"`
}

// voidBody names the reason too, "other" unless it says one.
type voidBody struct {
	unitsBody
	Reason string `json:"reason"`
}

// units is nil for the whole run. One end alone is refused: what it would
// leave open may be far more than was meant.
func (u unitsBody) units() (*stamp.Range, error) {
	switch {
	case u.From == nil && u.To == nil:
		return nil, nil
	case u.From == nil:
		return nil, input.Error{Field: "from", Problem: "text.missing"}
	case u.To == nil:
		return nil, input.Error{Field: "to", Problem: "text.missing"}
	}
	return &stamp.Range{First: *u.From, Last: *u.To}, nil
}

// inUnits names the ends of a range as unitsBody does.
func inUnits(err error) error {
	bad := slices.Clone(input.Of(err))
	if len(bad) == 0 {
		return err
	}
	for i := range bad {
		switch bad[i].Field {
		case "first":
			bad[i].Field = "from"
		case "last":
			bad[i].Field = "to"
		}
	}
	return bad
}

func (s *Server) apiRun(c *gin.Context) error {
	id, err := idParam(c)
	if err != nil {
		return err
	}
	run, err := stamp.RunByID(c.Request.Context(), s.Pool, who(c), id)
	if err != nil {
		return err
	}
	return writeJSON(c, http.StatusOK, runAnswerOf(run))
}

func (s *Server) apiActivate(c *gin.Context) error {
	id, body, err := readJSONOf[unitsBody](c)
	if err != nil && !errors.Is(err, errNoBody) {
		return err
	}
	units, err := body.units()
	if err != nil {
		return err
	}
	if err := stamp.Activate(c.Request.Context(), s.Pool, who(c), id, units); err != nil {
		return inUnits(err)
	}
	c.Status(http.StatusNoContent)
	return nil
}

// apiVoid wants a body, if only {}: voided stamps never come back.
func (s *Server) apiVoid(c *gin.Context) error {
	id, body, err := readJSONOf[voidBody](c)
	if err != nil {
		return err
	}
	units, err := body.units()
	if err != nil {
		return err
	}
	if body.Reason == "" {
		body.Reason = "other"
	}
	if err := stamp.Void(c.Request.Context(), s.Pool, who(c), id, units, body.Reason); err != nil {
		return inUnits(err)
	}
	c.Status(http.StatusNoContent)
	return nil
}
