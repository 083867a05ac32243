package web

import (
	"net/http"
	"testing"
)

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
