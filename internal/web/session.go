package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"temgoc/internal/account"
)

const principalKey = "principal"

// cookieName takes the __Host- prefix where the address is https: browsers
// then refuse the cookie from any other host, or without Secure.
func (s *Server) cookieName(name string) string {
	if s.secure {
		return "__Host-" + name
	}
	return name
}

// setCookie sets a first-party cookie that scripts cannot read. maxAge is in
// seconds: 0 lasts until the browser closes, less than 0 deletes.
func (s *Server) setCookie(c *gin.Context, name, value string, maxAge int) {
	http.SetCookie(c.Writer, &http.Cookie{
		Name: s.cookieName(name), Value: value, Path: "/", MaxAge: maxAge,
		Secure: s.secure, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	})
}

// cookie is empty when the browser sent none.
func (s *Server) cookie(c *gin.Context, name string) string {
	k, err := c.Request.Cookie(s.cookieName(name))
	if err != nil {
		return ""
	}
	return k.Value
}

// identify finds out who is signed in. A page for everybody is still served
// when that cannot be told: requireRole decides.
func (s *Server) identify(c *gin.Context) {
	secret := s.cookie(c, "session")
	if secret == "" {
		return
	}
	ctx, cancel := context.WithTimeout(c.Request.Context(), identifyTime)
	defer cancel()
	p, err := s.Auth.Session(ctx, secret)
	if err == nil {
		c.Set(principalKey, p)
	} else if !errors.Is(err, account.ErrNoSession) {
		_ = c.Error(err) // kept for requireRole
	}
}

// signedIn is who makes the request; false for a shopper.
func signedIn(c *gin.Context) (account.Principal, bool) {
	v, _ := c.Get(principalKey)
	p, ok := v.(account.Principal)
	return p, ok
}

// who is for handlers behind requireRole or requireToken.
func who(c *gin.Context) account.Principal {
	p, ok := signedIn(c)
	if !ok {
		panic("who: the route does not require anybody")
	}
	return p
}

// requireRole sends visitors to the sign-in page and back again.
func (s *Server) requireRole(roles ...account.Role) gin.HandlerFunc {
	return func(c *gin.Context) {
		p, ok := signedIn(c)
		switch {
		case ok && slices.Contains(roles, p.Role):
			c.Header("Cache-Control", "no-store")
		case ok:
			s.fail(c, account.ErrForbidden)
		case len(c.Errors) > 0:
			s.fail(c, c.Errors.Last())
		default:
			c.Redirect(http.StatusSeeOther, "/signin?next="+url.QueryEscape(returnPath(c.Request)))
			c.Abort()
		}
	}
}

// requireToken lets programs in by their bearer token.
func (s *Server) requireToken(c *gin.Context) {
	secret, ok := strings.CutPrefix(c.GetHeader("Authorization"), "Bearer ")
	if !ok {
		s.fail(c, account.ErrNoSession)
		return
	}
	p, err := s.Auth.Token(c.Request.Context(), secret)
	if err != nil {
		s.fail(c, err)
		return
	}
	c.Set(principalKey, p)
	c.Header("Cache-Control", "no-store")
	if err := s.countCall(c, secret); err != nil {
		s.fail(c, err)
	}
}

// returnPath is where to go after signing in: the page itself, but after a
// form that could not be sent, the start.
func returnPath(r *http.Request) string {
	if r.Method != http.MethodGet {
		return ""
	}
	return r.URL.RequestURI()
}

// localPath is next if that leads to a page of ours, else fallback. Browsers
// read "\" as "/" and drop tabs and line ends, so "/\evil" and "/⇥/evil" lead
// to other hosts.
func localPath(next, fallback string) string {
	if !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") {
		return fallback
	}
	if strings.ContainsFunc(next, func(r rune) bool { return r == '\\' || r <= ' ' || r == 0x7f }) {
		return fallback
	}
	if u, err := url.Parse(next); err != nil || u.Host != "" || u.Scheme != "" {
		return fallback
	}
	return next
}

// homeOf is the page on which a role's work begins.
func homeOf(r account.Role) string { return "/" + string(r) }
