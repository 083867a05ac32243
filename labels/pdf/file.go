package pdf

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// file is what is known of a file in the making: how long it is, where its
// objects begin, and what letters it uses.
type file struct {
	size    int
	offsets []int // by object; 0 for those that there are not
	pages   int
	used    letters
}

// add takes in a stretch of objects.
func (f *file) add(o *objects) {
	for _, s := range o.starts {
		f.place(s.object, f.size+s.offset)
	}
	f.size += o.Len()
}

// addPages takes in a stretch of pages, by its note.
func (f *file) addPages(note []byte) error {
	r := &reader{note: note}
	for count := r.next(); count > 0 && r.err == nil; count-- {
		f.place(pageObject(f.pages), f.size)
		f.size += r.length()
		f.place(contentObject(f.pages), f.size)
		f.size += r.length()
		f.pages++
	}
	f.used.read(r)
	if len(r.note) > 0 {
		r.fail()
	}
	return r.err
}

func (f *file) place(object, offset int) {
	for len(f.offsets) <= object {
		f.offsets = append(f.offsets, 0)
	}
	f.offsets[object] = offset
}

// maxSize is what the offsets of the cross-reference stream can say.
const maxSize = math.MaxUint32

// end writes the end of the file after its last objects: where each begins
// (ISO 32000-1, 7.5.8), one byte of type and four of offset.
func (f *file) end(o *objects) error {
	start := f.size + o.Len()
	f.place(crossReferenceObject, start)
	f.add(o)
	if start > maxSize {
		return errors.New("the document is larger than 4 GB")
	}
	var table []byte
	for _, offset := range f.offsets {
		inUse := byte(min(offset, 1))
		table = binary.BigEndian.AppendUint32(append(table, inUse), uint32(offset))
	}
	o.stream(crossReferenceObject, fmt.Sprintf("/Type/XRef/Size %d/W[1 4 0]/Root %d 0 R/Info %d 0 R",
		len(f.offsets), catalogObject, infoObject), table)
	fmt.Fprintf(o, "startxref\n%d\n%%%%EOF\n", start)
	return nil
}
