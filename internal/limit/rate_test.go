package limit

import (
	"testing"
	"time"
)

func TestRate(t *testing.T) {
	t.Parallel()
	r := Rate{Every: 10 * time.Second, Burst: 3}
	start := time.Date(2026, 4, 15, 9, 0, 0, 0, time.UTC)
	var tat time.Time
	for _, tt := range []struct {
		at   time.Duration
		wait time.Duration
	}{
		{0, 0}, {0, 0}, {0, 0},
		{0, 10 * time.Second},
		{4 * time.Second, 6 * time.Second}, // what was refused did not count
		{10 * time.Second, 0},
		{10 * time.Second, 10 * time.Second},
		{time.Hour, 0}, {time.Hour, 0}, {time.Hour, 0}, // rested, no more than a burst
		{time.Hour, 10 * time.Second},
		{30 * time.Minute, 30*time.Minute + 10*time.Second}, // a clock that was set back
	} {
		var wait time.Duration
		if tat, wait = r.take(tat, start.Add(tt.at)); wait != tt.wait {
			t.Errorf("after %s: wait %s, want %s", tt.at, wait, tt.wait)
		}
	}
}

// In any hour at most a burst and one each interval pass, whoever hurries.
func TestRateInTheLongRun(t *testing.T) {
	t.Parallel()
	r := Rate{Every: 7 * time.Second, Burst: 5}
	now, passed := time.Unix(0, 0), 0
	var tat time.Time
	for range 36_000 {
		var wait time.Duration
		if tat, wait = r.take(tat, now); wait == 0 {
			passed++
		}
		now = now.Add(100 * time.Millisecond)
	}
	if want := 3600/7 + 5; passed != want {
		t.Errorf("%d passed in an hour, want %d", passed, want)
	}
}
