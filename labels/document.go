package labels

import "iter"

// Document makes a file of many labels piece by piece, so that a long one is
// made in bounded memory, on all processors, and can be gone on with after a
// break: the head, the parts in their order and the tail, one after the other,
// are the file. The same input gives the same bytes.
type Document interface {
	// Step is what the number of codes of every part but the last is a
	// multiple of: those of a page.
	Step() int
	// Head is what comes before the first part.
	Head() []byte
	// Part makes the labels of some codes, the first of which is the at-th of
	// the whole document, from 0. Parts may be made at the same time.
	Part(at int, codes []Code) (Part, error)
	// Tail is what comes after the last part, from what all parts left, in
	// their order.
	Tail(notes iter.Seq[[]byte]) ([]byte, error)
}

// Part is a piece of a document.
type Part struct {
	Bytes []byte
	Note  []byte // what the tail has to know of it; the shorter the better
}
