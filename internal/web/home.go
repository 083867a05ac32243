package web

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"
)

type homePage struct {
	Base
}

// home is the form for a code; with ?q= it takes what was typed to its page,
// or says that it is none of ours.
func (s *Server) home(c *gin.Context) error {
	typed := c.Query("q")
	if typed == "" {
		return s.render(c, http.StatusOK, "home", homePage{s.base(c, "home.title")})
	}
	path, err := s.locate(c, typed)
	if err != nil {
		return err
	}
	// What was typed becomes an address: it must be a code's, on this host.
	if path = localPath(path, ""); strings.HasPrefix(path, "/01/") {
		c.Redirect(http.StatusSeeOther, path)
		return nil
	}
	a, err := s.Lookup.Peek(c.Request.Context(), typed)
	if err != nil {
		return err
	}
	return s.showAnswer(c, a, false)
}
