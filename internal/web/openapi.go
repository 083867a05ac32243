package web

import (
	_ "embed"

	"github.com/gin-gonic/gin"
)

// openAPIDocument describes every route of apiRoutes, and points to the
// standard's own document for /epcis. It is kept by hand; a test compares it
// with the routes and with the bodies.
//
//go:embed openapi.json
var openAPIDocument []byte

func (s *Server) openAPI(c *gin.Context) error {
	c.Header("Access-Control-Allow-Origin", "*") // for viewers on other sites
	sendTagged(c, "application/json; charset=utf-8", openAPIDocument)
	return nil
}
