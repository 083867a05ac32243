package web

import (
	"context"
	"io"
	"mime"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"temgoc/labels"
)

// writeSymbol answers with a symbol for a page. The code in it is the owner's
// to give away, so nobody between may keep it.
func (s *Server) writeSymbol(c *gin.Context, symbol labels.Symbol) error {
	c.Header("Cache-Control", "no-store")
	c.Header("Content-Type", "image/svg+xml")
	return symbol.WriteSVG(c.Writer, labels.PreferredModule, s.language(c).T("label.symbol"))
}

// download sends a file that is made or read while it is sent. An error
// before the first byte is answered as any other; one after it breaks the
// connection, so that half a file is not taken for a whole one.
func (s *Server) download(c *gin.Context, name, contentType string, write func(context.Context, io.Writer) error) error {
	h := c.Writer.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Type", contentType)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": fileName(name)}))
	if c.Request.Method == http.MethodHead {
		return nil // making the file would be for nothing
	}
	w := newPatientWriter(c.Writer)
	err := write(c.Request.Context(), w)
	switch {
	case err == nil:
		return nil
	case !c.Writer.Written():
		for _, ofTheFile := range []string{"Content-Disposition", "Content-Type", "Content-Length", "ETag", "Repr-Digest"} {
			h.Del(ofTheFile)
		}
		return err
	}
	s.Log.WarnContext(c.Request.Context(), "download broke off", "id", requestID(c), "error", err)
	panic(http.ErrAbortHandler)
}

// fileName keeps what every file system takes. A lot may hold a slash.
func fileName(s string) string {
	return strings.Map(func(r rune) rune {
		if r <= ' ' || r > '~' || strings.ContainsRune(`"%&'*/:<>?\|`, r) {
			return '-'
		}
		return r
	}, s)
}

const (
	makeTime  = 2 * time.Minute // until the first byte
	pieceTime = time.Minute     // for each piece after that
	pieceSize = 32 << 10        // bytes: 500 a second are enough
)

// patientWriter gives each piece of a long download its own time, instead of
// the server's for a whole answer: a slow phone gets its file, and a dead one
// is soon let go.
type patientWriter struct {
	w  io.Writer
	rc *http.ResponseController
}

func newPatientWriter(w http.ResponseWriter) patientWriter {
	p := patientWriter{w, http.NewResponseController(w)}
	p.extend(makeTime)
	return p
}

func (p patientWriter) Write(b []byte) (n int, err error) {
	for piece := range slices.Chunk(b, pieceSize) {
		p.extend(pieceTime)
		sent, err := p.w.Write(piece)
		if n += sent; err != nil {
			return n, err
		}
	}
	return n, nil
}

// extend does nothing where the connection has no deadlines to set: then none
// ends the download either.
func (p patientWriter) extend(d time.Duration) {
	_ = p.rc.SetWriteDeadline(time.Now().Add(d))
}
