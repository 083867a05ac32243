package catalog

import (
	"temgoc/internal/day"
	"temgoc/internal/input"
)

// Days outside these years are slips of the finger; within them the two-digit
// year of a GS1 date names one year only (General Specifications 7.12).
var (
	firstDay = day.Date(2000, 1, 1)
	lastDay  = day.Date(2074, 12, 31)
)

// checkDay refuses a day that is missing or beyond all reason.
func checkDay(bad *input.Errors, field string, d day.Day) {
	if d.Before(firstDay) || d.After(lastDay) {
		bad.Add(field, "date.bad")
	}
}
