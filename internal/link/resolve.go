package link

// Request is what of an HTTP request decides on the answer.
type Request struct {
	LinkType       string // unescaped: a type short or in full, "linkset", "all", or empty
	Accept         string // the headers, several of a name joined by commas
	AcceptLanguage string
}

// Kind of an answer.
type Kind int

const (
	NotFound Kind = iota // there is no such link
	Redirect             // to Link
	Linkset              // all links of all levels
	Choices              // several links that the request does not tell apart
)

// Resolution is the answer to a request.
type Resolution struct {
	Kind    Kind
	Link    Link   // of Redirect
	Path    string // of Choices: whose they are
	Choices []Link
}

// Resolve answers a request for an entity. Its levels go from the most specific
// one up; a level that lacks what is asked for leaves it to the next (§2.5.9).
func Resolve(levels []Level, r Request) Resolution {
	curie := curieOf(r.LinkType)
	switch {
	case len(levels) == 0:
		return Resolution{}
	case curie == "linkset", curie == "all", Named(r.Accept, htmlType, LinksetType) == LinksetType:
		return Resolution{Kind: Linkset}
	case curie == "", curie == defaultLink, curie == defaultLinkMulti:
		return redirect(fallback(r.choose(defaults(levels))))
	}
	return r.typed(levels, curie)
}

func redirect(l Link, ok bool) Resolution {
	if !ok {
		return Resolution{}
	}
	return Resolution{Kind: Redirect, Link: l}
}

// defaults are those of the nearest level that has approved ones, or else the
// service's own.
func defaults(levels []Level) []Link {
	isDefault := func(l Link) bool { return l.Default }
	_, links := nearest(levels, isDefault, approved, own)
	return links
}

// fallback is the one default link of §2.5.8: without a language, or the first.
func fallback(defaults []Link) (l Link, ok bool) {
	if len(defaults) == 0 {
		return Link{}, false
	}
	return keep(defaults, func(l Link) bool { return l.Lang == "" })[0], true
}

// typed answers with the links of one type. A recall is told by the service
// first: no link of a producer may stand before it.
func (r Request) typed(levels []Level, curie string) Resolution {
	ofType := func(l Link) bool { return l.Type == curie }
	sources := []source{approved, own}
	if curie == recallStatus {
		sources = []source{own, approved}
	}
	path, links := nearest(levels, ofType, sources...)
	links = r.choose(links)
	switch len(links) {
	case 0:
		return Resolution{}
	case 1:
		return redirect(links[0], true)
	}
	return Resolution{Kind: Choices, Path: path, Choices: links}
}

// source is one of the two lists of links of a level.
type source func(Level) []Link

func approved(l Level) []Link { return l.Links }
func own(l Level) []Link      { return l.Own }

// nearest finds the wanted links of the first level that has any, in the first
// source that has any.
func nearest(levels []Level, wanted func(Link) bool, sources ...source) (path string, links []Link) {
	for _, linksOf := range sources {
		for _, level := range levels {
			if links := only(linksOf(level), wanted); len(links) > 0 {
				return level.Path, links
			}
		}
	}
	return "", nil
}
