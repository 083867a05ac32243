package labels

import (
	"strings"
	"unicode/utf8"
)

const ellipsis = "…"

// measure is the printed width of a text in mm.
type measure func(string) float64

// wrap parts s into lines that are at most room wide, and about equally wide:
// a serial with its last group alone is read wrongly. With limit lines the last
// is shortened; with limit 0 nothing is lost.
func (width measure) wrap(s string, room float64, limit int) []string {
	lines := width.fill(s, room, limit)
	if len(lines) < 2 {
		return lines
	}
	for {
		room--
		narrower := width.fill(s, room, limit)
		whole := strings.Join(narrower, " ") == s // no word broken, nothing lost
		if !whole || len(narrower) > len(lines) {
			return lines
		}
		lines = narrower
	}
}

// fill puts as much as it can on each line.
func (width measure) fill(s string, room float64, limit int) []string {
	var lines []string
	for s != "" {
		if len(lines) == limit-1 {
			return append(lines, width.shorten(s, room))
		}
		var line string
		line, s = width.cut(s, room)
		lines = append(lines, line)
	}
	return lines
}

// cut takes one line off s: up to a space, or within a word that is wider than
// the room.
func (width measure) cut(s string, room float64) (line, rest string) {
	end := width.fit(s, room)
	if end == len(s) {
		return s, ""
	}
	if space := strings.LastIndexByte(s[:end+1], ' '); space > 0 {
		return s[:space], s[space+1:]
	}
	return s[:end], s[end:]
}

func (width measure) shorten(s string, room float64) string {
	if width(s) <= room {
		return s
	}
	end := width.fit(s, room-width(ellipsis))
	return strings.TrimRight(s[:end], " ") + ellipsis
}

// fit is the length of the longest beginning of s that is at most room wide. It
// has at least one letter, so that wrap always comes to an end.
func (width measure) fit(s string, room float64) int {
	end := 0
	for i, r := range s {
		next := i + utf8.RuneLen(r)
		if end > 0 && width(s[:next]) > room {
			break
		}
		end = next
	}
	return end
}
