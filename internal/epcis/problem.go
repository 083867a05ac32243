package epcis

import (
	"strconv"
	"strings"
)

// Problem is one thing that is wrong with a document.
type Problem struct {
	Pointer  string // RFC 6901, of the value at fault or of the place where one is missing
	Sentence string // for people: what is wrong and what to write
}

// Problems are all that is wrong with a document, in the order of reading; of
// very many, the first hundred.
type Problems []Problem

// problemsMax bounds the answer to a document in which everything is wrong.
const problemsMax = 100

func (p Problems) Error() string {
	var b strings.Builder
	b.WriteString("epcis:")
	for _, problem := range p {
		b.WriteString(" " + problem.Pointer + ": " + problem.Sentence)
	}
	return b.String()
}

// err keeps an empty list from becoming an error that is not nil.
func (p Problems) err() error {
	if len(p) == 0 {
		return nil
	}
	return p
}

// with adds more problems, as far as there is room.
func (p Problems) with(more Problems) Problems {
	return append(p, more[:min(len(more), problemsMax-len(p))]...)
}

// step leads from a value to one inside of it: to the member of a name or, if
// index is not negative, to an item.
type step struct {
	name  string
	index int
}

func named(name string) step { return step{name, -1} }

func item(index int) step { return step{index: index} }

func (s step) String() string {
	if s.index >= 0 {
		return "/" + strconv.Itoa(s.index)
	}
	return "/" + pointerEscapes.Replace(s.name)
}

var pointerEscapes = strings.NewReplacer("~", "~0", "/", "~1")

// under is the problem as seen from outside of the value that it is in.
func (p *Problem) under(s step) *Problem {
	p.Pointer = s.String() + p.Pointer
	return p
}
