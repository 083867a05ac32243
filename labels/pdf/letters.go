package pdf

import (
	"encoding/binary"
	"errors"
	"iter"
	"math/bits"
)

// letters are those that a text uses, by face: what the fonts are cut to.
type letters [len(faces)]letterSet

// letterSet holds characters of the basic plane, one bit each.
type letterSet [1 << 16 / 64]uint64

func (s *letterSet) add(r rune) { s[r/64] |= 1 << (r % 64) }

// all gives the characters in ascending order.
func (s *letterSet) all() iter.Seq[rune] {
	return func(yield func(rune) bool) {
		for i, word := range s {
			for ; word != 0; word &= word - 1 {
				if !yield(rune(i*64 + bits.TrailingZeros64(word))) {
					return
				}
			}
		}
	}
}

func (l *letters) union(other *letters) {
	for face := range l {
		for i := range l[face] {
			l[face][i] |= other[face][i]
		}
	}
}

// append writes the letters of each face: how far each is from the one before,
// and 0 after the last.
func (l *letters) append(b []byte) []byte {
	for face := range l {
		last := rune(-1)
		for r := range l[face].all() {
			b = binary.AppendUvarint(b, uint64(r-last))
			last = r
		}
		b = append(b, 0)
	}
	return b
}

// read adds what append wrote.
func (l *letters) read(r *reader) {
	for face := range l {
		letter := -1
		for step := r.length(); step != 0; step = r.length() {
			if letter += step; letter >= 1<<16 {
				r.fail()
				return
			}
			l[face].add(rune(letter))
		}
	}
}

// reader takes numbers from a note. After an error all are 0.
type reader struct {
	note []byte
	err  error
}

func (r *reader) next() uint64 {
	n, size := binary.Uvarint(r.note)
	if size <= 0 {
		r.fail()
		return 0
	}
	r.note = r.note[size:]
	return n
}

// length is a number that fits in a file.
func (r *reader) length() int {
	n := r.next()
	if n > maxSize {
		r.fail()
		return 0
	}
	return int(n)
}

func (r *reader) fail() { r.note, r.err = nil, errNote }

var errNote = errors.New("the note is corrupt")
