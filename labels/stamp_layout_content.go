package labels

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// passage is a text to be set, all in one look.
type passage struct {
	words  string
	bold   bool
	ratio  float64 // of its size to that of plain lines
	limit  int     // of lines; 0 for none
	apart  bool    // from what is above it
	serial bool    // words stand for those of each label

	up, down float64 // how far its letters reach from the baseline, in ems
}

// may tells what is done to a passage that does not fit otherwise.
type may byte

const (
	mayNothing may = iota
	mayBreak       // within a word that is wider than a line
	mayShorten     // with an ellipsis
)

// atWorst is what may be done to a passage in the end. A lot keeps all its
// letters, a serial its groups too, and half a host leads nowhere.
func (p passage) atWorst() may {
	switch {
	case p.serial || p.limit == 1:
		return mayNothing
	case p.limit == 0:
		return mayBreak
	}
	return mayShorten
}

// content is what a label says, apart from its symbol and PIN.
type content struct {
	title, note, maker, host, serial passage
	lines                            []passage
}

// Usual room of a line above and below its baseline, in ems: for an accent on a
// capital, and for descenders. Two accents (Ấ) take more.
const (
	ascent0, descent0    = 0.93, 0.24
	serialUp, serialDown = 0.78, 0.28
	hair                 = 0.08 // below tiny lines
)

// room is what each line of the passage takes, above and below its baseline, in
// ems.
func (p passage) room(s scale) (up, down float64) {
	switch {
	case s.tiny():
		return p.up, p.down + hair
	case p.serial:
		return max(p.up, serialUp), max(p.down, serialDown)
	}
	return max(p.up, ascent0), max(p.down, descent0)
}

// longest is how much of a name is looked at: more than the largest label holds.
const longest = 300 // letters

// newContent takes the widest serial of that length.
func newContent(d Design, serial string) content {
	c := content{
		title:  words(d.Title, passage{bold: true, ratio: 1.27, limit: 3}),
		note:   words(d.Note, passage{bold: true, ratio: 1.07, limit: 2, apart: true}),
		maker:  words(d.Maker, passage{ratio: 1, limit: 2}),
		host:   words(d.Host, passage{ratio: 1, limit: 1}),
		serial: passage{words: widestSerial(serial), ratio: 0.85, serial: true, apart: true},
	}
	c.serial.up, c.serial.down = regular().reach(crockford + serial)
	for _, line := range d.Lines {
		if p := words(line, passage{ratio: 1, apart: len(c.lines) == 0}); p.words != "" {
			c.lines = append(c.lines, p)
		}
	}
	return c
}

func words(s string, p passage) passage {
	if p.limit > 0 && utf8.RuneCountInString(s) > longest {
		s = string([]rune(s)[:longest]) + ellipsis
	}
	p.words = settable(s, p.bold)
	p.up, p.down = faceOf(p.bold).reach(p.words)
	return p
}

// How far a letter may reach beyond its advance, in ems, as J and í do. What is
// beside a text is further off.
const (
	leftOverhang  = 0.06
	rightOverhang = 0.16
)

// settable is s as it can be set in a line: clean, and without letters that
// would black out what stands beside them, such as accents with no letter below
// them. A letter keeps one accent, besides those it is composed with.
func settable(s string, bold bool) string {
	f, before := faceOf(bold), 0.0
	return clean(strings.Map(func(r rune) rune {
		ink, advance := f.ink(r), f.advance(r)
		if ink.X < -before-leftOverhang || ink.right() > advance+rightOverhang {
			return -1
		}
		if before = advance; unicode.IsSpace(r) {
			before = 0
		}
		return r
	}, clean(s)))
}

// crockford has the letters that serials are written in.
const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// widestSerial is a serial like s, in groups, whose letters are all as wide as
// the widest that a serial may have.
func widestSerial(s string) string {
	s = clean(s)
	widest := '0'
	for _, r := range crockford + s {
		if regular().advance(r) > regular().advance(widest) {
			widest = r
		}
	}
	return Group(strings.Repeat(string(widest), utf8.RuneCountInString(s)))
}

// passages are those that say something, in the order in which they stand.
func passages(all ...passage) []passage {
	return slices.DeleteFunc(all, func(p passage) bool { return p.words == "" })
}

// lesser is the content, and then less and less of it. What identifies the goods
// is never left out: the title, the first line, which is the lot, and the serial.
// The order is: the maker, the host, the other lines from the last, the note.
func (c content) lesser() []content {
	all := []content{c}
	leave := func(p *passage) {
		if p.words != "" {
			*p = passage{}
			all = append(all, c)
		}
	}
	leave(&c.maker)
	leave(&c.host)
	for len(c.lines) > 1 {
		c.lines = c.lines[:len(c.lines)-1]
		all = append(all, c)
	}
	leave(&c.note)
	return all
}

// titled is the content with a title of so many lines at most.
func (c content) titled(lines int) content {
	c.title.limit = lines
	return c
}

// omitted are the words that a lesser content lacks.
func (c content) omitted(lesser content) []string {
	var words []string
	for _, p := range c.lines[len(lesser.lines):] {
		words = append(words, p.words)
	}
	for _, p := range []struct{ had, has passage }{{c.note, lesser.note}, {c.maker, lesser.maker}, {c.host, lesser.host}} {
		if p.had != p.has {
			words = append(words, p.had.words)
		}
	}
	return words
}
