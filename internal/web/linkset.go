package web

import (
	"encoding/json"
	"fmt"

	"github.com/gin-gonic/gin"

	"temgoc/internal/link"
)

// linksetContext makes JSON-LD of a linkset (§2.10).
const linksetContext = "https://ref.gs1.org/standards/resolver/linkset-context"

// offerLinkset says where all links of an address are.
func (s *Server) offerLinkset(c *gin.Context, path string) {
	c.Header("Link", "<"+s.codeBase()+path+`?linkType=linkset>; rel="linkset"; type="`+link.LinksetType+`"`)
}

func writeLinkset(c *gin.Context, code int, doc link.Document) error {
	b, err := json.Marshal(doc)
	if err != nil {
		return fmt.Errorf("encode linkset: %w", err)
	}
	c.Writer.Header().Add("Link", "<"+linksetContext+`>; rel="http://www.w3.org/ns/json-ld#context"; type="`+jsonLDType+`"`)
	c.Data(code, link.LinksetType, b)
	return nil
}
