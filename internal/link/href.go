package link

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// maxHref is in bytes. Browsers and proxies take some 2,000 in a header safely.
const maxHref = 2000

// checkHref tells what is wrong with the target of a link, as a message of the
// text catalogue, or empty. What it lets through is read in one way only, by
// people, browsers and us: plain characters, https, a host with a name.
func checkHref(href string) (problem string) {
	switch {
	case len(href) > maxHref:
		return "link.href_too_long"
	case !plain(href):
		return "link.href_form"
	case !strings.HasPrefix(href, "https://"):
		return "link.href_scheme"
	}
	u, err := url.Parse(href)
	switch {
	case err != nil || u.User != nil || u.String() != href:
		return "link.href_form"
	case !publicHost(u.Hostname()) || strings.HasSuffix(u.Host, ":") || !realPort(u.Port()):
		return "link.href_host"
	}
	return ""
}

// plain tells whether all characters are those of a URI (RFC 3986 §2), and
// every escape is whole and hides no control character.
func plain(href string) bool {
	if strings.IndexFunc(href, isStrayInURI) >= 0 {
		return false
	}
	shown, err := url.PathUnescape(href)
	return err == nil && strings.IndexFunc(shown, unicode.IsControl) < 0
}

// isStrayInURI is isStray, save that a URI may have a fragment.
func isStrayInURI(r rune) bool { return r != '#' && isStray(r) }

// hostName is two labels or more, the last one no number: no address, neither
// dotted nor as "0x7f000001", and no "localhost". Names with other letters
// stand in their ASCII form "xn--…", where nobody takes one for another.
var hostName = regexp.MustCompile(`^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{0,58}[a-z0-9])$`)

// privateDomains lead into one's own network or nowhere (RFC 6761, RFC 6762,
// RFC 7686, RFC 8375, RFC 9476; "internal" by ICANN's decision of 2024, "corp",
// "home" and "lan" by wide use).
var privateDomains = []string{
	"alt", "arpa", "corp", "home", "internal", "invalid", "lan", "local", "localhost", "onion", "test",
}

// realPort is true for none, and for 1 to 65535.
func realPort(port string) bool {
	n, err := strconv.ParseUint(port, 10, 16)
	return port == "" || err == nil && n > 0
}

// publicHost wants a name of the public Internet, of at most 253 characters
// (RFC 1035 §2.3.4), in lower case.
func publicHost(host string) bool {
	if len(host) > 253 || !hostName.MatchString(host) {
		return false
	}
	return !slices.Contains(privateDomains, host[strings.LastIndexByte(host, '.')+1:])
}
