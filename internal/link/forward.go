package link

import (
	"fmt"
	"strings"
)

// Forward is the target of a redirect: the link with the whole query of the
// request behind its own (§2.12), before its fragment. The query is not
// understood, so that "a=1;b" and "flag" arrive as they came; only what would
// end it, or the header, is escaped.
func Forward(href, rawQuery string) string {
	if rawQuery == "" {
		return href
	}
	target, fragment, hasFragment := strings.Cut(href, "#")
	joint := "?"
	if strings.Contains(target, "?") {
		joint = "&"
	}
	if strings.HasSuffix(target, "?") || strings.HasSuffix(target, "&") {
		joint = ""
	}
	target += joint + escapeStray(rawQuery)
	if hasFragment {
		target += "#" + fragment
	}
	return target
}

// escapeStray escapes the bytes that are in no query (RFC 3986 §3.4): controls,
// spaces, quotes, "#" and all beyond ASCII.
func escapeStray(query string) string {
	if strings.IndexFunc(query, isStray) < 0 {
		return query
	}
	var out strings.Builder
	for i := range len(query) {
		if c := query[i]; isStray(rune(c)) {
			fmt.Fprintf(&out, "%%%02X", c)
		} else {
			out.WriteByte(c)
		}
	}
	return out.String()
}

func isStray(r rune) bool {
	return r <= ' ' || r >= 0x7F || strings.ContainsRune("\"#<>\\^`{|}", r)
}
