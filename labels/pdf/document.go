package pdf

import (
	"errors"
	"fmt"
	"iter"
	"strings"
	"unicode/utf16"
)

// Document is what all pages have in common. Its file is the head, the
// stretches of Pages in their order and the tail, one after the other.
type Document struct {
	Title  string
	Lang   string  // of its text, such as "vi"
	Shared *Canvas // drawn by Canvas.Shared, on pages of the same dots; nil for none
}

const sharedName = "C" // in content streams

// Head is what comes before the first page.
func (d Document) Head() []byte { return d.head().Bytes() }

func (d Document) head() *objects {
	o := new(objects)
	o.WriteString("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n") // the latter tells that it is binary (ISO 32000-1, 7.5.2)
	// Viewers' defaults would fit the page, and every module with it, to the
	// printer's margins.
	o.dictionary(catalogObject, fmt.Sprintf("/Type/Catalog/Pages %d 0 R/Lang%s"+
		"/ViewerPreferences<</DisplayDocTitle true/PrintScaling/None>>", treeObject, textString(d.Lang)))
	o.dictionary(infoObject, "/Title"+textString(d.Title))
	fonts := "/Font<<"
	for face := range faces {
		fonts += fmt.Sprintf("/%s %d 0 R", faces[face].name, fontObject(Face(face)))
	}
	fonts += ">>"
	if d.Shared == nil {
		o.dictionary(resourcesObject, fonts)
		return o
	}
	o.dictionary(resourcesObject, fmt.Sprintf("%s/XObject<</%s %d 0 R>>", fonts, sharedName, sharedObject))
	o.stream(sharedObject, fmt.Sprintf("/Type/XObject/Subtype/Form/BBox[0 0 %d %d]/Resources<<%s>>",
		d.Shared.width, d.Shared.height, fonts), d.Shared.content)
	return o
}

// textString is s as UTF-16 (ISO 32000-1, 7.9.2.2), in hexadecimal digits.
func textString(s string) string {
	var b strings.Builder
	b.WriteString("<FEFF")
	for _, code := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", code)
	}
	return b.String() + ">"
}

// Tail is what comes after the last page, from the notes of all stretches of
// pages, in their order.
func (d Document) Tail(notes iter.Seq[[]byte]) ([]byte, error) {
	var sofar file
	sofar.add(d.head())
	if d.Shared != nil {
		sofar.used = d.Shared.used
	}
	for note := range notes {
		if err := sofar.addPages(note); err != nil {
			return nil, fmt.Errorf("the pages from %d on: %w", sofar.pages+1, err)
		}
	}
	if sofar.pages == 0 {
		return nil, errors.New("the document has no page")
	}
	o := new(objects)
	for face := range faces {
		if err := o.font(Face(face), &sofar.used[face]); err != nil {
			return nil, err
		}
	}
	o.tree(sofar.pages)
	if err := sofar.end(o); err != nil {
		return nil, err
	}
	return o.Bytes(), nil
}

// tree writes the nodes over the pages: two floors, because one node with tens
// of thousands of pages opens slowly.
func (o *objects) tree(pages int) {
	var groups []byte
	for first := 0; first < pages; first += pagesPerGroup {
		var kids []byte
		end := min(first+pagesPerGroup, pages)
		for page := first; page < end; page++ {
			kids = fmt.Appendf(kids, "%d 0 R ", pageObject(page))
		}
		o.dictionary(groupObject(first), fmt.Sprintf(
			"/Type/Pages/Parent %d 0 R/Count %d/Kids[%s]", treeObject, end-first, kids))
		groups = fmt.Appendf(groups, "%d 0 R ", groupObject(first))
	}
	o.dictionary(treeObject, fmt.Sprintf("/Type/Pages/Count %d/Kids[%s]", pages, groups))
}
