package qr

// mode is an alphabet with its own packing (ISO/IEC 18004, 7.4).
type mode uint8

const (
	numericMode      mode = iota // three digits in 10 bits
	alphanumericMode             // two of 45 characters in 11 bits
	byteMode                     // 8 bits each
	modes
)

// indicator is the four bits that begin a segment (table 2).
func (m mode) indicator() uint64 { return 1 << m }

const indicatorBits = 4

// class is a range of versions whose segments have the same head, so the same
// segments are best in all of them (table 3).
type class struct {
	first, last int
	count       [modes]int // bits of the character count
}

var classes = [...]class{
	{1, 9, [...]int{10, 9, 8}},
	{10, 26, [...]int{12, 11, 16}},
	{27, versions, [...]int{14, 13, 16}},
}

// segment is a part of a text in one mode.
type segment struct {
	mode mode
	text string
}

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"

// values give a character's place in the alphabet (table 5), or none.
var values = alphabetValues()

const none = 0xff

func alphabetValues() (v [256]uint8) {
	for c := range v {
		v[c] = none
	}
	for i := range alphabet {
		v[alphabet[i]] = uint8(i)
	}
	return v
}

// Costs are counted in sixths of a bit, the largest unit of which a character
// takes a whole number in every mode. A segment's sum, rounded up to whole
// bits, is just what it takes.
const sixths = 6

var characterCost = [modes]int{10 * sixths / 3, 11 * sixths / 2, 8 * sixths}

// never is dearer than any text, and can be added to itself.
const never = 1 << 30

// step is what is best after a character. Bit m is set if one in mode m is
// followed by another in the same segment; else the next segment's mode is in
// the bits above.
type step uint8

func (s step) goesOn(m mode) bool { return s>>m&1 == 1 }

func (s step) next() mode { return mode(s >> modes) }

// split appends to segments those that hold the text in the fewest bits, and
// gives their bits, heads included.
func split(segments []segment, text string, c class) ([]segment, int) {
	var room [maxText]step
	steps := room[:len(text)]
	m, bits := walkBack(steps, text, c)
	start := 0
	for i, s := range steps {
		if !s.goesOn(m) {
			segments = append(segments, segment{m, text[start : i+1]})
			start, m = i+1, s.next()
		}
	}
	return segments, bits
}

// walkBack finds the best step after every character, and the mode of the first
// segment with the bits of all. It goes from the end of the text: inside[m] is
// the least cost of what follows in a segment of mode m that has begun, and
// fresh that of what follows in segments of its own. A cheaper rest stays the
// cheaper one with more characters before it, whatever is rounded up, so nothing
// else need be remembered.
func walkBack(steps []step, text string, c class) (first mode, bits int) {
	inside, fresh := [modes]int{never, never, never}, 0
	for i := len(text) - 1; i >= 0; i-- {
		steps[i] = step(first << modes)
		for m := range modes {
			if inside[m] <= fresh {
				steps[i] |= 1 << m
			}
			inside[m] = min(inside[m], fresh) + characterCost[m]
		}
		if value := values[text[i]]; value == none {
			inside[numericMode], inside[alphanumericMode] = never, never
		} else if value > 9 {
			inside[numericMode] = never
		}
		fresh = never
		for m := range modes {
			if cost := roundUp(inside[m]) + sixths*(indicatorBits+c.count[m]); cost < fresh {
				first, fresh = m, cost
			}
		}
	}
	return first, fresh / sixths
}

func roundUp(cost int) int { return (cost + sixths - 1) / sixths * sixths }

// write puts the segment's head and characters.
func (s segment) write(w *bitWriter, c class) {
	w.write(s.mode.indicator(), indicatorBits)
	w.write(uint64(len(s.text)), c.count[s.mode])
	switch s.mode {
	case numericMode:
		s.writeNumeric(w)
	case alphanumericMode:
		s.writeAlphanumeric(w)
	case byteMode:
		for i := range len(s.text) {
			w.write(uint64(s.text[i]), 8)
		}
	}
}

func (s segment) writeNumeric(w *bitWriter) {
	for t := s.text; t != ""; {
		n := min(3, len(t))
		value := uint64(0)
		for i := range n {
			value = 10*value + uint64(t[i]-'0')
		}
		w.write(value, 1+3*n) // 4, 7 or 10
		t = t[n:]
	}
}

func (s segment) writeAlphanumeric(w *bitWriter) {
	t := s.text
	for ; len(t) >= 2; t = t[2:] {
		w.write(45*uint64(values[t[0]])+uint64(values[t[1]]), 11)
	}
	if t != "" {
		w.write(uint64(values[t[0]]), 6)
	}
}
