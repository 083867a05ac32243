package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"

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

// asset is a file, as it is and compressed.
type asset struct {
	url, contentType string
	plain, gzipped   representation
}

// representation has a tag of its own, for caches may hold several of a file
// (RFC 9110 §8.8.3).
type representation struct {
	tag  string
	body []byte
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
		compressed, err := gzipped(body)
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(body)
		a.files[e.Name()] = asset{
			url:         "/static/" + hex.EncodeToString(sum[:8]) + "/" + e.Name(),
			contentType: mime.TypeByExtension(path.Ext(e.Name())),
			plain:       representation{tagOf(body), body},
			gzipped:     representation{tagOf(compressed), compressed},
		}
	}
	return a, nil
}

func gzipped(body []byte) ([]byte, error) {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := z.Write(body); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
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
	h := c.Writer.Header()
	h.Set("Cache-Control", immutable)
	h.Set("Vary", "Accept-Encoding")
	form := f.plain
	if takesGzip(c.Request.Header) {
		form = f.gzipped
	}
	if answerUnchanged(c, form.tag) {
		return nil
	}
	if takesGzip(c.Request.Header) {
		h.Set("Content-Encoding", "gzip")
	}
	h.Set("Content-Length", strconv.Itoa(len(form.body)))
	c.Data(http.StatusOK, f.contentType, form.body)
	return nil
}
