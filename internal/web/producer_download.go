package web

import (
	"context"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"temgoc/labels"
)

func (s *Server) runSheets(c *gin.Context) error {
	r, err := s.runInPath(c)
	if err != nil {
		return err
	}
	part, ok := r.part(max(1, afterNumber(c, "part")))
	if !ok {
		return status(http.StatusNotFound)
	}
	name := fmt.Sprintf("tem %s %d-%d.pdf", r.Batch.Lot, part.First, part.Last)
	return s.download(c, name, "application/pdf", func(ctx context.Context, w io.Writer) error {
		return r.writeSheets(ctx, w, part)
	})
}

func (s *Server) runCodes(c *gin.Context) error {
	r, err := s.runInPath(c)
	if err != nil {
		return err
	}
	name := fmt.Sprintf("tem %s %d-%d.csv", r.Batch.Lot, r.FirstUnit, r.LastUnit())
	return s.download(c, name, "text/csv; charset=utf-8", func(ctx context.Context, w io.Writer) error {
		return r.writeCSV(ctx, w, nil)
	})
}

// runSample is the symbol of the run's first stamp.
func (s *Server) runSample(c *gin.Context) error {
	r, err := s.runInPath(c)
	if err != nil {
		return err
	}
	symbol, err := r.symbol(r.FirstUnit)
	if err != nil {
		return err
	}
	return s.writeSymbol(c, symbol)
}

func (s *Server) runInPath(c *gin.Context) (runLabels, error) {
	id, err := idParam(c)
	if err != nil {
		return runLabels{}, err
	}
	return s.runLabels(c.Request.Context(), who(c), id)
}

// writeSymbol answers with a symbol for a page. The code in it is the owner's
// to give away, so nobody between may keep it.
func (s *Server) writeSymbol(c *gin.Context, symbol labels.Symbol) error {
	c.Header("Cache-Control", "no-store")
	c.Header("Content-Type", "image/svg+xml")
	return symbol.WriteSVG(c.Writer, labels.PreferredModule, s.language(c).T("label.symbol"))
}

// download sends a file whose size is not known before it is made. An error
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
		h.Del("Content-Disposition")
		h.Del("Content-Type")
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
	makeTime  = 2 * time.Minute // until the first byte: a part of sheets, behind two others
	pieceTime = time.Minute     // for each write after that
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

func (p patientWriter) Write(b []byte) (int, error) {
	p.extend(pieceTime)
	return p.w.Write(b)
}

// extend does nothing where the connection has no deadlines to set: then none
// ends the download either.
func (p patientWriter) extend(d time.Duration) {
	_ = p.rc.SetWriteDeadline(time.Now().Add(d))
}
