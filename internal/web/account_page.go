package web

import (
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"temgoc/internal/account"
	"temgoc/internal/input"
)

type accountPage struct {
	Base
	Problems Problems
	Changed  bool
}

func (s *Server) accountPage(c *gin.Context) error {
	page := accountPage{Base: s.base(c, "account.title"), Changed: c.Query("changed") == "1"}
	return s.render(c, http.StatusOK, "account", page)
}

// changePassword ends the user's other sessions; this one goes on.
func (s *Server) changePassword(c *gin.Context) error {
	if err := c.Request.ParseForm(); err != nil {
		return formError(err)
	}
	form := c.Request.PostForm
	err := s.setPassword(c, form.Get("old"), form.Get("password"), form.Get("again"))
	if err == nil {
		c.Redirect(http.StatusSeeOther, "/account?changed=1")
		return nil
	}
	page := accountPage{Base: s.base(c, "account.title")}
	if page.Problems = page.problems(err); page.Problems == nil {
		return err
	}
	return s.render(c, http.StatusBadRequest, "account", page)
}

func (s *Server) setPassword(c *gin.Context, old, fresh, again string) error {
	if fresh != again {
		return input.Error{Field: "again", Problem: "account.again.differs"}
	}
	err := s.Auth.ChangePassword(c.Request.Context(), who(c), s.cookie(c, "session"), old, fresh)
	if errors.Is(err, account.ErrBadCredentials) {
		return input.Error{Field: "old", Problem: "account.old.wrong"}
	}
	return err
}
