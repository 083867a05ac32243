package printing

import (
	"context"
	"crypto/sha256"
	"encoding"
	"fmt"
	"hash"
	"runtime"

	"golang.org/x/sync/errgroup"

	"temgoc/internal/stamp"
	"temgoc/labels"
)

const (
	// partBytes is about how long a part is: a few are in memory at a time.
	partBytes = 2 << 20
	// maxPart bounds the labels of a part, and so the time between two marks of
	// progress.
	maxPart = 20_000
	// probed is how many labels at least tell how long one is.
	probed = 100
)

// press makes the file of a task.
type press struct {
	*Worker
	task
	stamps stamp.Run
	doc    labels.Document
	sum    hash.Hash
	step   int // labels of a part; the same whoever makes it
}

// print makes what is still missing of the file.
func (w *Worker) print(ctx context.Context, t task) error {
	if t.Tries > maxTries {
		return unprintable{errStuck}
	}
	p, err := w.setUp(ctx, t)
	if err != nil {
		return err
	}
	if p.Parts == 0 {
		if err := p.store(ctx, labels.Part{Bytes: p.doc.Head()}, 0); err != nil {
			return err
		}
	}
	for p.Made < p.Len() {
		if err := p.round(ctx); err != nil {
			return err
		}
	}
	return p.finish(ctx)
}

func (w *Worker) setUp(ctx context.Context, t task) (*press, error) {
	run, err := t.run(ctx, w.db)
	if err != nil {
		return nil, err
	}
	p := &press{Worker: w, task: t, stamps: run, sum: sha256.New()}
	if t.Hash != nil {
		if err := p.sum.(encoding.BinaryUnmarshaler).UnmarshalBinary(t.Hash); err != nil {
			return nil, unprintable{fmt.Errorf("go on with the hash: %w", err)}
		}
	}
	if err := p.begin(); err != nil {
		return nil, unprintable{err}
	}
	return p, nil
}

// begin sets the labels, and measures some to know how many make a part.
func (p *press) begin() (err error) {
	defer survive(&err)
	if p.doc, err = p.document(p.stamps, p.Range, p.Spec); err != nil {
		return err
	}
	page := p.doc.Step()
	some := min(p.Len(), (probed+page-1)/page*page)
	part, err := p.part(0, some)
	if err != nil {
		return err
	}
	fit := min(maxPart, p.partBytes*some/max(1, len(part.Bytes)))
	p.step = max(1, fit/page) * page
	return nil
}

// round makes a part on every processor, and stores them in their order.
func (p *press) round(ctx context.Context) error {
	var parts [16]labels.Part
	var g errgroup.Group
	n := 0
	for at := p.Made; at < p.Len() && n < min(len(parts), runtime.GOMAXPROCS(0)); at += p.step {
		part := &parts[n]
		g.Go(func() (err error) {
			*part, err = p.part(at, p.labels(at))
			return err
		})
		n++
	}
	if err := g.Wait(); err != nil {
		return unprintable{err}
	}
	for _, part := range parts[:n] {
		if err := p.store(ctx, part, p.labels(p.Made)); err != nil {
			return err
		}
	}
	return nil
}

// labels is how many the part has that begins with the at-th.
func (p *press) labels(at int) int { return min(p.step, p.Len()-at) }

// part makes n labels from the at-th on.
func (p *press) part(at, n int) (part labels.Part, err error) {
	defer survive(&err)
	units := stamp.Range{First: p.First + at, Last: p.First + at + n - 1}
	seq, err := Codes(p.stamps, p.ring, p.base, &units, p.Spec)
	if err != nil {
		return labels.Part{}, err
	}
	codes := make([]labels.Code, 0, n)
	for code, err := range seq {
		if err != nil {
			return labels.Part{}, err
		}
		codes = append(codes, code)
	}
	return p.doc.Part(at, codes)
}
