package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"temgoc/internal/link"
)

// linksetContext makes JSON-LD of a linkset (§2.10).
const linksetContext = "https://ref.gs1.org/standards/resolver/linkset-context"

// offerLinkset says where all links of an address are. The query goes with it,
// for a signature may be in it, unless it would break the header (RFC 8288 §3).
func (s *Server) offerLinkset(c *gin.Context, path, query string) {
	query = withoutParams(query, "linkType", "lang", "via")
	if strings.ContainsAny(query, "<>\"\\ ") {
		query = ""
	}
	if query != "" {
		query += "&"
	}
	c.Header("Link", "<"+s.codeBase()+path+"?"+query+`linkType=linkset>; rel="linkset"; type="`+link.LinksetType+`"`)
}

func writeLinkset(c *gin.Context, code int, doc link.Document) error {
	b, err := json.Marshal(doc)
	if err != nil {
		return fmt.Errorf("encode linkset: %w", err)
	}
	c.Writer.Header().Add("Link", "<"+linksetContext+`>; rel="http://www.w3.org/ns/json-ld#context"; type="`+jsonLDType+`"`)
	if code == http.StatusOK {
		sendTagged(c, link.LinksetType, b)
		return nil
	}
	c.Data(code, link.LinksetType, b)
	return nil
}
