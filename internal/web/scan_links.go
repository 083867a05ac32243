package web

import (
	"net/url"
	"slices"
	"strings"

	"temgoc/internal/gs1"
	"temgoc/internal/link"
	"temgoc/internal/lookup"
)

// shopperLink is a producer's approved link on the page of a code.
type shopperLink struct {
	link.Link
	Host string // where it leads, so that nobody takes it for a page of ours
	Kind string // its type in words
}

// The page must stay small, and what the producer says must not drown what we
// say.
const (
	maxShopperLinks = 6
	maxShopperBytes = 4000 // of their addresses
)

// shopperLinks are of the lot and the product.
func (s *Server) shopperLinks(l *Lang, a lookup.Answer) (shown []shopperLink) {
	size := 0
	for _, level := range s.Links.Levels(goodsOf(a)) {
		for _, candidate := range inLanguage(level.Links, l.Tag) {
			u, err := url.Parse(candidate.Href)
			if size += len(candidate.Href); err != nil || size > maxShopperBytes || len(shown) == maxShopperLinks {
				return shown
			}
			shown = append(shown, shopperLink{candidate, u.Host, l.linkType(candidate.Type)})
		}
	}
	return shown
}

// goodsOf is the lot, or else the product, that an answer is about; no link at
// all if it is about neither.
func goodsOf(a lookup.Answer) gs1.Link {
	product := gs1.Element{AI: "01", Value: a.Code.GTIN.String()}
	switch {
	case a.View != nil:
		return gs1.Link{Path: []gs1.Element{product, {AI: "10", Value: a.View.Lot}}}
	case a.Verdict == lookup.ProductOnly:
		return gs1.Link{Path: []gs1.Element{product}}
	}
	return gs1.Link{}
}

// inLanguage keeps the links that a shopper can read: not those for programs,
// nor those of which there is another one in the reader's language.
func inLanguage(links []link.Link, tag string) (kept []link.Link) {
	speaks := func(l link.Link) bool { return l.Lang == tag || strings.HasPrefix(l.Lang, tag+"-") }
	for _, candidate := range links {
		translated := slices.ContainsFunc(links, func(o link.Link) bool { return o.Type == candidate.Type && speaks(o) })
		if forShoppers(candidate) && (speaks(candidate) || candidate.Lang == "" || !translated) {
			kept = append(kept, candidate)
		}
	}
	return kept
}
