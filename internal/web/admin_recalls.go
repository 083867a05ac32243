package web

import (
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/recall"
)

type adminRecallsPage struct {
	Base
	Recalls   []catalog.RecallNotice
	Next      string
	Undecided []recall.Undecided
	Form      url.Values // of a dismissal
	Problems  Problems
	Done      string // what was just done: "included", "dismissed"
}

func (s *Server) adminRecalls(c *gin.Context) error {
	page, err := s.adminRecallsPage(c)
	if err != nil {
		return err
	}
	page.Done = c.Query("done")
	return s.render(c, http.StatusOK, "admin_recalls", page)
}

func (s *Server) adminRecallsPage(c *gin.Context) (page adminRecallsPage, err error) {
	ctx, reader := c.Request.Context(), who(c)
	recalls, err := catalog.RecallNotices(ctx, s.Pool, reader, afterID(c), adminPage+1)
	if err != nil {
		return page, err
	}
	if reader.May(account.LiftRecall, uuid.Nil) {
		if page.Undecided, err = recall.UndecidedBatches(ctx, s.Pool, reader); err != nil {
			return page, err
		}
	}
	page.Base = s.base(c, "admin.recalls")
	page.Wide = true
	var more bool
	if page.Recalls, more = firstOf(recalls, adminPage); more {
		page.Next = nextPage(c, "after", recalls[adminPage-1].Recall.ID.String())
	}
	return page, nil
}

// decideRecall includes an undecided batch in the recall of what went into it,
// or dismisses it.
func (s *Server) decideRecall(c *gin.Context) error {
	if err := c.Request.ParseForm(); err != nil {
		return formError(err)
	}
	form := c.Request.PostForm
	cause, err := uuid.Parse(form.Get("recall"))
	if err != nil {
		return catalog.ErrNotFound
	}
	batch, err := uuid.Parse(form.Get("batch"))
	if err != nil {
		return catalog.ErrNotFound
	}
	done := "included"
	if form.Get("do") == "dismiss" {
		done, err = "dismissed", recall.Dismiss(c.Request.Context(), s.Pool, who(c), cause, batch, form.Get("reason"))
	} else {
		err = recall.Include(c.Request.Context(), s.Pool, who(c), cause, batch)
	}
	if err == nil {
		s.reloadLinks(c.Request.Context())
		c.Redirect(http.StatusSeeOther, "/admin/recalls?done="+done)
		return nil
	}
	return s.decideRecallAgain(c, err)
}

func (s *Server) decideRecallAgain(c *gin.Context, cause error) error {
	page, err := s.adminRecallsPage(c)
	if err != nil {
		return err
	}
	page.Form = c.Request.PostForm
	if page.Problems = page.problems(cause); page.Problems == nil {
		return cause
	}
	return s.render(c, http.StatusBadRequest, "admin_recalls", page)
}
