package web

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"math"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"temgoc/internal/catalog"
	"temgoc/internal/printing"
	"temgoc/labels"
)

// contentTypes of what codes leave in.
var contentTypes = map[printing.Format]string{
	printing.PDF:  "application/pdf",
	printing.SVG:  "image/svg+xml",
	printing.PNG:  "image/png",
	printing.ZPL:  "application/vnd.zebra-zpl",
	printing.TSPL: "application/octet-stream", // commands with pictures in them
	printing.CSV:  "text/csv; charset=utf-8",
	printing.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

// FormatName is that of a format, and which printers read it.
func (l *Lang) FormatName(f printing.Format) string { return l.T("print.format." + string(f)) }

// FileSize is in kilobytes, or in megabytes where those are easier to read.
func (l *Lang) FileSize(bytes int64) string {
	if bytes < 1e6 {
		return l.T("print.kb", "KB", max(1, int(bytes/1000)))
	}
	return l.T("print.mb", "MB", math.Round(float64(bytes)/1e5)/10)
}

// printFile sends the file of a job that is done.
func (s *Server) printFile(c *gin.Context) error {
	job, err := s.finishedJob(c)
	if err != nil {
		return err
	}
	batch, _, err := s.printedGoods(c, job)
	if err != nil {
		return err
	}
	h := c.Writer.Header()
	h.Set("Content-Length", strconv.FormatInt(job.Bytes, 10))
	h.Set("ETag", `"`+hex.EncodeToString(job.SHA256)+`"`)
	h.Set("Repr-Digest", "sha-256=:"+base64.StdEncoding.EncodeToString(job.SHA256)+":") // RFC 9530
	name := printFileName(batch.Lot, job.Print)
	return s.download(c, name, contentTypes[job.Format], func(ctx context.Context, w io.Writer) error {
		return job.WriteFile(ctx, s.Pool, w)
	})
}

// printManifest is what a print house checks the file by.
func (s *Server) printManifest(c *gin.Context) error {
	job, err := s.finishedJob(c)
	if err != nil {
		return err
	}
	batch, product, err := s.printedGoods(c, job)
	if err != nil {
		return err
	}
	m := job.Manifest()
	m.Product, m.File = product.NameVI, fileName(printFileName(batch.Lot, job.Print))
	return s.download(c, m.File+".json", "application/json; charset=utf-8", func(_ context.Context, w io.Writer) error {
		return labels.WriteManifest(w, m)
	})
}

func (s *Server) printedGoods(c *gin.Context, job printing.Job) (b catalog.Batch, p catalog.Product, err error) {
	if b, err = catalog.BatchByID(c.Request.Context(), s.Pool, who(c), job.BatchID); err != nil {
		return b, p, err
	}
	p, err = catalog.ProductByID(c.Request.Context(), s.Pool, who(c), b.ProductID)
	return b, p, err
}

// printFileName is that of the lot and the range: "tem L1 0-99.pdf".
func printFileName(lot fmt.Stringer, p printing.Print) string {
	return fmt.Sprintf("tem %s %d-%d.%s", lot, p.First, p.Last, p.Format)
}

// finishedJob is the job in the path, which must have its file.
func (s *Server) finishedJob(c *gin.Context) (printing.Job, error) {
	job, err := s.jobInPath(c)
	switch {
	case err != nil || job.State == printing.Done:
		return job, err
	case !job.State.Ended():
		return job, problem{Status: http.StatusConflict, Key: "error.print_unfinished"}
	}
	return job, printing.ErrNoFile
}
