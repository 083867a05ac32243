package web

import (
	"context"
	"path"
	"slices"
	"time"

	"github.com/gin-gonic/gin"
)

const (
	// answerTime is what the domain gets for one answer. Postgres takes
	// milliseconds; without an end, a hung one would hold every connection.
	answerTime = 10 * time.Second
	// uploadTime is what a large body gets to arrive in: a picture of 5 MB
	// at 1 Mbit/s.
	uploadTime = 40 * time.Second
	// identifyTime is what finding a session gets: a shopper who happens to
	// have a cookie does not wait for a hung Postgres.
	identifyTime = time.Second
)

// bound ends what a request asks of the domain, save for files that are made
// while they are sent; those have a time for each piece. Scans have an end of
// their own (package lookup).
func (s *Server) bound(c *gin.Context) {
	if route := c.FullPath(); route == scanRoute || isLong(route) {
		return
	}
	ctx, cancel := context.WithTimeout(c.Request.Context(), timeFor(c.FullPath()))
	defer cancel()
	c.Request = c.Request.WithContext(ctx)
	c.Next()
}

// timeFor counts from the request's head on, while its body may still be on its
// way.
func timeFor(route string) time.Duration {
	if bodyLimits[route] > usualBody {
		return uploadTime + answerTime
	}
	return answerTime
}

// isLong is true for files, and for streams of progress.
func isLong(route string) bool {
	name := path.Base(route)
	return slices.Contains(longAnswers, name) || route == "/api/v1/prints/:id"
}

var longAnswers = []string{
	"labels.pdf", "labels.zpl", "labels.tspl", "codes.csv", "codes.xlsx", // made while they are sent
	"file", "progress",
}
