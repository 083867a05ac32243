package lookup

import (
	"context"
	"net/url"
	"strings"

	"temgoc/internal/gs1"
	"temgoc/internal/origincode"
)

// Peek answers any text that somebody took for a code: a whole URL, its path,
// or what was typed from a label. It records nothing.
func (s *Service) Peek(ctx context.Context, text string) (Answer, error) {
	path, err := s.Locate(ctx, text)
	if err != nil {
		return Answer{}, err
	}
	if path == "" {
		return s.notOurs(origincode.Code{}, reasonOfText(text), text), nil
	}
	path, query, _ := strings.Cut(path, "?")
	a, err := s.Scan(ctx, path, query, Visit{})
	a.Shared = false
	return a, err
}

// reasonOfText tells a mistyped serial from what never was a code of ours.
func reasonOfText(text string) Reason {
	if _, ok := origincode.TypedSerial(text); ok {
		return UnknownSerial
	}
	return Foreign
}

// Locate is the path and query on this service that a text means, and empty if
// it means nothing here: a URL of another host, an address, a greeting. The
// path is not checked further. The error is ctx's.
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

// localPath of a URL whose host is ours; user info or another scheme never is.
func (s *Service) localPath(text string) string {
	u, err := url.Parse(text)
	if err != nil || u.User != nil || u.Fragment != "" || !s.ourHost(u) {
		return ""
	}
	if u.RawQuery == "" {
		return u.EscapedPath()
	}
	return u.EscapedPath() + "?" + u.RawQuery
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
	select {
	case s.typing <- struct{}{}:
		defer func() { <-s.typing }()
	case <-ctx.Done():
		return "", ctx.Err()
	}
	for gtin := range s.Directory.GTINs() {
		if code, err := s.Ring.OpenSerial(gtin, serial); err == nil {
			return code.Path(), nil
		}
	}
	return "", nil
}
