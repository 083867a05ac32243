package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// samplePage says its number.
func samplePage(i int) *Canvas {
	c := NewCanvas(50, 30, 203)
	c.Shared()
	c.Text(5, 5, 9, Regular, fmt.Sprintf("Tờ %d", i))
	return c
}

func sampleDocument() Document {
	shared := NewCanvas(50, 30, 203)
	shared.Text(1, 20, 9, Bold, "Bánh cáy")
	return Document{Title: "Tem (gốc)", Lang: "vi", Shared: shared}
}

// build makes a file of stretches of so many pages.
func build(t *testing.T, d Document, stretches ...int) []byte {
	t.Helper()
	file := d.Head()
	var notes [][]byte
	page := 0
	for _, n := range stretches {
		pages := NewPages(page)
		for range n {
			pages.Add(samplePage(page))
			page++
		}
		file, notes = append(file, pages.Bytes()...), append(notes, pages.Note())
	}
	tail, err := d.Tail(slices.Values(notes))
	if err != nil {
		t.Fatal(err)
	}
	return append(file, tail...)
}

// The file is the same however its pages are parted.
func TestStretches(t *testing.T) {
	t.Parallel()
	want := build(t, sampleDocument(), 150)
	for _, stretches := range [][]int{{1, 149}, {64, 64, 22}, {50, 50, 0, 50}} {
		if got := build(t, sampleDocument(), stretches...); !bytes.Equal(got, want) {
			t.Errorf("stretches of %v pages make another file than one of 150", stretches)
		}
	}
}

var object = regexp.MustCompile(`(?m)^(\d+) 0 obj$`)

// What the file says of where its objects begin is where they do.
func TestOffsets(t *testing.T) {
	t.Parallel()
	for _, d := range []Document{sampleDocument(), {}} {
		f := new(file)
		f.add(d.head())
		pages := NewPages(0)
		for i := range pagesPerGroup + 1 {
			pages.Add(samplePage(i))
		}
		if err := f.addPages(pages.Note()); err != nil {
			t.Fatal(err)
		}
		whole := slices.Concat(d.Head(), pages.Bytes())
		found := object.FindAllSubmatchIndex(whole, -1)
		for _, at := range found {
			number, err := strconv.Atoi(string(whole[at[2]:at[3]]))
			if err != nil {
				t.Fatal(err)
			}
			if f.offsets[number] != at[0] {
				t.Errorf("object %d is at %d, said to be at %d", number, at[0], f.offsets[number])
			}
		}
		if least := 2 * (pagesPerGroup + 1); len(found) < least {
			t.Errorf("%d objects were found, want at least %d", len(found), least)
		}
	}
}

func TestTailRefuses(t *testing.T) {
	t.Parallel()
	huge := []byte{2, 0xff, 0xff, 0xff, 0xff, 0x0f, 0xff, 0xff, 0xff, 0xff, 0x0f, 1, 1, 0, 0}
	for _, tt := range []struct {
		name string
		note []byte
		want string
	}{
		{"no page", []byte{0, 0, 0}, "no page"},
		{"more than 4 GB", huge, "larger than 4 GB"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := sampleDocument().Tail(slices.Values([][]byte{tt.note}))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %q", err, tt.want)
			}
		})
	}
}

func TestTextString(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{"": "<FEFF>", "Ấ)": "<FEFF1EA40029>", "😀": "<FEFFD83DDE00>", "\xff": "<FEFFFFFD>"} {
		if got := textString(s); got != want {
			t.Errorf("%q is written %s, want %s", s, got, want)
		}
	}
}

var errDisk = errors.New("disk full")

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errDisk }

func TestWrite(t *testing.T) {
	t.Parallel()
	var got bytes.Buffer
	if err := Write(&got, sampleDocument(), samplePage(0), samplePage(1)); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), build(t, sampleDocument(), 2)) {
		t.Error("written at once, the file is another")
	}
	if err := Write(fullDisk{}, sampleDocument(), samplePage(0)); !errors.Is(err, errDisk) {
		t.Errorf("error %v, want %v", err, errDisk)
	}
	if err := Write(io.Discard, sampleDocument()); err == nil {
		t.Error("a document without a page was written")
	}
}
