package limit

import (
	"testing"
	"time"
)

func TestNetwork(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ in, want string }{
		{"203.0.113.7", "203.0.113.7"},
		{"::ffff:203.0.113.7", "203.0.113.7"},
		{"2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"},
		{"fe80::1%eth0", "fe80::/64"},
		{"", ""},
		{"unix socket", "unix socket"},
	} {
		if got := Network(tt.in); got != tt.want {
			t.Errorf("Network(%q): got %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestSource(t *testing.T) {
	t.Parallel()
	day := time.Date(2026, 4, 15, 9, 0, 0, 0, time.UTC)
	of := func(address string, at time.Time) string { return Source([]byte("secret"), address, at) }
	if of("203.0.113.7", day) != of("::ffff:203.0.113.7", day.Add(time.Hour)) {
		t.Error("one network has two keys on a day")
	}
	if of("203.0.113.7", day) == of("203.0.113.8", day) {
		t.Error("two networks have one key")
	}
	if of("203.0.113.7", day) == of("203.0.113.7", day.AddDate(0, 0, 1)) {
		t.Error("a network has the same key on two days")
	}
}
