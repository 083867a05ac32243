package web

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"temgoc/internal/link"
)

// resolverDescription is the resolver description file (§3), by GS1's schema
// of it, version 1.2.0.
type resolverDescription struct {
	Name        string          `json:"name"`
	Root        string          `json:"resolverRoot"`
	Keys        []string        `json:"supportedPrimaryKeys"`
	LinkTypes   []linkNamespace `json:"supportedLinkType"`
	ToLinkset   bool            `json:"linkTypeDefaultCanBeLinkset"`
	ContextFile string          `json:"jsonLdContextLocation"`
	Contact     resolverContact `json:"contact"`
}

type linkNamespace struct {
	Namespace string `json:"namespace"`
	Prefix    string `json:"prefix"`
}

type resolverContact struct {
	Name    string          `json:"fn,omitempty"`
	Address resolverAddress `json:"hasAddress"`
}

type resolverAddress struct {
	Region string `json:"region,omitempty"`
}

func (s *Server) describeResolver(c *gin.Context) error {
	b, err := json.Marshal(resolverDescription{
		Name:        s.languages.byTag["vi"].T("service.name"),
		Root:        s.codeBase(),
		Keys:        servedKeys(),
		LinkTypes:   []linkNamespace{{link.Vocabulary, "gs1:"}},
		ContextFile: linksetContext,
		Contact:     resolverContact{s.Authority.Name.VI, resolverAddress{s.Authority.Province.VI}},
	})
	if err != nil {
		return fmt.Errorf("describe resolver: %w", err)
	}
	c.Header("Access-Control-Allow-Origin", "*")
	c.Data(http.StatusOK, "application/json; charset=utf-8", b)
	return nil
}

// servedKeys are the primary keys by which the service knows things.
func servedKeys() []string {
	keys := slices.Sorted(maps.Keys(primaryKeys))
	return slices.DeleteFunc(keys, func(key string) bool { return !primaryKeys[key] })
}
