package epcis

import "strings"

// sizesOf is what a quick look at a JSON text tells: how much room its objects
// and lists need, as they open, one more than each has commas; first the
// document. It is right as far as the text is valid, and says nothing of the
// rest.
func sizesOf(in string) []int32 {
	sizes := make([]int32, 1, 8+len(in)/64)
	var around [depthMax + 1]int // what is open, by its number
	depth := 0
	for at := 0; at < len(in) && depth >= 0; at++ {
		switch in[at] {
		case '"':
			at = closingQuote(in, at)
		case '{', '[':
			if depth == depthMax {
				return sizes
			}
			depth++
			around[depth] = len(sizes)
			sizes = append(sizes, 1)
		case ',':
			sizes[around[depth]]++
		case '}', ']':
			depth--
		}
	}
	return sizes
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
