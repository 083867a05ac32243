package web

import (
	"crypto/rand"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
)

const requestIDKey = "request id"

// nameRequest gives the request the id under which it is logged and which an
// error shows to the caller. An id that the caller sends is not believed.
func (s *Server) nameRequest(c *gin.Context) {
	id := rand.Text()[:16]
	c.Set(requestIDKey, id)
	c.Header("X-Request-Id", id)
	if s.stopping() { // the next one goes to another node
		c.Header("Connection", "close")
	}
}

func requestID(c *gin.Context) string { return c.GetString(requestIDKey) }

// logRequest writes one line a request: the route's template instead of the
// address, which holds codes, and nothing of cookies or the caller's address.
func (s *Server) logRequest(c *gin.Context) {
	start := s.Now()
	c.Next()
	took := s.Now().Sub(start)
	if s.Observe != nil {
		s.Observe(c.FullPath(), c.Writer.Status(), took)
	}
	ctx := c.Request.Context()
	if !s.Log.Enabled(ctx, slog.LevelInfo) {
		return
	}
	line := slog.NewRecord(start.Add(took), slog.LevelInfo, "request", 0) // where from is not asked: it costs 2 µs
	line.AddAttrs(
		slog.String("id", requestID(c)),
		slog.String("method", c.Request.Method),
		slog.String("route", c.FullPath()),
		slog.Int("status", c.Writer.Status()),
		slog.Int("bytes", max(c.Writer.Size(), 0)),
		slog.Float64("ms", float64(took)/float64(time.Millisecond)),
	)
	if p, ok := signedIn(c); ok {
		line.AddAttrs(slog.String("org", p.OrgID.String()))
	}
	_ = s.Log.Handler().Handle(ctx, line) // as Logger does: there is nowhere to tell
}

// recoverPanic is here instead of gin's own, which logs the request's headers
// and with them cookies and tokens.
func (s *Server) recoverPanic(c *gin.Context) {
	defer func() {
		r := recover()
		if r == nil {
			return
		}
		if r == http.ErrAbortHandler {
			panic(r)
		}
		s.fail(c, fmt.Errorf("panic: %v\n%s", r, debug.Stack()))
	}()
	c.Next()
}

// contentPolicy lets a page load from this service alone: no inline script or
// style, no fonts, no frames.
const contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
	"connect-src 'self'; font-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// protection is the same on every answer, so answers share it; Set and Add make
// a list of their own.
var protection = http.Header{
	"Content-Security-Policy": {contentPolicy},
	"X-Content-Type-Options":  {"nosniff"},
	"Referrer-Policy":         {"no-referrer"},
}

func (s *Server) secureHeaders(c *gin.Context) {
	maps.Copy(c.Writer.Header(), protection)
	if s.secure {
		c.Header("Strict-Transport-Security", "max-age=63072000") // two years
	}
}

// checkHost refuses names that are not ours, so that none can come into a
// cache or a link. Monitors ask by address.
func (s *Server) checkHost(c *gin.Context) {
	switch c.Request.URL.Path {
	case "/healthz", "/readyz":
		return
	}
	if !s.hosts[strings.ToLower(c.Request.Host)] {
		s.fail(c, status(http.StatusMisdirectedRequest))
	}
}

// checkOrigin refuses what another site's page makes a browser send. Pages
// therefore need no hidden token; SameSite cookies are the second lock.
func (s *Server) checkOrigin(c *gin.Context) {
	if s.origins.Check(c.Request) != nil {
		s.fail(c, status(http.StatusForbidden))
	}
}

func (s *Server) limitBody(c *gin.Context) {
	if c.Request.Body == http.NoBody {
		return
	}
	limit := bodyLimits[c.FullPath()]
	if limit == 0 {
		limit = usualBody
	}
	if c.Request.ContentLength > limit {
		s.fail(c, status(http.StatusRequestEntityTooLarge))
		return
	}
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, limit)
}
