package web

import (
	"fmt"

	"github.com/gin-gonic/gin"
)

// jwks publishes the keys that codes are verified with (RFC 7517, RFC 8037).
func (s *Server) jwks(c *gin.Context) error {
	keys, err := s.Keys.JWKS()
	if err != nil {
		return fmt.Errorf("publish keys: %w", err)
	}
	// Short, so that a revocation is soon seen; open to any verifier's page.
	c.Header("Cache-Control", "public, max-age=300")
	c.Header("Access-Control-Allow-Origin", "*")
	sendTagged(c, "application/jwk-set+json", keys)
	return nil
}
