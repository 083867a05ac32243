package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"temgoc/internal/pg"
)

// readyTime is what the store gets to prove that it answers.
const readyTime = time.Second

// healthz says that the process answers. It asks no store: restarting us does
// not mend Postgres.
func (s *Server) healthz(c *gin.Context) error {
	c.String(http.StatusOK, "ok\n")
	return nil
}

// finding is what readyz saw of one part.
type finding struct {
	part, state string
	err         error // why no shopper should be sent here; nil if that is no reason
}

// readyz says whether to send shoppers here, and a line of each part. Who stops
// says so first and goes on answering, so that a load balancer looks away in
// time.
func (s *Server) readyz(c *gin.Context) error {
	ctx := c.Request.Context()
	findings := []finding{s.findStore(ctx), s.findKeys(), s.findRecorder(), s.findRedis(ctx)}
	if s.stopping() {
		findings = slices.Insert(findings, 0, finding{"node", "stopping", errors.New("the node stops")})
	}
	status, word := http.StatusOK, "ready"
	var lines strings.Builder
	for _, f := range findings {
		fmt.Fprintf(&lines, "%s: %s\n", f.part, f.state)
		if f.err != nil {
			status, word = http.StatusServiceUnavailable, "not ready"
			s.Log.WarnContext(ctx, "not ready", "part", f.part, "error", f.err)
		}
	}
	c.Header("Cache-Control", "no-store")
	c.String(status, "%s\n%s", word, &lines)
	return nil
}

func (s *Server) stopping() bool { return s.Stopping != nil && s.Stopping() }

// findStore lets a database of a later release pass: while nodes are replaced
// one by one the old ones go on, as migrations keep what they need.
func (s *Server) findStore(ctx context.Context) finding {
	ctx, cancel := context.WithTimeout(ctx, readyTime)
	defer cancel()
	pending, err := pg.Pending(ctx, s.Pool)
	switch {
	case errors.Is(err, pg.ErrNewer):
		return finding{"postgres", "ok, of a later release", nil}
	case err != nil:
		return finding{"postgres", "does not answer", err}
	case len(pending) > 0:
		return finding{"postgres", "lacks migrations", fmt.Errorf("pending migrations: %v", pending)}
	}
	return finding{"postgres", "ok", nil}
}

// findKeys: without a key that issues, codes are still proved.
func (s *Server) findKeys() finding {
	if len(s.Keys.KIDs()) == 0 {
		return finding{"keys", "none", errors.New("no key is loaded")}
	}
	if _, err := s.Keys.Issuing(s.Now()); err != nil {
		return finding{"keys", "ok, none issues", nil}
	}
	return finding{"keys", "ok", nil}
}

func (s *Server) findRecorder() finding {
	if err := s.Lookup.Recorder.Ready(); err != nil {
		return finding{"scans", "not taken", err}
	}
	return finding{"scans", "ok", nil}
}

// findRedis never makes a node unready: the service is right without.
func (s *Server) findRedis(ctx context.Context) finding {
	switch {
	case s.Lookup.Cache == nil:
		return finding{"redis", "none", nil}
	case !s.Lookup.Cache.Answers(ctx):
		return finding{"redis", "away, and done without", nil}
	}
	return finding{"redis", "ok", nil}
}
