package web

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"
)

// Answers that are the same for everybody have a tag (RFC 9110 §8.8.3), by which
// a caller learns that its copy still is what it would get. A page has none, for
// it counts scans, or is of a session.

func tagOf(body []byte) string {
	sum := sha256.Sum256(body)
	return `"` + hex.EncodeToString(sum[:8]) + `"`
}

// sendTagged answers 200 with the body, or that the caller has it.
func sendTagged(c *gin.Context, contentType string, body []byte) {
	if !answerUnchanged(c, tagOf(body)) {
		c.Data(http.StatusOK, contentType, body)
	}
}

// answerUnchanged sets the tag of what would be sent. It is true when the caller
// has that, and is answered so; headers that the answer needs are set before.
func answerUnchanged(c *gin.Context, tag string) bool {
	c.Header("ETag", tag)
	for held := range strings.SplitSeq(joined(c.Request.Header, "If-None-Match"), ",") {
		// Weak comparison, RFC 9110 §13.1.2.
		if held = strings.TrimPrefix(strings.TrimSpace(held), "W/"); held == tag || held == "*" {
			c.Status(http.StatusNotModified)
			return true
		}
	}
	return false
}
