package web

import (
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"temgoc/internal/account"
)

const sessionLife = 7 * 24 * 3600 // seconds; the session itself ends by account's rules

type signInPage struct {
	Base
	Next, Email string
	Problem     string
	Host        string // the only one to enter a password at
}

func (s *Server) newSignInPage(c *gin.Context, next string) signInPage {
	return signInPage{Base: s.base(c, "signin.title"), Next: localPath(next, ""), Host: s.PublicURL.Host}
}

func (s *Server) signInPage(c *gin.Context) error {
	if p, ok := signedIn(c); ok {
		c.Redirect(http.StatusSeeOther, localPath(c.Query("next"), homeOf(p.Role)))
		return nil
	}
	return s.render(c, http.StatusOK, "signin", s.newSignInPage(c, c.Query("next")))
}

// signIn starts a new session, whatever session the browser had before.
func (s *Server) signIn(c *gin.Context) error {
	if err := c.Request.ParseForm(); err != nil {
		return formError(err)
	}
	form := c.Request.PostForm
	secret, p, err := s.Auth.SignIn(c.Request.Context(), form.Get("email"), form.Get("password"), c.ClientIP())
	if err != nil {
		return s.refuseSignIn(c, err)
	}
	s.setCookie(c, "session", secret, sessionLife)
	c.Redirect(http.StatusSeeOther, localPath(form.Get("next"), homeOf(p.Role)))
	return nil
}

// refuseSignIn shows the form again. It says the same of a wrong password and
// an unknown account.
func (s *Server) refuseSignIn(c *gin.Context, err error) error {
	page := s.newSignInPage(c, c.PostForm("next"))
	page.Email = c.PostForm("email")
	p := classify(err)
	switch {
	case errors.Is(err, account.ErrBadCredentials):
		p.Status, page.Problem = http.StatusUnprocessableEntity, page.T("signin.bad")
	case p.Status == http.StatusTooManyRequests:
		page.Problem = page.T("signin.wait", "N", max(1, int(p.RetryAfter.Minutes())))
	default:
		return err
	}
	p.setHeaders(c.Writer.Header())
	return s.render(c, p.Status, "signin", page)
}

func (s *Server) signOut(c *gin.Context) error {
	if secret := s.cookie(c, "session"); secret != "" {
		if err := s.Auth.SignOut(c.Request.Context(), secret); err != nil {
			return err
		}
	}
	s.setCookie(c, "session", "", -1)
	c.Redirect(http.StatusSeeOther, "/")
	return nil
}
