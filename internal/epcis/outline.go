package epcis

import "strings"

// outline is what a quick look at a JSON text tells: how much room its objects
// and lists need, and where its events are. It is right as far as the text is
// valid, and says nothing of the rest.
type outline struct {
	sizes  []int32 // of the document, then of objects and lists as they open: commas and one
	events []mark  // of the first list of that name: before each item, and behind the last
}

// mark is a place in a list.
type mark struct {
	at     int // of the bracket or comma before an item; of the bracket behind the last
	opened int // objects and lists before it
}

const eventListName = "eventList"

func outlineOf(in string) *outline {
	o := outliner{in: in, eventDepth: -1, outline: outline{sizes: make([]int32, 1, 8+len(in)/64)}}
	for at := 0; at < len(in) && o.depth >= 0; at++ {
		switch in[at] {
		case '"':
			at = closingQuote(in, at)
		case '{', '[':
			if o.depth == depthMax {
				return &o.outline
			}
			o.open(at)
		case ',':
			o.comma(at)
		case '}', ']':
			o.close(at)
		}
	}
	return &o.outline
}

// outliner makes an outline.
type outliner struct {
	outline
	in         string
	depth      int
	around     [depthMax + 1]int // what is open, by its number; first the document
	eventDepth int               // inside of the list of events, else -1
}

func (o *outliner) open(at int) {
	o.depth++
	o.around[o.depth] = len(o.sizes)
	o.sizes = append(o.sizes, 1)
	if o.events == nil && o.in[at] == '[' && isEventList(o.in[:at]) {
		o.eventDepth = o.depth
		o.events = make([]mark, 0, 1+(len(o.in)-at)/512)
		o.mark(at)
	}
}

func (o *outliner) comma(at int) {
	o.sizes[o.around[o.depth]]++
	if o.depth == o.eventDepth {
		o.mark(at)
	}
}

func (o *outliner) close(at int) {
	if o.depth == o.eventDepth {
		o.mark(at)
		o.eventDepth = -1
	}
	o.depth--
}

func (o *outliner) mark(at int) { o.events = append(o.events, mark{at, len(o.sizes) - 1}) }

// isEventList tells whether the list that opens behind the text is one of events.
func isEventList(before string) bool {
	name, isMember := strings.CutSuffix(strings.TrimRight(before, " \n\t\r"), ":")
	return isMember && strings.HasSuffix(strings.TrimRight(name, " \n\t\r"), `"`+eventListName+`"`)
}

// closingQuote is the place of the quote that closes a text, or the last of in.
func closingQuote(in string, opening int) int {
	for at := opening + 1; ; at++ {
		next := strings.IndexByte(in[at:], '"')
		if next < 0 {
			return len(in) - 1
		}
		at += next
		before := in[opening+1 : at]
		if escapes := len(before) - len(strings.TrimRight(before, `\`)); escapes%2 == 0 {
			return at
		}
	}
}
