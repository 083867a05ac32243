package labels

import (
	"strings"
	"unicode/utf8"
)

const ellipsis = "…"

// measure is the printed width of a text in mm: that of its letters together.
type measure func(string) float64

// wrap parts s into lines that are at most room wide, see flow. With limit 0
// nothing is lost.
func (width measure) wrap(s string, room float64, limit int) []string {
	lines, _ := width.flow(s, func(int) float64 { return room }, limit)
	return lines
}

// flow parts s into lines, the i-th of which has room(i), and makes them about
// equally wide: a serial with its last group alone is read wrongly. With a limit
// the last line is shortened. It tells whether all words are there, unbroken.
func (width measure) flow(s string, room func(line int) float64, limit int) (lines []string, whole bool) {
	lines = width.fill(s, room, limit)
	whole = strings.Join(lines, " ") == s
	if len(lines) < 2 || !whole {
		return lines, whole
	}
	for less := 1.0; ; less++ {
		narrower := width.fill(s, func(line int) float64 { return room(line) - less }, len(lines)+1)
		if len(narrower) > len(lines) || strings.Join(narrower, " ") != s {
			return lines, true
		}
		lines = narrower
	}
}

// fill puts as much as it can on each line.
func (width measure) fill(s string, room func(line int) float64, limit int) []string {
	var lines []string
	for s != "" {
		if len(lines) == limit-1 {
			return append(lines, width.shorten(s, room(len(lines))))
		}
		var line string
		line, s = width.cut(s, room(len(lines)))
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
	if width.fit(s, room) == len(s) && width(s) <= room {
		return s
	}
	end := width.fit(s, room-width(ellipsis))
	return strings.TrimRight(s[:end], " ") + ellipsis
}

// fit is the length of the longest beginning of s that is at most room wide. It
// has at least one letter, so that wrap always comes to an end. It reads no
// further than that, however long s is.
func (width measure) fit(s string, room float64) int {
	end, sum := 0, 0.0
	for i, r := range s {
		next := i + utf8.RuneLen(r)
		sum += width(s[i:next])
		if end > 0 && sum > room {
			break
		}
		end = next
	}
	return end
}
