package labels

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
)

// plain is a document of the numbers of its codes. Each part but the last has a
// multiple of three.
type plain struct{ refuse int }

func (plain) Step() int { return 3 }

func (plain) Head() []byte { return []byte("head") }

func (p plain) Part(at int, codes []Code) (Part, error) {
	var b []byte
	for i, c := range codes {
		if c.Number != at+i {
			return Part{}, fmt.Errorf("code %d at %d", c.Number, at+i)
		}
		if p.refuse > 0 && c.Number >= p.refuse {
			return Part{}, fmt.Errorf("label %d is no good", c.Number)
		}
		b = fmt.Appendf(b, " %d", c.Number)
	}
	return Part{b, fmt.Appendf(nil, " %d", len(codes))}, nil
}

func (plain) Tail(notes iter.Seq[[]byte]) ([]byte, error) {
	sizes := bytes.Join(slices.Collect(notes), nil)
	return append([]byte(" tail"), sizes...), nil
}

func numbered(i int) Code { return Code{Number: i} }

func TestWriteInOrder(t *testing.T) {
	t.Parallel()
	for labels, sizes := range map[int]string{
		1:    " 1",
		258:  " 258", // a part: the least multiple of three that is large enough
		259:  " 258 1",
		6000: strings.Repeat(" 258", 23) + " 66",
	} {
		want := "head"
		for i := range labels {
			want += fmt.Sprintf(" %d", i)
		}
		want += " tail" + sizes
		var got strings.Builder
		if err := Write(t.Context(), &got, plain{}, units(labels, numbered)); err != nil || got.String() != want {
			t.Errorf("%d labels: %.300s, %v", labels, &got, err)
		}
	}
}

func TestWriteRefuses(t *testing.T) {
	t.Parallel()
	broken := errors.New("connection lost")
	for _, tt := range []struct {
		name     string
		document plain
		codes    iter.Seq2[Code, error]
		want     string
	}{
		{"no labels", plain{}, units(0, numbered), "no labels to print"},
		{"codes that end early", plain{}, failing(1000, broken), "read codes: connection lost"},
		{"codes that fail at once", plain{}, failing(0, broken), "read codes: connection lost"},
		{"the first of many bad labels", plain{refuse: 300}, units(5000, numbered), "label 300 is no good"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var b bytes.Buffer
			err := Write(t.Context(), &b, tt.document, tt.codes)
			if err == nil || err.Error() != tt.want {
				t.Errorf("error %v, want %s", err, tt.want)
			}
			if strings.Contains(b.String(), "tail") {
				t.Error("the document was ended")
			}
		})
	}
}

// failing gives n codes, then an error.
func failing(n int, err error) iter.Seq2[Code, error] {
	return func(yield func(Code, error) bool) {
		for c := range units(n, numbered) {
			if !yield(c, nil) {
				return
			}
		}
		yield(Code{}, err)
	}
}

// endless codes end only when no more are wanted; given counts them.
func endless(given *int) iter.Seq2[Code, error] {
	return func(yield func(Code, error) bool) {
		for yield(numbered(*given), nil) {
			*given++
		}
	}
}

func TestWriteEndsWithContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	given := 0
	cancelling := func(yield func(Code, error) bool) {
		for c, err := range endless(&given) {
			if given == 1000 {
				cancel()
			}
			if !yield(c, err) {
				return
			}
		}
	}
	var b bytes.Buffer
	err := Write(ctx, &b, plain{}, cancelling)
	if !errors.Is(err, context.Canceled) || strings.Contains(b.String(), "tail") {
		t.Errorf("error %v after %d codes, want %v", err, given, context.Canceled)
	}
}

// gate is a writer that takes nothing until it is opened, then fails.
type gate struct{ opened chan struct{} }

var errGate = errors.New("gate closed")

func (g gate) Write([]byte) (int, error) {
	<-g.opened
	return 0, errGate
}

// Whoever reads slowly makes us wait, not fill the memory; when the writer
// fails, no more codes are taken.
func TestWriteIsBounded(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		// Parts on the queue, one at the writer, one that finds the queue full.
		most := (runtime.GOMAXPROCS(0) + 2) * 258
		g := gate{make(chan struct{})}
		given := 0
		ended := make(chan error)
		go func() { ended <- Write(t.Context(), g, plain{}, endless(&given)) }()
		synctest.Wait()
		if given > most {
			t.Errorf("%d codes are held, want at most %d", given, most)
		}
		close(g.opened)
		if err := <-ended; !errors.Is(err, errGate) || given > 2*most {
			t.Errorf("error %v after %d codes, want %v soon", err, given, errGate)
		}
	})
}
