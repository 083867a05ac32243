package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http/httputil"
	"strconv"
	"time"
)

// conn speaks as much HTTP/1.1 as a storm needs: the loader shares the machine
// with what it loads, and net/http's client takes twice the processor
// (BenchmarkExchange beside BenchmarkNetHTTP, less the server that both hold).
type conn struct {
	net.Conn
	r    *bufio.Reader
	body []byte // of the answer; its room serves the next
}

func newConn(c net.Conn) *conn { return &conn{Conn: c, r: bufio.NewReader(c)} }

// answer is one response. Its body is good until the next.
type answer struct {
	status int
	body   []byte
	last   bool // on this connection
}

const maxBody = 4 << 20

var errMalformed = errors.New("malformed answer")

// exchange asks and reads the answer whole.
func (c *conn) exchange(request []byte, timeout time.Duration) (answer, error) {
	if err := c.SetDeadline(time.Now().Add(timeout)); err != nil {
		return answer{}, err
	}
	if _, err := c.Write(request); err != nil {
		return answer{}, err
	}
	a, f, err := c.readHead()
	if err != nil {
		return answer{}, err
	}
	a.body, err = c.readBody(a.status, f)
	a.last = a.last || f.untilEnd
	return a, err
}

// framing is how the end of a body is known (RFC 9112, section 6.3).
type framing struct {
	length   int
	chunked  bool
	untilEnd bool // of the connection
}

func (c *conn) readHead() (a answer, f framing, err error) {
	line, err := c.r.ReadSlice('\n')
	if err != nil {
		return a, f, err
	}
	// HTTP/1.1 200 OK
	version, rest, _ := bytes.Cut(line, []byte(" "))
	if len(rest) < 3 || string(version) != "HTTP/1.1" {
		return a, f, fmt.Errorf("%w: it begins with %q", errMalformed, line)
	}
	if a.status, err = strconv.Atoi(string(rest[:3])); err != nil {
		return a, f, fmt.Errorf("%w: %w", errMalformed, err)
	}
	f.untilEnd = !bodiless(a.status)
	for {
		line, err := c.r.ReadSlice('\n')
		if err != nil {
			return a, f, err
		}
		if line = bytes.TrimSpace(line); len(line) == 0 {
			return a, f, nil
		}
		name, value, _ := bytes.Cut(line, []byte(":"))
		if err := a.header(&f, name, bytes.TrimSpace(value)); err != nil {
			return a, f, err
		}
	}
}

// header takes note of the few that matter, told by their length first.
func (a *answer) header(f *framing, name, value []byte) (err error) {
	switch {
	case is(name, "Content-Length"):
		f.untilEnd = false
		f.length, err = strconv.Atoi(string(value))
		if err != nil || f.length < 0 || f.length > maxBody {
			return fmt.Errorf("%w: a body of %q bytes", errMalformed, value)
		}
	case is(name, "Transfer-Encoding"):
		f.chunked, f.untilEnd = true, false
	case is(name, "Connection"):
		a.last = bytes.EqualFold(value, []byte("close"))
	}
	return nil
}

func is(name []byte, header string) bool {
	return len(name) == len(header) && bytes.EqualFold(name, []byte(header))
}

func bodiless(status int) bool { return status == 204 || status == 304 }

func (c *conn) readBody(status int, f framing) ([]byte, error) {
	switch {
	case status < 200:
		return nil, fmt.Errorf("%w: status %d was not asked for", errMalformed, status)
	case bodiless(status):
		return nil, nil
	case f.chunked:
		return c.readAll(httputil.NewChunkedReader(c.r), c.readTrailer)
	case f.untilEnd:
		return c.readAll(c.r, func() error { return nil })
	}
	if cap(c.body) < f.length {
		c.body = make([]byte, f.length)
	}
	c.body = c.body[:f.length]
	_, err := io.ReadFull(c.r, c.body)
	return c.body, err
}

func (c *conn) readAll(r io.Reader, after func() error) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxBody))
	if err != nil {
		return nil, err
	}
	return text, after()
}

// readTrailer reads what follows the last chunk, to an empty line.
func (c *conn) readTrailer() error {
	for {
		line, err := c.r.ReadSlice('\n')
		if err != nil || len(bytes.TrimSpace(line)) == 0 {
			return err
		}
	}
}
