package web

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"sync"
)

// A spliced page goes out as one gzip member (RFC 1952) whose segments were
// compressed when it was cut. Each of them ends at a byte, so that the values
// between them can stand as stored blocks (RFC 1951 §3.2.4).

const (
	gzipHead   = "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff" // deflate, no name, no time
	storedHead = 5                                          // bytes: type, length, its complement
	lastBlock  = "\x01\x00\x00\xff\xff"                     // stored, empty

	// maxGzipped is the size of told from which a page goes out as it is: a
	// stored block has up to 65535 bytes, and a byte may take 6 when escaped.
	maxGzipped = 0xffff / 6
)

// deflaters are costly to make.
var deflaters = sync.Pool{New: func() any {
	w, err := flate.NewWriter(io.Discard, flate.BestCompression)
	if err != nil {
		panic(err) // of an unknown level
	}
	return w
}}

// newSegment compresses html. Segments share no window, for what stands between
// them is not known yet.
func newSegment(html []byte) (segment, error) {
	s := segment{html: bytes.Clone(html)}
	if len(html) == 0 {
		return s, nil
	}
	w := deflaters.Get().(*flate.Writer)
	defer deflaters.Put(w)
	var b bytes.Buffer
	w.Reset(&b)
	if _, err := w.Write(html); err != nil {
		return s, fmt.Errorf("deflate: %w", err)
	}
	if err := w.Flush(); err != nil { // to a whole byte
		return s, fmt.Errorf("deflate: %w", err)
	}
	s.deflated = b.Bytes()
	return s, nil
}

// appendGzip is appendHTML, compressed. t must be smaller than maxGzipped.
func (p *splicedPage) appendGzip(b []byte, t told) []byte {
	var sum, size uint32
	count := func(html []byte) {
		sum = crc32.Update(sum, crc32.IEEETable, html)
		size += uint32(len(html))
	}
	b = append(b, gzipHead...)
	for _, part := range p.parts {
		b = append(b, part.deflated...)
		count(part.html)
		head := len(b)
		b = part.escape(append(b, make([]byte, storedHead)...), t[part.hole])
		value := b[head+storedHead:]
		binary.LittleEndian.PutUint16(b[head+1:], uint16(len(value)))
		binary.LittleEndian.PutUint16(b[head+3:], ^uint16(len(value)))
		count(value)
	}
	b = append(b, p.end.deflated...)
	count(p.end.html)
	b = append(b, lastBlock...)
	b = binary.LittleEndian.AppendUint32(b, sum)
	return binary.LittleEndian.AppendUint32(b, size)
}
