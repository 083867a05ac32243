package diary

import (
	"strings"
	"time"

	"temgoc/internal/day"
	"temgoc/internal/input"
)

// layouts of times as forms, programs and people write them. Without a zone a
// time is Vietnam's.
var layouts = []string{
	time.RFC3339,
	"2006-01-02T15:04:05",
	"2006-01-02T15:04",
	"2006-01-02 15:04:05",
	"2006-01-02 15:04",
	time.DateOnly,
	"2/1/2006 15:04:05",
	"2/1/2006 15:04",
	"15:04 2/1/2006",
	"2/1/2006",
}

// clockSkew is by how much a caller's clock may be ahead of ours, as in trace.
const clockSkew = 5 * time.Minute

// readMoment is now for an empty text, else a time that has come, in Vietnam's
// zone and to the second.
func readMoment(bad *input.Errors, field, text string, now time.Time) time.Time {
	text = strings.TrimSpace(text)
	if text == "" {
		return now.In(day.Vietnam).Truncate(time.Second)
	}
	for _, layout := range layouts {
		t, err := time.ParseInLocation(layout, text, day.Vietnam)
		if err != nil {
			continue
		}
		switch {
		case t.Year() < 1990:
			bad.Add(field, "diary.time_bad")
		case t.After(now.Add(clockSkew)):
			bad.Add(field, "diary.future")
		}
		return t.In(day.Vietnam).Truncate(time.Second)
	}
	bad.Add(field, "diary.time_bad")
	return time.Time{}
}
