package labels

import (
	"slices"
	"testing"
)

// file puts a document together from parts of the given codes.
func file(t *testing.T, d Document, parts ...[]Code) []byte {
	t.Helper()
	return fileFrom(t, d, 0, parts...)
}

// fileFrom makes believe that there were codes before the at-th.
func fileFrom(t *testing.T, d Document, at int, parts ...[]Code) []byte {
	t.Helper()
	out := d.Head()
	var notes [][]byte
	for _, codes := range parts {
		p, err := d.Part(at, codes)
		if err != nil {
			t.Fatalf("part at %d: %v", at, err)
		}
		out, notes, at = append(out, p.Bytes...), append(notes, p.Note), at+len(codes)
	}
	tail, err := d.Tail(slices.Values(notes))
	if err != nil {
		t.Fatalf("tail: %v", err)
	}
	return append(out, tail...)
}
