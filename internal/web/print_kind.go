package web

import (
	"errors"
	"net/http"
	"strings"

	"temgoc/internal/input"
	"temgoc/internal/origincode"
	"temgoc/internal/stamp"
	"temgoc/labels"
)

// autoKind asks for sealed codes where they fit the stock, for compact ones
// else.
const autoKind stamp.Kind = "auto"

// kinds are all that may be asked for.
var kinds = []stamp.Kind{autoKind, stamp.Compact, stamp.Sealed}

// kindReason is why codes of a kind are printed.
type kindReason string

const (
	kindIssued     kindReason = "issued"           // the stamps were issued so
	kindAsked      kindReason = "asked"            // whoever prints wants it
	sealedFits     kindReason = "sealed_fits"      // of auto
	sealedTooLarge kindReason = "sealed_too_large" // of auto
)

// kindChoice is which codes go on a stock, and why.
type kindChoice struct {
	Kind   stamp.Kind     `json:"kind"`
	Why    kindReason     `json:"why"`
	Stock  string         `json:"stock,omitempty"`
	Module *labels.Module `json:"module"` // null for lists
}

// chooseKind settles a kind for a stock. Where it does not fit, the error is a
// problem that names what does.
func (s *Server) chooseKind(asked stamp.Kind, why kindReason, stock labels.Stock, dpi int) (kindChoice, error) {
	switch asked {
	case autoKind:
		choice, err := s.chooseKind(stamp.Sealed, sealedFits, stock, dpi)
		if _, ok := errors.AsType[problem](err); ok {
			return s.chooseKind(stamp.Compact, sealedTooLarge, stock, dpi)
		}
		return choice, err
	case stamp.Compact, stamp.Sealed:
		module, err := stock.Fits(s.sampleURL(asked), dpi)
		if small, ok := errors.AsType[labels.TooSmall](err); ok {
			return kindChoice{}, s.tooSmall(asked, stock, small)
		}
		return kindChoice{asked, why, stock.Name, &module}, err
	}
	return kindChoice{}, input.Error{Field: "kind", Problem: "kind.unknown"}
}

// signatureLength is in characters: the key's and 103 of the signature.
const signatureLength = 104

// sampleURL is as long as the codes of a kind are.
func (s *Server) sampleURL(kind stamp.Kind) string {
	start := s.codeBase() + "/01/" + strings.Repeat("0", 14) + "/21/"
	if kind == stamp.Sealed {
		return start + strings.Repeat("0", origincode.SealedLength) + "?s=" + strings.Repeat("0", signatureLength)
	}
	return start + strings.Repeat("0", origincode.CompactLength)
}

// fits is what can be printed in place of a code that is too large.
type fits struct {
	Kind   stamp.Kind `json:"kind,omitempty"` // fits the stock that was asked for
	Stocks []string   `json:"stocks"`         // that the kind which was asked for fits
}

// tooSmall says what to do about a stock that has too little room for codes of
// a kind.
func (s *Server) tooSmall(kind stamp.Kind, stock labels.Stock, e labels.TooSmall) problem {
	f := fits{Stocks: []string{}}
	if _, err := stock.Fits(s.sampleURL(stamp.Compact), e.DPI); err == nil {
		f.Kind = stamp.Compact
	}
	for _, other := range labels.Fitting(s.stocks(), s.sampleURL(kind), e.DPI) {
		if other.Media == stock.Media {
			f.Stocks = append(f.Stocks, other.Name)
		}
	}
	need := float64(e.Modules*labels.DotsPerModule(e.DPI)) * mmPerInch / float64(e.DPI)
	return problem{
		Status: http.StatusUnprocessableEntity,
		Key:    "error.too_small",
		Values: []any{"Need", need, "Room", e.Room, "DPI", e.DPI},
		Fits:   &f,
	}
}

const mmPerInch = 25.4
