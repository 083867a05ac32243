package scan

import (
	"testing"
	"time"
)

func TestJudge(t *testing.T) {
	t.Parallel()
	claimed := time.Date(2026, 4, 15, 9, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		name string
		Evidence
		want Suspicion
	}{
		{"never scanned", Evidence{}, Clear},
		{"a household", Evidence{Devices: 2}, Clear},
		{"a third device", Evidence{Devices: 3}, Amber},
		{"a fourth", Evidence{Devices: 4}, Amber},
		{"a fifth", Evidence{Devices: 5}, Review},
		{"a crowd", Evidence{Devices: MaxDevices}, Review},
		{"an inspector cleared them", Evidence{Devices: 5, Cleared: 5}, Clear},
		{"two more after that", Evidence{Devices: 7, Cleared: 5}, Clear},
		{"three more after that", Evidence{Devices: 8, Cleared: 5}, Amber},
		{"three in one province", Evidence{Devices: 3, Placed: 3, Provinces: 1}, Amber},
		{"three in two provinces", Evidence{Devices: 3, Placed: 3, Provinces: 2}, Review},
		{"two in two provinces", Evidence{Devices: 2, Placed: 2, Provinces: 2}, Clear},
		{"the buyer alone used the PIN", Evidence{Devices: 1, ClaimedAt: claimed}, Clear},
		{"a friend was there", Evidence{Devices: 2, ClaimedAt: claimed, OtherAt: claimed.Add(59 * time.Minute)}, Clear},
		{"the seller scanned before", Evidence{Devices: 2, ClaimedAt: claimed, OtherAt: claimed.Add(-time.Hour)}, Clear},
		{"another an hour after the PIN", Evidence{Devices: 2, ClaimedAt: claimed, OtherAt: claimed.Add(time.Hour)}, Amber},
	} {
		if got := DefaultRules[0].Judge(tt.Evidence); got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestRuleBook(t *testing.T) {
	t.Parallel()
	first := DefaultRules[0].From
	book := RuleBook{{From: first, AmberDevices: 3}, {From: first.AddDate(1, 0, 0), AmberDevices: 4}}
	for _, tt := range []struct {
		at   time.Time
		want int
	}{
		{first.AddDate(-1, 0, 0), 3},
		{first, 3},
		{first.AddDate(1, 0, 0).Add(-time.Second), 3},
		{first.AddDate(1, 0, 0), 4},
		{first.AddDate(9, 0, 0), 4},
	} {
		if got := book.At(tt.at).AmberDevices; got != tt.want {
			t.Errorf("at %s: amber from %d devices, want %d", tt.at, got, tt.want)
		}
	}
}
