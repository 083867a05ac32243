package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync/atomic"
)

// codes are what is scanned, by their batches.
type codes struct {
	host    string // in the codes; empty if they are paths alone
	batches []*batch
}

// batch gives out its codes in a scattered order, each once before any again.
type batch struct {
	name  string
	paths []string
	step  int // no divisor in common with len(paths)
	given atomic.Int64
}

func (b *batch) next() string {
	return b.paths[int(b.given.Add(1))*b.step%len(b.paths)]
}

// scatter chooses a step near the golden section, which spreads any few in
// succession evenly.
func (b *batch) scatter() {
	n := len(b.paths)
	for b.step = max(1, n*618/1000); gcd(b.step, n) != 1; b.step++ {
	}
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

func readFiles(names []string) (*codes, error) {
	if len(names) == 0 {
		return nil, errors.New("give --codes")
	}
	c := new(codes)
	for _, name := range names {
		if err := c.readFile(name); err != nil {
			return nil, err
		}
	}
	for _, b := range c.batches {
		b.scatter()
	}
	return c, nil
}

func (c *codes) readFile(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	before := len(c.batches)
	if err := c.read(f, name); err != nil {
		return fmt.Errorf("codes of %s: %w", name, err)
	}
	if len(c.batches) == before {
		return fmt.Errorf("codes of %s: there is none", name)
	}
	return nil
}

// read adds the codes of one file.
func (c *codes) read(r io.Reader, file string) error {
	in := bufio.NewReader(r)
	if mark, _ := in.Peek(3); string(mark) == "\ufeff" { // that spreadsheets want
		in.Discard(len(mark))
	}
	head, err := in.Peek(in.Size())
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	line, _, _ := bytes.Cut(head, []byte("\n"))
	names := strings.Split(strings.TrimSpace(string(line)), ",")
	if slices.Contains(names, "url") {
		return c.readCSV(in, file)
	}
	return c.readLines(in, file)
}

func (c *codes) readCSV(r io.Reader, file string) error {
	rows := csv.NewReader(r)
	rows.ReuseRecord = true
	names, err := rows.Read()
	if err != nil {
		return err
	}
	at, of := slices.Index(names, "url"), slices.Index(names, "batch")
	if at < 0 {
		return errors.New("no column url")
	}
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		name := file
		if of >= 0 {
			name = row[of]
		}
		if err := c.add(name, row[at]); err != nil {
			return err
		}
	}
}

func (c *codes) readLines(r io.Reader, file string) error {
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		if line == "" {
			continue
		}
		if err := c.add(file, line); err != nil {
			return err
		}
	}
	return lines.Err()
}

// add takes a code's address, or its path alone.
func (c *codes) add(name, code string) error {
	host, path, err := split(code)
	if err != nil {
		return err
	}
	if len(c.batches) > 0 && host != c.host {
		return fmt.Errorf("%q: other codes are of the host %q", code, c.host)
	}
	c.host = strings.Clone(host)
	b := c.batch(name)
	b.paths = append(b.paths, strings.Clone(path)) // csv reuses its rows
	return nil
}

// batch finds or begins one. Rows of a batch follow each other, so the last is
// nearly always right.
func (c *codes) batch(name string) *batch {
	for _, b := range slices.Backward(c.batches) {
		if b.name == name {
			return b
		}
	}
	b := &batch{name: strings.Clone(name)}
	c.batches = append(c.batches, b)
	return b
}

// split takes host and path of a code. They go into requests as they are, so
// nothing in them may end a line or a word.
func split(code string) (host, path string, err error) {
	unfit := func(r rune) bool { return r <= ' ' || r >= 0x7f }
	if strings.ContainsFunc(code, unfit) {
		return "", "", fmt.Errorf("%q is no address: it holds spaces, or more than ASCII", code)
	}
	path = code
	for _, scheme := range []string{"https://", "http://"} {
		if rest, ok := strings.CutPrefix(code, scheme); ok {
			host, path, _ = strings.Cut(rest, "/")
			path = "/" + path
		}
	}
	if !strings.HasPrefix(path, "/") {
		return "", "", fmt.Errorf("%q is neither an address nor a path", code)
	}
	return host, path, nil
}
