package pdf

import (
	"errors"
	"slices"
	"testing"
)

func TestLetters(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"", "\x00", "a", "Ấ★\x00\uffff", "\uffff"} {
		var l letters
		l[Regular], l[Bold] = *lettersOf(s), *lettersOf(s + "b")
		note := l.append(nil)
		var got letters
		r := &reader{note: note}
		if got.read(r); got != l || r.err != nil || len(r.note) != 0 {
			t.Errorf("%q comes back as %q and %q, with %d bytes left, error %v",
				s, slices.Collect(got[Regular].all()), slices.Collect(got[Bold].all()), len(r.note), r.err)
		}
	}
}

// Notes come back from a store: one that is spoilt must not spoil the document.
func TestCorruptNotes(t *testing.T) {
	t.Parallel()
	pages := NewPages(0)
	c := NewCanvas(50, 30, 300)
	c.Text(1, 1, 9, Regular, sampleLetters)
	pages.Add(c)
	note := pages.Note()
	huge := []byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01}
	for _, tt := range []struct {
		name string
		note []byte
	}{
		{"empty", nil},
		{"cut short", note[:len(note)-1]},
		{"too long", append(slices.Clone(note), 0)},
		{"too many pages", huge},
		{"too long a page", append([]byte{1}, huge...)},
		{"letter beyond the basic plane", []byte{0, 0xff, 0xff, 0xff, 0x01, 0, 0}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := Document{}.Tail(slices.Values([][]byte{note, tt.note}))
			if !errors.Is(err, errNote) {
				t.Errorf("error %v, want %v", err, errNote)
			}
		})
	}
}
