package web

import (
	"bytes"
	"fmt"
	"strconv"
	"sync"

	"github.com/gin-gonic/gin"
	"github.com/maypok86/otter/v2"
)

// splicedPage is a page that html/template made once, cut at its holes. The
// template takes several times as long as all the rest of a scan, so it runs
// once for the pages that are alike and not for every scan.
type splicedPage struct {
	parts []part
	end   segment
}

// part is what stands before a hole, and the hole.
type part struct {
	segment
	hole   hole
	escape escaper
}

// segment is HTML, and the same compressed.
type segment struct {
	html, deflated []byte
}

// cut finds the marks in a page that was made with told.marked.
func cut(page []byte) (*splicedPage, error) {
	var p splicedPage
	for {
		html, rest, marked := bytes.Cut(page, []byte(markPrefix))
		before, err := newSegment(html)
		if err != nil {
			return nil, err
		}
		if !marked {
			p.end = before
			return &p, nil
		}
		h := hole(rest[0] - 'a')
		place, ok := placeOf(rest[1:])
		if !ok || place.address && bytes.HasSuffix(html, []byte(`"`)) {
			return nil, fmt.Errorf("hole %d stands where no value can be escaped, after %q", h, html[max(0, len(html)-40):])
		}
		p.parts = append(p.parts, part{before, h, place.escape})
		page = rest[1+len(place.probed):]
	}
}

// appendHTML is the page of one scan.
func (p *splicedPage) appendHTML(b []byte, t told) []byte {
	for _, part := range p.parts {
		b = append(b, part.html...)
		b = part.escape(b, t[part.hole])
	}
	return append(b, p.end.html...)
}

// sendSpliced writes the page at once, compressed for whoever takes that.
func (s *Server) sendSpliced(c *gin.Context, status int, p *splicedPage, t told) {
	s.setPageHeaders(c)
	h := c.Writer.Header()
	h.Set("Vary", h.Get("Vary")+", Accept-Encoding")
	buffer := pageBuffers.Get().(*[]byte)
	defer pageBuffers.Put(buffer)
	if t.size() < maxGzipped && takesGzip(c.Request.Header) {
		h.Set("Content-Encoding", "gzip")
		*buffer = p.appendGzip((*buffer)[:0], t)
	} else {
		*buffer = p.appendHTML((*buffer)[:0], t)
	}
	h.Set("Content-Length", strconv.Itoa(len(*buffer)))
	c.Data(status, htmlUTF8, *buffer)
}

// pageBuffers are free once their page is written: writers keep nothing of it.
var pageBuffers = sync.Pool{New: func() any { return new([]byte) }}

// splicedPages holds those that were shown lately.
type splicedPages = otter.Cache[likeness, *splicedPage]

// maxSpliced is in bytes; a page has 6 to 20 kB, and a third of it compressed.
const maxSpliced = 96 << 20

func newSplicedPages() *splicedPages {
	return otter.Must(&otter.Options[likeness, *splicedPage]{
		MaximumWeight: maxSpliced,
		Weigher:       func(_ likeness, p *splicedPage) uint32 { return p.weight() },
	})
}

func (p *splicedPage) weight() uint32 {
	const overhead = 1 << 10 // likeness, parts, entry
	n := overhead + len(p.end.html) + len(p.end.deflated)
	for _, part := range p.parts {
		n += len(part.html) + len(part.deflated)
	}
	return uint32(n)
}
