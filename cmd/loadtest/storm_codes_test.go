package main

import (
	"bytes"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReadCodes(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, text string
		host       string
		want       map[string][]string // paths by batch
	}{
		{
			"as exported", "\ufeffnumber,serial,url\r\n0,AB,https://tem.vn/01/1/21/AB\r\n1,CD,https://tem.vn/01/1/21/CD?s=X\r\n",
			"tem.vn", map[string][]string{"file": {"/01/1/21/AB", "/01/1/21/CD?s=X"}},
		},
		{
			"with batches", "batch,url\na,http://t:1/1\nb,http://t:1/2\na,http://t:1/3\n",
			"t:1", map[string][]string{"a": {"/1", "/3"}, "b": {"/2"}},
		},
		{"quoted", "url\n\"/01/1,2\"\n", "", map[string][]string{"file": {"/01/1,2"}}},
		{"lines", "/01/1/21/AB\n\n  /01/1/21/CD  \n", "", map[string][]string{"file": {"/01/1/21/AB", "/01/1/21/CD"}}},
		{"no path", "http://tem.vn\n", "tem.vn", map[string][]string{"file": {"/"}}},
	} {
		c := new(codes)
		if err := c.read(strings.NewReader(tt.text), "file"); err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		got := map[string][]string{}
		for _, b := range c.batches {
			got[b.name] = b.paths
		}
		if diff := cmp.Diff(tt.want, got); diff != "" || c.host != tt.host {
			t.Errorf("%s: host %q, want %q; codes (-want +got):\n%s", tt.name, c.host, tt.host, diff)
		}
	}
}

func TestUnfitCodes(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, text, want string }{
		{"a host that is not said", "tem.vn/01/1\n", "neither an address nor a path"},
		{"two hosts", "http://a/1\nhttp://b/1\n", `other codes are of the host "a"`},
		{"a request in a code", "/01/1 HTTP/1.1\n", "spaces"},
		{"a header in a code", "url\n\"/01/1\r\nX: y\"\n", "spaces"},
		{"a row too short", "number,url\n1\n", "wrong number of fields"},
		{"an empty file", "\n", "there is none"},
		{"an empty CSV", "url\n", "there is none"},
	} {
		file := filepath.Join(t.TempDir(), "codes")
		if err := os.WriteFile(file, []byte(tt.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := readFiles([]string{file}); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want %q", tt.name, err, tt.want)
		}
	}
	if _, err := readFiles(nil); err == nil {
		t.Error("a storm without codes was taken")
	}
}

func FuzzReadCodes(f *testing.F) {
	f.Add("\ufeffnumber,serial,url\n0,AB,https://tem.vn/01/1/21/AB\n")
	f.Add("batch,url\na,http://t:1/1\nb,/2\n")
	f.Add("/01/1/21/AB\n\n")
	f.Fuzz(func(t *testing.T, text string) {
		c := new(codes)
		if err := c.read(strings.NewReader(text), "file"); err != nil {
			return
		}
		for _, b := range c.batches {
			b.scatter()
			for range b.paths {
				path := b.next()
				if !strings.HasPrefix(path, "/") || strings.ContainsAny(path+c.host, " \r\n\t") {
					t.Errorf("host %q and path %q would break a request", c.host, path)
				}
			}
		}
	})
}

func TestEachOnceBeforeAnyAgain(t *testing.T) {
	t.Parallel()
	for n := 1; n < 200; n++ {
		b := new(batch)
		for i := range n {
			b.paths = append(b.paths, strings.Repeat("/", i+1))
		}
		b.scatter()
		given := map[string]int{}
		for range 3 * n {
			given[b.next()]++
		}
		if len(given) != n || slices.Max(slices.Collect(maps.Values(given))) != 3 {
			t.Errorf("of %d codes in 3 rounds, each was given so often: %v", n, given)
		}
	}
}

func TestForge(t *testing.T) {
	t.Parallel()
	p := phone{random: rand.New(rand.NewPCG(1, 2))}
	for _, path := range []string{
		"/01/09520000001018/21/0VPF0MH3CR97SNBW3BS3",
		"/01/09520000001018/21/00000200Z8?s=0DVTQAH4",
		"/01/1/21/A",
		"/01/1/10/é?17=271102",
	} {
		forged := []byte(path)
		p.forge(forged)
		altered := 0
		for i := range forged {
			if forged[i] != path[i] {
				altered++
			}
		}
		_, query, _ := strings.Cut(path, "?")
		if altered != 1 || !bytes.HasSuffix(forged, []byte(query)) || !bytes.HasPrefix(forged, []byte("/01/")) {
			t.Errorf("%s became %s, want one other character in its serial", path, forged)
		}
	}
}

// A few batches get most of the scans.
func TestZipf(t *testing.T) {
	t.Parallel()
	c := new(codes)
	for range 100 {
		b := &batch{paths: []string{"/"}}
		b.scatter()
		c.batches = append(c.batches, b)
	}
	p := storm{plan: plan{Zipf: 1.1}, codes: c}.newPhone(nil)
	for range 10_000 {
		p.draw()
	}
	first, last := c.batches[0].given.Load(), c.batches[99].given.Load()
	if first < 1500 || last > 100 {
		t.Errorf("of 10,000 scans the first batch of 100 got %d and the last %d", first, last)
	}
}
