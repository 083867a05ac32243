package main

import (
	"bytes"
	"errors"
	"io"
	"net"
	"os"
	"syscall"
	"time"
)

// outcome is what came of one request.
type outcome struct {
	due, at time.Time // when it was to leave, and when it was over
	forged  bool
	dialled bool // a connection was made for it
	answer  answer
	err     error
}

// tally counts outcomes, of each step of the timeline apart.
type tally struct {
	began time.Time
	every time.Duration // 0: one step for all
	steps []*count
}

type count struct {
	asked, answered, recorded, forged, dialled int

	status   map[int]int
	verdicts map[string]int
	errors   map[string]int
	took     []uint32 // µs of each answer
}

func newTally(began time.Time, every time.Duration) *tally { return &tally{began: began, every: every} }

func newCount() *count {
	return &count{status: map[int]int{}, verdicts: map[string]int{}, errors: map[string]int{}}
}

// step is that of the given number; steps before it are made.
func (t *tally) step(n int) *count {
	for len(t.steps) <= n {
		t.steps = append(t.steps, newCount())
	}
	return t.steps[n]
}

// note counts an outcome where it was over.
func (t *tally) note(o outcome) {
	n := 0
	if t.every > 0 {
		n = int(max(0, o.at.Sub(t.began)) / t.every)
	}
	t.step(n).note(o)
}

func (c *count) note(o outcome) {
	c.asked++
	if o.dialled {
		c.dialled++
	}
	if o.err != nil {
		c.errors[kindOf(o.err)]++
		return
	}
	c.answered++
	if o.forged {
		c.forged++
	}
	c.status[o.answer.status]++
	c.took = append(c.took, uint32(min(o.at.Sub(o.due).Microseconds(), 1<<32-1)))
	verdict, recorded := readPage(o.answer.body)
	if recorded {
		c.recorded++
	}
	if verdict != "" {
		c.verdicts[verdict]++
	}
}

func (t *tally) merge(other *tally) {
	for n, c := range other.steps {
		t.step(n).merge(c)
	}
}

func (c *count) merge(other *count) {
	c.asked += other.asked
	c.answered += other.answered
	c.recorded += other.recorded
	c.forged += other.forged
	c.dialled += other.dialled
	addAll(c.status, other.status)
	addAll(c.verdicts, other.verdicts)
	addAll(c.errors, other.errors)
	c.took = append(c.took, other.took...)
}

func addAll[K comparable](sums, more map[K]int) {
	for k, n := range more {
		sums[k] += n
	}
}

// readPage finds the verdict in a page, as its tone and title, and whether the
// page says that the scan is stored:
//
//	<section class="verdict good" data-scanned> … <h1>Tem thật</h1>
func readPage(page []byte) (verdict string, recorded bool) {
	_, rest, found := bytes.Cut(page, []byte(`<section class="verdict `))
	if !found {
		return "", false
	}
	opening, rest, _ := bytes.Cut(rest, []byte(">"))
	tone, _, _ := bytes.Cut(opening, []byte(`"`))
	_, rest, _ = bytes.Cut(rest, []byte("<h1>"))
	title, _, _ := bytes.Cut(rest, []byte("</h1>"))
	return string(tone) + ": " + string(title), bytes.Contains(opening, []byte("data-scanned"))
}

var errDropped = errors.New("too many requests were open")

// kindOf bounds how many names errors have.
func kindOf(err error) string {
	var timeout net.Error
	switch {
	case errors.Is(err, errDropped):
		return "dropped"
	case errors.Is(err, errMalformed):
		return "malformed"
	case errors.Is(err, os.ErrDeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return "timeout"
	case errors.Is(err, syscall.ECONNREFUSED):
		return "refused"
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return "reset"
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return "cut off"
	}
	return "other"
}
