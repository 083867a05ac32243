package epcis

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Schedule is when a query is asked again (EPCIS 2.0, section 8.2.5.3): at each
// second that is in all the lists. A list has numbers and ranges, "1,[10-20]".
// One that is empty takes every number, unless a list of longer units is there:
// then it takes the first, so that {"hour": "1"} is once a day, at 1:00:00.
type Schedule struct {
	Second     string `json:"second,omitempty"`
	Minute     string `json:"minute,omitempty"`
	Hour       string `json:"hour,omitempty"`
	DayOfMonth string `json:"dayOfMonth,omitempty"`
	Month      string `json:"month,omitempty"`
	DayOfWeek  string `json:"dayOfWeek,omitempty"` // 1 is Monday
}

var errNever = errors.New("a schedule names a time that comes again")

// Check refuses lists that cannot be read, and a schedule that never comes.
func (s Schedule) Check() error {
	if s == (Schedule{}) {
		return errNever
	}
	t, err := s.timetable()
	if err != nil {
		return err
	}
	if _, ok := t.next(time.Unix(0, 0).UTC()); !ok {
		return errNever
	}
	return nil
}

// Next is the first time after, in whose zone the schedule is meant; false if
// there is none.
func (s Schedule) Next(after time.Time) (time.Time, bool) {
	t, err := s.timetable()
	if err != nil {
		return time.Time{}, false
	}
	return t.next(after)
}

// timetable is a schedule as sets.
type timetable struct {
	seconds, minutes, hours, days, months, weekdays set
}

// set of numbers up to 63: bit n is number n.
type set uint64

func (s set) has(n int) bool { return s>>n&1 == 1 }

func (s Schedule) timetable() (t timetable, err error) {
	longer := s.Month+s.DayOfMonth+s.DayOfWeek != ""
	for _, f := range []struct {
		name, list  string
		first, last int
		to          *set
		resets      bool
	}{
		{"month", s.Month, 1, 12, &t.months, false},
		{"dayOfMonth", s.DayOfMonth, 1, 31, &t.days, s.Month != "" && s.DayOfWeek == ""},
		{"dayOfWeek", s.DayOfWeek, 1, 7, &t.weekdays, false},
		{"hour", s.Hour, 0, 23, &t.hours, longer},
		{"minute", s.Minute, 0, 59, &t.minutes, longer || s.Hour != ""},
		{"second", s.Second, 0, 59, &t.seconds, longer || s.Hour+s.Minute != ""},
	} {
		switch {
		case f.list != "":
			*f.to, err = parseSet(f.list, f.first, f.last)
		case f.resets:
			*f.to = span(f.first, f.first)
		default:
			*f.to = span(f.first, f.last)
		}
		if err != nil {
			return timetable{}, fmt.Errorf("%s: %w", f.name, err)
		}
	}
	return t, nil
}

func span(first, last int) set { return (1<<(last+1) - 1) &^ (1<<first - 1) }

func parseSet(list string, first, last int) (all set, err error) {
	for element := range strings.SplitSeq(list, ",") {
		from, to := element, element
		if strings.HasPrefix(element, "[") && strings.HasSuffix(element, "]") {
			from, to, _ = strings.Cut(element[1:len(element)-1], "-")
		}
		a, aErr := strconv.ParseUint(from, 10, 8)
		b, bErr := strconv.ParseUint(to, 10, 8)
		if aErr != nil || bErr != nil || int(a) < first || a > b || int(b) > last {
			return 0, fmt.Errorf("%q is not a number from %d to %d, or a range of them such as [%d-%d]", element, first, last, first, last)
		}
		all |= span(int(a), int(b))
	}
	return all, nil
}

// horizon is how far ahead a schedule is looked for: 29 February comes on each
// day of the week within 40 years, in which the calendar may skip a leap year.
const horizon = 41 * 366 * 24 * time.Hour

func (t timetable) next(after time.Time) (time.Time, bool) {
	at := after.Truncate(time.Second).Add(time.Second)
	for end := at.Add(horizon); at.Before(end); {
		year, month, day := at.Date()
		hour, minute, _ := at.Clock()
		switch zone := at.Location(); {
		case !t.months.has(int(month)):
			at = time.Date(year, month+1, 1, 0, 0, 0, 0, zone)
		case !t.days.has(day) || !t.weekdays.has(isoWeekday(at)):
			at = time.Date(year, month, day+1, 0, 0, 0, 0, zone)
		case !t.hours.has(hour):
			at = time.Date(year, month, day, hour+1, 0, 0, 0, zone)
		case !t.minutes.has(minute):
			at = time.Date(year, month, day, hour, minute+1, 0, 0, zone)
		case !t.seconds.has(at.Second()):
			at = at.Add(time.Second)
		default:
			return at, true
		}
	}
	return time.Time{}, false
}

// isoWeekday is 1 on Monday and 7 on Sunday.
func isoWeekday(t time.Time) int { return (int(t.Weekday())+6)%7 + 1 }
