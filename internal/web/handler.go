package web

import (
	"log/slog"
	"strings"

	"github.com/gin-gonic/gin"
)

// A handler answers a request or returns what prevented it. It hands
// c.Request.Context() to the domain, never c itself, which gin reuses.
type handler func(c *gin.Context) error

func (s *Server) do(h handler) gin.HandlerFunc {
	return func(c *gin.Context) {
		if err := h(c); err != nil {
			s.fail(c, err)
		}
	}
}

// fail ends the request with the page, or for programs the problem document,
// that classify chooses for err. Only what the caller cannot help is logged.
func (s *Server) fail(c *gin.Context, err error) {
	p := classify(err)
	if p.Status >= 500 {
		s.Log.ErrorContext(c.Request.Context(), "request failed",
			slog.String("id", requestID(c)), slog.String("route", c.FullPath()), slog.Any("error", err))
	}
	p.setHeaders(c.Writer.Header())
	switch {
	case inEPCIS(c.Request.URL.Path):
		s.writeException(c, p)
	case forPrograms(c):
		s.writeProblem(c, p)
	case p.Key == wrongCodes.problem:
		s.sendWrongCode(c, p)
	default:
		s.errorPage(c, p)
	}
	c.Abort()
}

// forPrograms tells the API from the pages, and on printed addresses, which
// both read, programs from browsers.
func forPrograms(c *gin.Context) bool {
	path := c.Request.URL.Path
	return strings.HasPrefix(path, "/api/") || inResolver(path) && wanted(c.Request) != htmlType
}
