// Package day is the calendar day: production, expiry and certificate dates
// have no hour and no zone. The zero Day means that there is none, and is NULL
// in the database and empty in text.
package day

import (
	"database/sql/driver"
	"fmt"
	"time"
)

// Vietnam is the zone in which days begin and times are shown: UTC+7, without
// daylight saving, so no zone database is needed.
var Vietnam = time.FixedZone("ICT", 7*3600)

// Day is a calendar day. Compare with Before, After and ==.
type Day struct {
	t time.Time // midnight UTC
}

// Of is the day that t falls on in Vietnam.
func Of(t time.Time) Day {
	y, m, d := t.In(Vietnam).Date()
	return Date(y, m, d)
}

// Date normalises like time.Date.
func Date(year int, month time.Month, day int) Day {
	return Day{time.Date(year, month, day, 0, 0, 0, 0, time.UTC)}
}

// Parse reads 2006-01-02; the empty string is the zero Day.
func Parse(s string) (Day, error) {
	if s == "" {
		return Day{}, nil
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < 1900 {
		return Day{}, fmt.Errorf("date %q: want year-month-day, such as 2026-04-15", s)
	}
	return Day{t}, nil
}

// Time is midnight of the day in Vietnam.
func (d Day) Time() time.Time {
	y, m, n := d.t.Date()
	return time.Date(y, m, n, 0, 0, 0, 0, Vietnam)
}

func (d Day) IsZero() bool           { return d.t.IsZero() }
func (d Day) Before(e Day) bool      { return d.t.Before(e.t) }
func (d Day) After(e Day) bool       { return d.t.After(e.t) }
func (d Day) AddDays(n int) Day      { return Day{d.t.AddDate(0, 0, n)} }
func (d Day) AddMonths(n int) Day    { return Day{d.t.AddDate(0, n, 0)} }
func (d Day) DaysUntil(e Day) int    { return int(e.t.Sub(d.t).Hours() / 24) }
func (d Day) Format(l string) string { return d.t.Format(l) }

// String is 2006-01-02, or empty.
func (d Day) String() string {
	if d.IsZero() {
		return ""
	}
	return d.t.Format(time.DateOnly)
}

// YYMMDD is the form of GS1 dates (General Specifications 3.4).
func (d Day) YYMMDD() string { return d.t.Format("060102") }

func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

func (d *Day) UnmarshalText(b []byte) (err error) {
	*d, err = Parse(string(b))
	return err
}

// Value makes a Day a database date.
func (d Day) Value() (driver.Value, error) {
	if d.IsZero() {
		return nil, nil
	}
	return d.t, nil
}

// Scan reads a database date.
func (d *Day) Scan(src any) (err error) {
	switch v := src.(type) {
	case nil:
		*d = Day{}
	case time.Time:
		*d = Date(v.Date())
	case string:
		*d, err = Parse(v)
	default:
		err = fmt.Errorf("date from %T", src)
	}
	return err
}
