// Package link is where a code leads: the typed links of products and batches,
// what a resolver answers with them, and their linksets, after the
// GS1-Conformant Resolver Standard 1.2 (sections as §) and RFC 9264.
//
//   - A redirect leads to an approved link or to the service's own pages, never
//     to anything that came with the request but for the query behind it.
//   - A link is https, on a host with a name, written as a browser reads it.
//   - What was approved is what was looked at: a stored link never changes what
//     it says. A changed link is another one, and the old one goes on serving
//     until that is approved in its place.
//   - A level has at most one approved default for a language.
//   - An organisation never learns of another's links: they are ErrNotFound.
//   - Choosing takes time that headers cannot stretch: of each, only the first
//     preferences are read.
//
// The part that chooses does no I/O: Resolve, Forward, NewDocument.
package link

// Link is one typed link as a resolver serves it.
type Link struct {
	Type      string `json:"link_type"` // curie of the GS1 Web Vocabulary: "gs1:pip"
	Href      string `json:"href"`      // absolute
	Title     string `json:"title"`
	Lang      string `json:"lang"`       // BCP 47; empty: not said
	MediaType string `json:"media_type"` // empty: not said
	Default   bool   `json:"default"`    // of its level and language
}

// Level is one entity that a request names, and what is known of it.
type Level struct {
	Path        string // "/01/09506000134352/10/L1", escaped: its anchor without the base
	Description string // may be empty
	Links       []Link // approved, of exactly this level
	Own         []Link // the service's, of which one without a language is Default
}
