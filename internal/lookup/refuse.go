package lookup

import (
	"errors"
	"strings"

	"temgoc/internal/catalog"
	"temgoc/internal/gs1"
	"temgoc/internal/origincode"
)

// refuse explains a code that did not open. Whether its product is ours is
// answered from memory, so that a million random codes cost no query.
func (s *Service) refuse(code origincode.Code, err error, escapedPath, rawQuery string) Answer {
	text := strings.TrimSuffix(s.Base.String(), "/") + escapedPath
	if rawQuery != "" {
		text += "?" + rawQuery
	}
	if errors.Is(err, origincode.ErrSyntax) {
		return s.notOurs(code, Malformed, text)
	}
	card, ours := s.Directory.Card(code.GTIN)
	if !ours {
		return s.notOurs(code, Foreign, text)
	}
	switch {
	case plainProduct(code, escapedPath):
		return Answer{Verdict: ProductOnly, Code: code, Text: text, Card: &card}
	case errors.Is(err, origincode.ErrUnsigned):
		return Answer{Verdict: Unsigned, Code: code, Text: text, Card: &card}
	}
	a := s.notOurs(code, reasonOf(err), text)
	a.Card = &card
	return a
}

func reasonOf(err error) Reason {
	switch {
	case errors.Is(err, origincode.ErrForged), errors.Is(err, origincode.ErrKey):
		return Mismatch
	case errors.Is(err, origincode.ErrRevoked):
		return RevokedKey
	}
	return UnknownSerial
}

// plainProduct is true for /01/GTIN: a product code of the maker's own, such as
// any shop prints.
func plainProduct(code origincode.Code, escapedPath string) bool {
	return strings.TrimSuffix(escapedPath, "/") == "/01/"+code.GTIN.String()
}

// unissued answers a code that our key made and our tables do not hold.
func (s *Service) unissued(code origincode.Code) Answer {
	a := s.notOurs(code, UnknownSerial, s.URL(code))
	if card, ok := s.Directory.Card(code.GTIN); ok {
		a.Card = &card
	}
	return a
}

func (s *Service) notOurs(code origincode.Code, why Reason, text string) Answer {
	return Answer{Verdict: NotOurs, Reason: why, Code: code, Text: text}
}

// Card of a product of ours, from memory.
func (s *Service) Card(gtin gs1.GTIN) (catalog.Card, bool) { return s.Directory.Card(gtin) }
