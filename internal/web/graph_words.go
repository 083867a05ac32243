package web

import (
	"cmp"
	"strings"
	"unicode"

	"temgoc/internal/diary"
	"temgoc/internal/lookup"
)

// graphWords is the graph drawn, and told for who cannot see it.
type graphWords struct {
	drawing
	Alt  string
	Told []string
}

func (l *Lang) graphWords(g lookup.Graph) *graphWords {
	w := &graphWords{drawing: drawGraph(l, g)}
	into, outOf := 0, 0
	for _, n := range g.Nodes {
		switch {
		case n.Level < 0:
			into++
		case n.Level > 0:
			outOf++
		}
	}
	w.Alt = l.T("graph.alt", "Into", l.Number(into), "OutOf", l.Number(outOf))
	for _, e := range g.Edges {
		key := "graph.made"
		if e.Packed {
			key = "graph.packed"
		}
		w.Told = append(w.Told, l.T(key, "From", w.Nodes[e.From].Title, "To", w.Nodes[e.To].Title))
	}
	return w
}

// nodeText is a line of text in a node; Class is its look.
type nodeText struct {
	Y           int
	Class, Text string
}

// Four lines fit into a node: the lot, what it is in two, and whose it is.
const (
	nodePadding = 9
	lotSize     = 14 // of the font, in the drawing's units; 13, and bold
	nameSize    = 12
	makerSize   = 11
	firstLine   = 18 // from the top to the foot of its letters
	lineStep    = 16
)

// heightOf a node with the lines.
func heightOf(lines []nodeText) int {
	return firstLine + (len(lines)-1)*lineStep + nodePadding + 2
}

// nodeWords are the whole of what there is to say of a lot, and as much of it
// as a node has room for.
func (l *Lang) nodeWords(n lookup.Node, width int) (title string, lines []nodeText) {
	lot, name, maker := l.lotWords(n.Goods), l.goodsName(n.Goods), l.Pick(n.Maker.Name, n.Maker.NameEN)
	room := float64(width - 2*nodePadding)
	add := func(class, text string, size, most int) {
		for _, line := range wrap(text, room/float64(size), most) {
			lines = append(lines, nodeText{firstLine + len(lines)*lineStep, class, line})
		}
	}
	add("lot", lot, lotSize, 1)
	add("name", name, nameSize, 2)
	add("maker", maker, makerSize, 4-len(lines))
	return joinWords(" · ", lot, name, maker), lines
}

// lotWords name a lot, or goods that have none by whatever they have.
func (l *Lang) lotWords(g lookup.Goods) string {
	if code := l.lotCode(g); code != "" || g.NameVI != "" {
		return code
	}
	return l.T("graph.parcel")
}

func (l *Lang) lotCode(g lookup.Goods) string {
	switch {
	case g.Lot != "":
		return l.T("graph.lot", "Lot", g.Lot)
	case g.GTIN != "":
		return joinWords(" ", "GTIN", g.GTIN, g.Code)
	}
	return g.Code
}

// goodsName of a lot that is in no catalogue is its number.
func (l *Lang) goodsName(g lookup.Goods) string {
	name := l.Pick(g.NameVI, cmp.Or(g.NameEN, diary.English(g.NameVI)))
	if name == "" && g.Lot != "" && g.GTIN != "" {
		return "GTIN " + g.GTIN
	}
	return name
}

// joinWords leaves out those that are empty.
func joinWords(separator string, words ...string) string {
	var said []string
	for _, w := range words {
		if w != "" {
			said = append(said, w)
		}
	}
	return strings.Join(said, separator)
}

// wrap breaks a text into so many lines of a width in em, at spaces where it
// can; what is too long ends in an ellipsis. Phones' fonts differ, so it counts
// on a wide one, and the drawing cuts off what still were too long.
func wrap(text string, width float64, most int) (lines []string) {
	text = strings.Join(strings.Fields(text), " ")
	for text != "" {
		n := fitting(text, width)
		if n < len(text) && len(lines) == most-1 {
			return append(lines, strings.TrimSpace(text[:fitting(text, width-ellipsisWidth)])+"…")
		}
		if space := strings.LastIndexByte(text[:n], ' '); n < len(text) && text[n] != ' ' && space > 0 {
			n = space
		}
		lines, text = append(lines, strings.TrimSpace(text[:n])), strings.TrimSpace(text[n:])
	}
	return lines
}

const ellipsisWidth = 0.9 // em

// fitting is how many bytes of a text fit into a width in em, and at least
// those of its first character.
func fitting(text string, width float64) int {
	used := 0.0
	for i, r := range text {
		if used += runeWidth(r); used > width && i > 0 {
			return i
		}
	}
	return len(text)
}

// runeWidth is in em, about that of DejaVu Sans, which is wider than what
// phones have.
func runeWidth(r rune) float64 {
	switch {
	case unicode.Is(unicode.Mn, r):
		return 0
	case r >= 0x2e80: // ideographs, and whatever else fills a square
		return 1.05
	case strings.ContainsRune("iljtfrI.,:;'|!()[]/ -", r):
		return 0.38
	case strings.ContainsRune("mwMW@%", r):
		return 0.95
	case unicode.IsUpper(r):
		return 0.7
	}
	return 0.61
}
