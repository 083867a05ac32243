package web

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"temgoc/internal/catalog"
)

type adminRecallsPage struct {
	Base
	Recalls []catalog.RecallNotice
	Next    string
	Lifted  bool // just now
}

func (s *Server) adminRecalls(c *gin.Context) error {
	recalls, err := catalog.RecallNotices(c.Request.Context(), s.Pool, who(c), afterID(c), adminPage+1)
	if err != nil {
		return err
	}
	page := adminRecallsPage{Base: s.base(c, "admin.recalls"), Lifted: c.Query("done") == "lifted"}
	page.Wide = true
	var more bool
	if page.Recalls, more = firstOf(recalls, adminPage); more {
		page.Next = nextPage(c, "after", recalls[adminPage-1].Recall.ID.String())
	}
	return s.render(c, http.StatusOK, "admin_recalls", page)
}

func (s *Server) liftRecall(c *gin.Context) error {
	id, err := uuid.Parse(c.PostForm("recall"))
	if err != nil {
		return catalog.ErrNotFound
	}
	if err := catalog.LiftRecall(c.Request.Context(), s.Pool, who(c), id); err != nil {
		return err
	}
	s.reloadLinks(c.Request.Context())
	c.Redirect(http.StatusSeeOther, "/admin/recalls?done=lifted")
	return nil
}
