package web

import (
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"

	"temgoc/internal/epcis"
)

// writeEPCIS answers with v, as JSON or JSON-LD.
func writeEPCIS[T any](c *gin.Context, status int, v T) error {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("encode answer: %w", err)
	}
	c.Data(status, answerType(c.Request.Header), b)
	return nil
}

// collectionJSON is the standard's list of names.
type collectionJSON struct {
	Context string   `json:"@context"`
	Type    string   `json:"type"`
	Member  []string `json:"member"`
}

func writeCollection(c *gin.Context, names ...string) error {
	return writeEPCIS(c, http.StatusOK, collectionJSON{epcis.StandardContext, "Collection", append([]string{}, names...)})
}

// epcisTop lists what there is under /epcis.
func (s *Server) epcisTop(c *gin.Context) error {
	top := []string{"capture", "events", "queries"}
	for _, r := range resources {
		top = append(top, r.name)
	}
	return writeCollection(c, top...)
}
