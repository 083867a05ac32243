package web

import (
	"regexp"
	"testing"
	"time"

	"temgoc/internal/lookup"
)

func TestServerTiming(t *testing.T) {
	t.Parallel()
	took := lookup.Took{Code: 2 * time.Microsecond, Store: 3100 * time.Microsecond}
	const want = "code;dur=0.002, store;dur=3.100, view;dur=0.000, page;dur=0.040"
	if got := serverTiming(took, 40*time.Microsecond); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Only a demonstration tells what a scan was spent on.
func TestServerTimingIsOfTheDemonstration(t *testing.T) {
	t.Parallel()
	form := regexp.MustCompile(`^code;dur=[\d.]+, store;dur=[\d.]+, view;dur=[\d.]+, page;dur=[\d.]+$`)
	for _, demo := range []*Demo{nil, {}} {
		s := testServer(t, func(o *Options) { o.Demo = demo })
		a := sampleAnswer(t)
		c, w := asking(a.Code.Path())
		if err := s.showAnswer(c, a, true); err != nil {
			t.Fatal(err)
		}
		if got := w.Header().Get("Server-Timing"); form.MatchString(got) != (demo != nil) {
			t.Errorf("demonstration %t: Server-Timing %q", demo != nil, got)
		}
	}
}
