package web

import (
	"strings"

	"temgoc/internal/link"
)

// linkLine is a stored link in words.
type linkLine struct {
	link.Entry
	Kind         string
	Tone         tone
	InWords      string // its state
	Notes        string // language, format, whether it is the default
	WaitsInPlace bool   // the one that it is to replace goes on serving
}

func linkLines(l *Lang, entries []link.Entry) []linkLine {
	lines := make([]linkLine, len(entries))
	for i, e := range entries {
		lines[i] = linkLine{
			Entry:        e,
			Kind:         l.linkType(e.Type),
			Notes:        linkNotes(l, e.Link),
			WaitsInPlace: e.State == link.Proposed && e.Replaces != nil,
		}
		lines[i].Tone, lines[i].InWords = linkState(l, e.State)
	}
	return lines
}

func linkNotes(l *Lang, e link.Link) string {
	var notes []string
	for _, n := range []string{e.Lang, e.MediaType} {
		if n != "" {
			notes = append(notes, n)
		}
	}
	if e.Default {
		notes = append(notes, l.T("links.default"))
	}
	return strings.Join(notes, " · ")
}

func linkState(l *Lang, s link.State) (tone, string) {
	switch s {
	case link.Approved:
		return good, l.T("links.state.approved")
	case link.Rejected:
		return bad, l.T("links.state.rejected")
	}
	return warn, l.T("links.state.proposed")
}
