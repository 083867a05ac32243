package web

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"temgoc/internal/day"
	"temgoc/internal/lookup"
)

func gunzip(t *testing.T, compressed []byte) []byte {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(compressed))
	if err != nil {
		t.Fatal(err)
	}
	html, err := io.ReadAll(z) // which checks sum and size
	if err != nil {
		t.Fatal(err)
	}
	return html
}

// One compressed page serves all scans of a kind of code, whatever stands in its
// holes; only what is very long goes out as it is.
func TestGzipServesOtherScans(t *testing.T) {
	t.Parallel()
	s := testServer(t, nil)
	view := sampleView(t)
	at := time.Date(2026, 5, 9, 18, 5, 0, 0, day.Vietnam)
	for _, tt := range []struct {
		serial string
		scans  int
		since  time.Time
		want   string // encoding
	}{
		{compactSerial, 3, at, "gzip"}, // made for this one
		{"7" + compactSerial[1:], 5, at.AddDate(0, 0, 1), "gzip"},
		{compactSerial, 12_345, at.AddDate(0, 5, 12), "gzip"},
		{compactSerial + "7", 3, at, "gzip"},
		{strings.Repeat("7", maxGzipped), 3, at, ""},
	} {
		a := sampleAnswer(t)
		a.View, a.Code.Serial, a.State.Scans, a.State.FirstAt = view, tt.serial, tt.scans, tt.since
		a.State.Devices, a.Verdict = tt.scans, lookup.SuspectedCopy
		for _, lang := range []string{"vi", "en"} {
			checkSpliced(t, s, a, a.Code.Path(), lang)
			c, w := asking(a.Code.Path(), "Accept-Language", lang, "Accept-Encoding", "gzip")
			if err := s.showAnswer(c, a, true); err != nil {
				t.Fatal(err)
			}
			if got := w.Header().Get("Content-Encoding"); got != tt.want {
				t.Errorf("%.30s, %d scans: Content-Encoding %q, want %q", tt.serial, tt.scans, got, tt.want)
			}
		}
	}
}

// In pieces as it is, a page must still be worth compressing.
func TestGzipIsSmall(t *testing.T) {
	t.Parallel()
	s := testServer(t, nil)
	a := sampleAnswer(t)
	c, w := asking(a.Code.Path(), "Accept-Encoding", "gzip")
	if err := s.showAnswer(c, a, true); err != nil {
		t.Fatal(err)
	}
	compressed, html := w.Body.Len(), len(gunzip(t, w.Body.Bytes()))
	t.Logf("%d bytes of %d", compressed, html)
	if compressed > html*6/10 {
		t.Errorf("%d bytes of %d, want at most six tenths", compressed, html)
	}
}

func TestTakesGzip(t *testing.T) {
	t.Parallel()
	for header, want := range map[string]bool{
		"":                             false,
		"gzip":                         true,
		"gzip, deflate, br, zstd":      true,
		"br;q=1.0, GZIP;q=0.5, *;q=0":  true,
		"identity":                     false,
		"*":                            false,
		"gzip;q=0":                     false,
		"gzip; q=0.000":                false,
		"gzip ; q = 0.001":             true,
		"x-gzip-like, notgzip, gzip2":  false,
		"deflate, gzip;q=1.0, *;q=0.5": true,
	} {
		if got := takesGzip(http.Header{"Accept-Encoding": {header}}); got != want {
			t.Errorf("%q: got %t, want %t", header, got, want)
		}
	}
}
