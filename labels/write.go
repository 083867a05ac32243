package labels

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"
)

// leastPart is how many codes a part has at least, save the last: enough to
// keep a processor busy for some milliseconds.
const leastPart = 256

// Write writes a document of all the codes. Parts are made on all processors
// and written in order; few are held at a time, however many the codes are. It
// ends early when ctx does, and at the first error that codes or a part gives.
// Where there is no code nothing is written.
func Write(ctx context.Context, w io.Writer, d Document, codes iter.Seq2[Code, error]) error {
	g, ctx := errgroup.WithContext(ctx)
	queue := make(chan chan made, runtime.GOMAXPROCS(0)) // its room bounds how many parts are held
	g.Go(func() error {
		defer close(queue)
		at := 0
		for chunk, err := range chunks(codes, (leastPart+d.Step()-1)/d.Step()*d.Step()) {
			done := make(chan made, 1)
			select {
			case queue <- done:
			case <-ctx.Done():
				return ctx.Err()
			}
			if err != nil {
				done <- made{err: fmt.Errorf("read codes: %w", err)}
				return nil
			}
			first := at
			g.Go(func() error {
				part, err := d.Part(first, chunk)
				done <- made{part, err}
				return nil
			})
			at += len(chunk)
		}
		return nil
	})
	g.Go(func() error { return writeParts(ctx, w, d, queue) })
	return g.Wait()
}

// made is a part that was made, or why it was not.
type made struct {
	part Part
	err  error
}

// chunks groups codes; a group is the receiver's to keep.
func chunks(codes iter.Seq2[Code, error], size int) iter.Seq2[[]Code, error] {
	return func(yield func([]Code, error) bool) {
		chunk := make([]Code, 0, size)
		for code, err := range codes {
			if err != nil {
				yield(nil, err)
				return
			}
			if chunk = append(chunk, code); len(chunk) == size {
				if !yield(chunk, nil) {
					return
				}
				chunk = make([]Code, 0, size)
			}
		}
		if len(chunk) > 0 {
			yield(chunk, nil)
		}
	}
}

// writeParts writes parts as they come, up to the first that could not be made:
// so the error is the same at every run.
func writeParts(ctx context.Context, w io.Writer, d Document, queue <-chan chan made) error {
	var notes [][]byte
	for done := range queue {
		m := <-done
		if m.err != nil {
			return m.err
		}
		if notes == nil {
			if err := writePiece(w, d.Head()); err != nil {
				return err
			}
		}
		if err := writePiece(w, m.part.Bytes); err != nil {
			return err
		}
		notes = append(notes, m.part.Note)
	}
	if ctx.Err() != nil { // there would have been more
		return ctx.Err()
	}
	if notes == nil {
		return errors.New("no labels to print")
	}
	tail, err := d.Tail(slices.Values(notes))
	if err != nil {
		return err
	}
	return writePiece(w, tail)
}

func writePiece(w io.Writer, b []byte) error {
	if _, err := w.Write(b); err != nil {
		return fmt.Errorf("write labels: %w", err)
	}
	return nil
}
