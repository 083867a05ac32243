package pdf

import (
	"encoding/binary"
	"fmt"
)

// Pages is a stretch of pages in the making.
type Pages struct {
	first int
	count int
	body  objects
	used  letters
}

// NewPages begins a stretch whose first page is the given one of the document,
// from 0.
func NewPages(first int) *Pages { return &Pages{first: first} }

// Add ends a page. Its canvas may be cleared for the next one.
func (p *Pages) Add(c *Canvas) {
	page := p.first + p.count
	scale := pointsPerInch / float64(c.dpi)
	width, height := number(float64(c.width)*scale), number(float64(c.height)*scale)
	p.body.dictionary(pageObject(page), fmt.Sprintf(
		"/Type/Page/Parent %d 0 R/MediaBox[0 0 %s %s]/Resources %d 0 R/Contents %d 0 R",
		groupObject(page), width, height, resourcesObject, contentObject(page)))
	toDots := fmt.Appendf(nil, "%.9f 0 0 -%[1]f 0 %s cm\n", scale, height) // and Y downwards
	p.body.stream(contentObject(page), "", toDots, c.content)
	p.used.union(&c.used)
	p.count++
}

// Bytes is the stretch.
func (p *Pages) Bytes() []byte { return p.body.Bytes() }

// Note is what Document.Tail has to know of the stretch: how many pages it has,
// the length of each object, and the letters used.
func (p *Pages) Note() []byte {
	note := binary.AppendUvarint(nil, uint64(p.count))
	for _, length := range p.body.lengths() {
		note = binary.AppendUvarint(note, uint64(length))
	}
	return p.used.append(note)
}
