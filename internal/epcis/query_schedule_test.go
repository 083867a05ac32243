package epcis

import (
	"testing"
	"time"
)

func TestScheduleNext(t *testing.T) {
	t.Parallel()
	zone := time.FixedZone("", 7*3600)
	after := time.Date(2026, 1, 31, 23, 59, 59, 500, zone) // a Saturday
	at := func(year int, month time.Month, day, hour, minute, second int) time.Time {
		return time.Date(year, month, day, hour, minute, second, 0, zone)
	}
	for _, tt := range []struct {
		name     string
		schedule Schedule
		want     time.Time
	}{
		{"every minute", Schedule{Second: "0"}, at(2026, 2, 1, 0, 0, 0)},
		{"seconds", Schedule{Second: "5,[10-12]"}, at(2026, 2, 1, 0, 0, 5)},
		{"every hour", Schedule{Minute: "5"}, at(2026, 2, 1, 0, 5, 0)},
		{"every morning", Schedule{Hour: "1", Minute: "5"}, at(2026, 2, 1, 1, 5, 0)},
		{"each second of a minute", Schedule{Hour: "1", Minute: "5", Second: "[0-59]"}, at(2026, 2, 1, 1, 5, 0)},
		{"monthly", Schedule{DayOfMonth: "15"}, at(2026, 2, 15, 0, 0, 0)},
		{"end of a month that has one", Schedule{DayOfMonth: "31", Hour: "8"}, at(2026, 3, 31, 8, 0, 0)},
		{"yearly", Schedule{Month: "12"}, at(2026, 12, 1, 0, 0, 0)},
		{"weekly", Schedule{DayOfWeek: "1"}, at(2026, 2, 2, 0, 0, 0)},
		{"Sundays of a month", Schedule{DayOfWeek: "7", Month: "6"}, at(2026, 6, 7, 0, 0, 0)},
		{"leap day", Schedule{Month: "2", DayOfMonth: "29"}, at(2028, 2, 29, 0, 0, 0)},
		{"leap day on a Monday", Schedule{Month: "2", DayOfMonth: "29", DayOfWeek: "1"}, at(2044, 2, 29, 0, 0, 0)},
	} {
		if got, ok := tt.schedule.Next(after); !ok || !got.Equal(tt.want) {
			t.Errorf("%s: got %v, %v, want %v", tt.name, got, ok, tt.want)
		}
		if err := tt.schedule.Check(); err != nil {
			t.Errorf("%s: got %v, want it to pass", tt.name, err)
		}
	}
}

func TestScheduleNextIsAfter(t *testing.T) {
	t.Parallel()
	daily := Schedule{Hour: "6", Minute: "0"}
	now := time.Date(2026, 1, 1, 6, 0, 0, 0, time.UTC)
	if got, ok := daily.Next(now); !ok || !got.Equal(now.AddDate(0, 0, 1)) {
		t.Errorf("got %v, %v, want the same time on the next day", got, ok)
	}
}

func TestScheduleCheck(t *testing.T) {
	t.Parallel()
	for _, s := range []Schedule{
		{},
		{Second: "60"},
		{Minute: "-1"},
		{Hour: "24"},
		{DayOfMonth: "0"},
		{Month: "13"},
		{DayOfWeek: "8"},
		{Hour: "[5-3]"},
		{Hour: "[5]"},
		{Hour: "5-6"},
		{Hour: "1,,2"},
		{Hour: " 1"},
		{Hour: "*"},
		{Month: "2", DayOfMonth: "30"},
	} {
		if err := s.Check(); err == nil {
			t.Errorf("%+v passed", s)
		}
	}
}
