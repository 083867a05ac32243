package web

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"temgoc/internal/gs1"
	"temgoc/internal/link"
	"temgoc/internal/lookup"
)

// These addresses are a GS1-Conformant Resolver (standard 1.2, sections as §).
// Browsers get the page of a code at its own address, programs are sent where
// its links lead. A redirect asks no store: products and links are in memory.

const (
	htmlType   = "text/html"
	jsonLDType = "application/ld+json"
)

// primaryKeys are the identifiers that a Digital Link may begin with (URI
// Syntax §4.9), and whether this service knows anything by them.
var primaryKeys = map[string]bool{
	"01": true, "414": true,
	"00": false, "253": false, "255": false, "401": false, "402": false, "415": false, "417": false, "8003": false,
	"8004": false, "8006": false, "8010": false, "8013": false, "8017": false, "8018": false,
}

// inResolver tells whether a path begins with a primary key.
func inResolver(path string) bool {
	key, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	_, is := primaryKeys[key]
	return is
}

// digitalLink is a request for what a link identifies.
type digitalLink struct {
	gs1.Link
	path, query string // as they came, but for a last slash
	linkType    string // as asked for; empty: the default one
	wants       string // media type that the caller names, of those we have; empty: takes what comes
}

// readLink also returns what it knows of a link that is none.
func readLink(r *http.Request) (digitalLink, error) {
	d := digitalLink{path: codePath(r.URL), query: r.URL.RawQuery, wants: wanted(r)}
	var err error
	if d.Link, err = gs1.ParsePath(d.path, d.query); err != nil {
		return d, err
	}
	for _, p := range d.Params {
		if p.Key == "linkType" {
			d.linkType = p.Value
			break
		}
	}
	return d, nil
}

// codePath is the address that a request is about, escaped as it came: gin has
// unescaped its copy, and "/" in a lot would cut it in two. One last slash means
// nothing (§2.13).
func codePath(u *url.URL) string {
	return strings.TrimSuffix(strings.TrimPrefix(u.EscapedPath(), lookup.PagePrefix), "/")
}

func wanted(r *http.Request) string {
	accept := joined(r.Header, "Accept")
	if strings.HasPrefix(accept, htmlType+",") {
		return htmlType // as every browser begins: nothing is wanted more, and of equals it is ours
	}
	return link.Named(accept, htmlType, link.LinksetType, jsonLDType)
}

// joined is a header that may stand in several lines.
func joined(h http.Header, name string) string {
	if lines := h[name]; len(lines) != 1 {
		return strings.Join(lines, ",")
	}
	return h[name][0]
}

// isPage is true for a browser that asks for no particular link.
func (d digitalLink) isPage() bool { return d.wants == htmlType && d.linkType == "" }

// asksForPage is isPage of a request. Without a query there is no need to read
// the link, which whoever answers a scan does.
func asksForPage(r *http.Request) bool {
	if r.URL.RawQuery == "" {
		return wanted(r) == htmlType
	}
	d, _ := readLink(r)
	return d.isPage()
}

// resolve answers for a known entity by its levels, the most specific first.
func (s *Server) resolve(c *gin.Context, d digitalLink, levels []link.Level) error {
	s.offerLinkset(c, d.path, d.query)
	r := link.Resolve(levels, link.Request{
		LinkType:       d.linkType,
		Accept:         joined(c.Request.Header, "Accept"),
		AcceptLanguage: joined(c.Request.Header, "Accept-Language"),
	})
	switch r.Kind {
	case link.Redirect:
		c.Header("Location", link.Forward(r.Link.Href, d.query))
		c.Status(http.StatusTemporaryRedirect)
		return nil
	case link.Linkset:
		return writeLinkset(c, http.StatusOK, link.NewDocument(s.codeBase(), d.carried(levels)))
	case link.Choices:
		return writeLinkset(c, http.StatusMultipleChoices, link.ChoicesDocument(s.codeBase(), r.Path, r.Choices))
	}
	return status(http.StatusNotFound)
}

// carried are the levels with the query on our own pages of the code itself: a
// signature is in it, without which the page calls a genuine code altered.
func (d digitalLink) carried(levels []link.Level) []link.Level {
	query := withoutParams(d.query, "linkType")
	if query == "" {
		return levels
	}
	levels = slices.Clone(levels)
	levels[0].Own = slices.Clone(levels[0].Own)
	for i, own := range levels[0].Own {
		levels[0].Own[i].Href = link.Forward(own.Href, query)
	}
	return levels
}

// resolveNothing is for keys by which we know nothing: there is no such thing
// here, and a wrong link is still told from it.
func (s *Server) resolveNothing(c *gin.Context) error {
	if _, err := readLink(c.Request); err != nil {
		return err
	}
	return status(http.StatusNotFound)
}

// resolverOptions answers what a page of another site asks beforehand.
func (s *Server) resolverOptions(c *gin.Context) error {
	c.Header("Allow", resolverMethods)
	c.Status(http.StatusNoContent)
	return nil
}

const resolverMethods = "GET, HEAD, OPTIONS"

// openness lets pages of any site read what the resolver answers, errors
// included, and tells caches what its answers depend on.
var openness = http.Header{
	"Access-Control-Allow-Origin":   {"*"},
	"Access-Control-Allow-Methods":  {resolverMethods},
	"Access-Control-Expose-Headers": {"Link"},
	"Vary":                          {"Accept, Accept-Language"},
}

func (s *Server) openResolver(c *gin.Context) {
	if inResolver(strings.TrimPrefix(c.Request.URL.Path, lookup.PagePrefix)) {
		maps.Copy(c.Writer.Header(), openness)
	}
}
