package lookup

import (
	"context"
	"net/url"
	"strings"
	"time"

	"temgoc/internal/gs1"
	"temgoc/internal/origincode"
)

// maxTyped characters are a GTIN and a compact serial.
const maxTyped = 14 + origincode.CompactLength

// typingDeadline bounds the wait for the one who searches.
const typingDeadline = time.Second

// Peek answers any text that somebody took for a code: a whole URL, its path,
// or what was typed from a label. It records nothing.
func (s *Service) Peek(ctx context.Context, text string) (Answer, error) {
	path, err := s.Locate(ctx, text)
	if err != nil {
		return Answer{}, err
	}
	if path == "" {
		return s.unread(text), nil
	}
	path, query, _ := strings.Cut(path, "?")
	a, err := s.Scan(ctx, path, query, Visit{})
	a.Shared = false
	return a, err
}

// unread tells a serial that was mistyped, cut short or is bare from what never
// was a code of ours.
func (s *Service) unread(text string) Answer {
	serial, whole := origincode.TypedSerial(text)
	switch {
	case whole && len(serial) == origincode.SealedLength:
		return Answer{Verdict: Unsigned, Text: text}
	case whole:
		return s.notOurs(origincode.Code{}, UnknownSerial, text)
	case len(serial) > origincode.SealedLength && len(serial) < maxTyped:
		return s.notOurs(origincode.Code{}, Malformed, text)
	}
	return s.notOurs(origincode.Code{}, Foreign, text)
}

// Locate is the path and query on this service that a text means, and empty if
// it means nothing here: a URL of another host, an address, a greeting. The
// path is not checked further. The error is ErrUnavailable when too many search.
func (s *Service) Locate(ctx context.Context, text string) (string, error) {
	text = strings.TrimSpace(text)
	if len(text) > 500 {
		return "", nil
	}
	if strings.Contains(text, "://") {
		return s.localPath(text), nil
	}
	if strings.HasPrefix(text, "/01/") {
		return text, nil
	}
	return s.typed(ctx, text)
}

// PagePrefix stands before the path of a code in the address of its page, which
// people copy as well.
const PagePrefix = "/page"

// localPath of a URL whose host is ours; user info or another scheme never is.
func (s *Service) localPath(text string) string {
	u, err := url.Parse(text)
	if err != nil || u.User != nil || u.Fragment != "" || !s.ourHost(u) {
		return ""
	}
	path := strings.TrimPrefix(u.EscapedPath(), PagePrefix)
	if u.RawQuery == "" {
		return path
	}
	return path + "?" + u.RawQuery
}

func (s *Service) ourHost(u *url.URL) bool {
	if u.Scheme != "https" && u.Scheme != s.Base.Scheme {
		return false
	}
	if strings.EqualFold(u.Host, s.Base.Host) {
		return true
	}
	for _, h := range s.Hosts {
		if strings.EqualFold(u.Host, h) {
			return true
		}
	}
	return false
}

// typed reads "GTIN SERIAL", "GTIN" or a compact serial alone. The serial
// alone is tried with every product, about 1 µs each, one visitor at a time.
func (s *Service) typed(ctx context.Context, text string) (string, error) {
	first, rest, _ := strings.Cut(text, " ")
	if gtin, err := gs1.PadGTIN(first); err == nil {
		if rest == "" {
			return "/01/" + gtin.String(), nil
		}
		if serial, ok := origincode.TypedSerial(rest); ok {
			return "/01/" + gtin.String() + "/21/" + serial, nil
		}
	}
	serial, ok := origincode.TypedSerial(text)
	if !ok {
		return "", nil
	}
	ctx, cancel := context.WithTimeout(ctx, typingDeadline)
	defer cancel()
	select {
	case s.typing <- struct{}{}:
		defer func() { <-s.typing }()
	case <-ctx.Done():
		return "", ErrUnavailable
	}
	for gtin := range s.Directory.GTINs() {
		if code, err := s.Ring.OpenSerial(gtin, serial); err == nil {
			return code.Path(), nil
		}
	}
	return "", nil
}
