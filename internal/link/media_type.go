package link

import "strings"

const (
	LinksetType = "application/linkset+json"
	htmlType    = "text/html"
)

// Named is which of the offered media types an Accept header names outright,
// the most wanted one, and of equals the one that is offered first; empty if it
// names none. Wildcards name nothing: a browser names text/html, curl nothing.
func Named(accept string, offers ...string) string {
	wanted := preferences(accept)
	best, bestQ := "", 0
	for _, offer := range offers {
		if q, _ := qualityOf(wanted, offer); q > bestQ {
			best, bestQ = offer, q
		}
	}
	return best
}

// qualityOf is the quality of an element that reads exactly so.
func qualityOf(wanted []preference, value string) (q int, listed bool) {
	for _, p := range wanted {
		if strings.EqualFold(p.value, value) {
			return p.q, true
		}
	}
	return 0, false
}

// unsaid is the quality of what may be acceptable, for all that is known.
const unsaid = 1

// acceptability of a link's media type, by the most specific element that
// covers it (RFC 9110 §12.5.1). Who names nothing wants everything the same.
func acceptability(wanted []preference, mediaType string) int {
	if len(wanted) == 0 {
		return unsaid
	}
	mediaType, _, _ = strings.Cut(mediaType, ";")
	group, _, _ := strings.Cut(mediaType, "/")
	for _, value := range [...]string{mediaType, group + "/*", "*/*"} {
		if q, listed := qualityOf(wanted, value); listed {
			return q
		}
	}
	if mediaType == "" {
		return unsaid
	}
	return 0
}
