package pdf

import (
	"bytes"
	"compress/zlib"
	"slices"
	"strconv"
	"sync"
)

// Numbers of the objects. The pages follow in groups: a node of the page tree,
// then each page and its content. So all are known from a page's place alone.
const (
	catalogObject = 1 + iota
	infoObject
	treeObject
	resourcesObject
	sharedObject
	crossReferenceObject
	fontObjects
	groupObjects = fontObjects + len(faces)*objectsPerFont

	pagesPerGroup   = 64
	objectsPerGroup = 1 + 2*pagesPerGroup
)

func groupObject(page int) int { return groupObjects + page/pagesPerGroup*objectsPerGroup }

func pageObject(page int) int { return groupObject(page) + 1 + 2*(page%pagesPerGroup) }

func contentObject(page int) int { return pageObject(page) + 1 }

// objects is a stretch of the file.
type objects struct {
	bytes.Buffer
	starts []start
}

// start tells where in its stretch an object begins.
type start struct{ object, offset int }

func (o *objects) begin(object int) {
	o.starts = append(o.starts, start{object, o.Len()})
	o.WriteString(strconv.Itoa(object) + " 0 obj\n")
}

// dictionary writes an object that is one, from its entries.
func (o *objects) dictionary(object int, entries string) {
	o.begin(object)
	o.WriteString("<<" + entries + ">>\nendobj\n")
}

// stream writes a compressed stream, whose dictionary may have more entries.
func (o *objects) stream(object int, entries string, content ...[]byte) {
	z := deflaters.Get().(*deflater)
	defer deflaters.Put(z)
	data := z.deflate(content)
	o.begin(object)
	o.WriteString("<<" + entries + "/Filter/FlateDecode/Length " + strconv.Itoa(len(data)) + ">>stream\n")
	o.Write(data)
	o.WriteString("\nendstream\nendobj\n")
}

// lengths are those of the objects, up to the next one.
func (o *objects) lengths() []int {
	lengths := make([]int, len(o.starts))
	end := o.Len()
	for i, s := range slices.Backward(o.starts) {
		lengths[i] = end - s.offset
		end = s.offset
	}
	return lengths
}

// level is that above which symbols take much longer to be a little smaller.
const level = 5

// deflater is kept from one stream to the next: a new one takes 0.8 MB.
type deflater struct {
	out bytes.Buffer
	w   *zlib.Writer
}

var deflaters = sync.Pool{New: func() any {
	z := new(deflater)
	z.w, _ = zlib.NewWriterLevel(&z.out, level) // fails for unknown levels only
	return z
}}

// deflate gives bytes that hold until the next call.
func (z *deflater) deflate(content [][]byte) []byte {
	z.out.Reset()
	z.w.Reset(&z.out)
	for _, b := range content {
		z.w.Write(b) // to memory, cannot fail
	}
	z.w.Close()
	return z.out.Bytes()
}
