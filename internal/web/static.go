package web

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"

	"github.com/gin-gonic/gin"
)

//go:embed static
var staticFiles embed.FS

// immutable is for addresses whose content never changes.
const immutable = "public, max-age=31536000, immutable"

// assets are the static files under addresses that hold a hash of their
// content, so that browsers keep them for a year.
type assets struct {
	files map[string]asset // by name
}

type asset struct {
	url, contentType string
	body             []byte
}

func loadAssets() (*assets, error) {
	entries, err := fs.ReadDir(staticFiles, "static")
	if err != nil {
		return nil, err
	}
	a := &assets{files: make(map[string]asset, len(entries))}
	for _, e := range entries {
		body, err := staticFiles.ReadFile("static/" + e.Name())
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(body)
		a.files[e.Name()] = asset{
			url:         "/static/" + hex.EncodeToString(sum[:8]) + "/" + e.Name(),
			contentType: mime.TypeByExtension(path.Ext(e.Name())),
			body:        body,
		}
	}
	return a, nil
}

// url is the address of a file, for templates.
func (a *assets) url(name string) (string, error) {
	f, ok := a.files[name]
	if !ok {
		return "", fmt.Errorf("no static file %q", name)
	}
	return f.url, nil
}

func (s *Server) staticFile(c *gin.Context) error {
	f, ok := s.assets.files[c.Param("file")]
	if !ok || f.url != c.Request.URL.Path {
		return status(http.StatusNotFound)
	}
	c.Header("Cache-Control", immutable)
	c.Data(http.StatusOK, f.contentType, f.body)
	return nil
}
