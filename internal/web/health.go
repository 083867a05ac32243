package web

import (
	"context"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"temgoc/internal/pg"
)

// healthz says that the process answers. It asks no store: restarting us does
// not mend Postgres.
func (s *Server) healthz(c *gin.Context) error {
	c.String(http.StatusOK, "ok\n")
	return nil
}

// readyz says whether to send shoppers here.
func (s *Server) readyz(c *gin.Context) error {
	ctx, cancel := context.WithTimeout(c.Request.Context(), time.Second)
	defer cancel()
	if err := pg.Ping(ctx, s.Pool); err != nil {
		s.Log.WarnContext(ctx, "not ready", "error", err)
		c.String(http.StatusServiceUnavailable, "postgres does not answer\n")
		return nil
	}
	c.String(http.StatusOK, "ready\n")
	return nil
}
