package link

import "strings"

// choose keeps those of the links that answer the request best (§2.6.3): of
// the media types that are acceptable at all, in the most wanted language, in
// the most wanted media type. There is at least one left if there was one.
func (r Request) choose(links []Link) []Link {
	if len(links) < 2 {
		return links
	}
	wanted := preferences(r.Accept)
	links = keep(links, func(l Link) bool { return acceptability(wanted, l.MediaType) > 0 })
	links = inLanguage(links, r.AcceptLanguage)
	return mostAcceptable(links, wanted)
}

// keep is the links that are wanted or, if there is none, all.
func keep(links []Link, wanted func(Link) bool) []Link {
	kept := only(links, wanted)
	if len(kept) == 0 {
		return links
	}
	return kept
}

func only(links []Link, wanted func(Link) bool) (kept []Link) {
	for _, l := range links {
		if wanted(l) {
			kept = append(kept, l)
		}
	}
	return kept
}

// inLanguage is the lookup of RFC 4647 §3.4. Where nothing is found, links
// without a language stand for every one.
func inLanguage(links []Link, acceptLanguage string) []Link {
	for _, p := range preferences(acceptLanguage) {
		if p.q == 0 {
			break
		}
		for tag := p.value; tag != ""; tag = shortened(tag) {
			found := only(links, func(l Link) bool { return strings.EqualFold(l.Lang, tag) })
			if len(found) > 0 {
				return found
			}
		}
	}
	return keep(links, func(l Link) bool { return l.Lang == "" })
}

// shortened drops the last subtag, and with it a single letter that only
// introduced it: "zh-Hant-x-abc" becomes "zh-Hant".
func shortened(tag string) string {
	tag = tag[:max(strings.LastIndexByte(tag, '-'), 0)]
	if n := len(tag); n >= 2 && tag[n-2] == '-' {
		tag = tag[:n-2]
	}
	return tag
}

func mostAcceptable(links []Link, wanted []preference) []Link {
	best := 0
	for _, l := range links {
		best = max(best, acceptability(wanted, l.MediaType))
	}
	return only(links, func(l Link) bool { return acceptability(wanted, l.MediaType) == best })
}
