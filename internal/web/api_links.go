package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"temgoc/internal/link"
)

// apiLinks are all that the caller may see, in any state or in one.
func (s *Server) apiLinks(c *gin.Context) error {
	q := queryOf(c)
	return s.writeLinks(c, q, link.Query{State: q.linkState("state")})
}

func (s *Server) apiLinksOf(find findBearer) handler {
	return func(c *gin.Context) error {
		of, err := find(c)
		if err != nil {
			return err
		}
		return s.writeLinks(c, queryOf(c), link.Query{On: of.Bearer})
	}
}

func (s *Server) writeLinks(c *gin.Context, q *apiQuery, of link.Query) error {
	of.After, of.Limit = q.id("after"), q.limit()
	if err := q.bad.OrNil(); err != nil {
		return err
	}
	entries, err := link.List(c.Request.Context(), s.Pool, who(c), of)
	if err != nil {
		return err
	}
	return writeList(c, entries, of.Limit, func(e link.Entry) string { return e.ID.String() })
}

// linkState is empty for one that is not there.
func (q *apiQuery) linkState(name string) link.State {
	switch state := link.State(q.values.Get(name)); state {
	case "", link.Proposed, link.Approved, link.Rejected:
		return state
	}
	q.bad.Add(name, "link.state_unknown")
	return ""
}

func (s *Server) apiProposeLink(find findBearer) handler {
	return func(c *gin.Context) error {
		of, err := find(c)
		if err != nil {
			return err
		}
		in, err := readJSON[link.Link](c)
		if err != nil {
			return err
		}
		e, err := link.Propose(c.Request.Context(), s.Pool, who(c), of.Bearer, in)
		if err != nil {
			return err
		}
		return writeLink(c, http.StatusCreated, e)
	}
}

func writeLink(c *gin.Context, code int, e link.Entry) error {
	if code == http.StatusCreated {
		c.Header("Location", "/api/v1/links/"+e.ID.String())
	}
	return writeJSON(c, code, e)
}

func (s *Server) apiLink(c *gin.Context) error {
	id, err := idParam(c)
	if err != nil {
		return err
	}
	e, err := link.ByID(c.Request.Context(), s.Pool, who(c), id)
	if err != nil {
		return err
	}
	return writeLink(c, http.StatusOK, e)
}

// apiChangeLink makes another link: what was approved never changes.
func (s *Server) apiChangeLink(c *gin.Context) error {
	id, in, err := readJSONOf[link.Link](c)
	if err != nil {
		return err
	}
	e, err := link.Change(c.Request.Context(), s.Pool, who(c), id, in)
	if err != nil {
		return err
	}
	return writeLink(c, http.StatusCreated, e)
}

func (s *Server) apiWithdrawLink(c *gin.Context) error {
	id, err := idParam(c)
	if err != nil {
		return err
	}
	if err := link.Withdraw(c.Request.Context(), s.Pool, who(c), id); err != nil {
		return err
	}
	s.reloadLinks(c.Request.Context())
	c.Status(http.StatusNoContent)
	return nil
}

func (s *Server) apiApproveLink(c *gin.Context) error {
	id, err := idParam(c)
	if err != nil {
		return err
	}
	e, err := link.Approve(c.Request.Context(), s.Pool, who(c), id)
	if err != nil {
		return err
	}
	s.reloadLinks(c.Request.Context())
	return writeLink(c, http.StatusOK, e)
}

type rejectionBody struct {
	Reason string `json:"reason"`
}

func (s *Server) apiRejectLink(c *gin.Context) error {
	id, body, err := readJSONOf[rejectionBody](c)
	if err != nil {
		return err
	}
	e, err := link.Reject(c.Request.Context(), s.Pool, who(c), id, body.Reason)
	if err != nil {
		return err
	}
	s.reloadLinks(c.Request.Context())
	return writeLink(c, http.StatusOK, e)
}
