package web

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"temgoc/internal/catalog"
	"temgoc/internal/link"
)

// adminLinksPage is the links of all producers that are in one state.
type adminLinksPage struct {
	Base
	State    link.State
	Links    []linkLine
	Next     string
	Deciding uuid.UUID // link whose form was sent
	Reason   string    // as typed
	Problems Problems
	Done     string // what was just done: "approved", "rejected"
}

func (s *Server) adminLinks(c *gin.Context) error {
	page, err := s.adminLinksPage(c)
	if err != nil {
		return err
	}
	page.Done = c.Query("done")
	return s.render(c, http.StatusOK, "admin_links", page)
}

func (s *Server) adminLinksPage(c *gin.Context) (page adminLinksPage, err error) {
	page.State = linkStateOf(c.Query("state"))
	entries, err := link.List(c.Request.Context(), s.Pool, who(c),
		link.Query{State: page.State, After: afterID(c), Limit: adminPage + 1})
	if err != nil {
		return page, err
	}
	page.Base = s.base(c, "admin.links")
	page.Wide = true
	entries, more := firstOf(entries, adminPage)
	if more {
		page.Next = nextPage(c, "after", entries[adminPage-1].ID.String())
	}
	page.Links = linkLines(page.Lang, entries)
	return page, nil
}

// linkStateOf is what waits unless the address says otherwise.
func linkStateOf(text string) link.State {
	switch state := link.State(text); state {
	case link.Approved, link.Rejected:
		return state
	}
	return link.Proposed
}

// decideLink approves a link or rejects it; an approved one too.
func (s *Server) decideLink(c *gin.Context) error {
	page, err := s.adminLinksPage(c)
	if err != nil {
		return err
	}
	if page.Deciding, err = uuid.Parse(c.PostForm("link")); err != nil {
		return catalog.ErrNotFound
	}
	ctx, done := c.Request.Context(), "approved"
	switch c.PostForm("do") {
	case "approve":
		_, err = link.Approve(ctx, s.Pool, who(c), page.Deciding)
	case "reject":
		done, page.Reason = "rejected", c.PostForm("reason")
		_, err = link.Reject(ctx, s.Pool, who(c), page.Deciding, page.Reason)
	default:
		return status(http.StatusBadRequest)
	}
	if err == nil {
		s.reloadLinks(ctx)
		c.Redirect(http.StatusSeeOther, c.Request.URL.Path+"?state="+string(page.State)+"&done="+done)
		return nil
	}
	if page.Problems = page.problems(err); page.Problems == nil {
		return err
	}
	return s.render(c, http.StatusBadRequest, "admin_links", page)
}
