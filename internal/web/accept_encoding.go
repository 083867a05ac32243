package web

import (
	"net/http"
	"strings"
)

// takesGzip tells whether the caller names gzip among what it can decompress
// (RFC 9110 §12.5.3). Who says "*" alone gets what needs no decompressing.
func takesGzip(h http.Header) bool {
	for element := range strings.SplitSeq(joined(h, "Accept-Encoding"), ",") {
		coding, weight, _ := strings.Cut(element, ";")
		if strings.EqualFold(strings.TrimSpace(coding), "gzip") {
			_, q, weighted := strings.Cut(weight, "=")
			return !weighted || strings.Trim(q, "0. ") != ""
		}
	}
	return false
}
