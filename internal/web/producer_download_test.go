package web

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"
)

// TestHalfAFile: an error behind the first byte reaches the client as a broken
// connection, and one before it as a page.
func TestHalfAFile(t *testing.T) {
	t.Parallel()
	s := testServer(t, nil)
	e := gin.New()
	for path, first := range map[string]string{"/half": strings.Repeat("x", 1<<16), "/none": ""} {
		e.GET(path, s.do(func(c *gin.Context) error {
			return s.download(c, "a/b.csv", "text/csv", func(_ context.Context, w io.Writer) error {
				if first != "" {
					io.WriteString(w, first)
				}
				return errors.New("key is gone")
			})
		}))
	}
	server := httptest.NewServer(e)
	t.Cleanup(server.Close)
	if r, err := http.Get(server.URL + "/half"); err == nil {
		body, err := io.ReadAll(r.Body)
		r.Body.Close()
		if err == nil {
			t.Errorf("half a file came as whole: %d bytes", len(body))
		}
	}
	r, err := http.Get(server.URL + "/none")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	if r.StatusCode != http.StatusInternalServerError || r.Header.Get("Content-Disposition") != "" {
		t.Errorf("status %d, disposition %q; want 500 and none", r.StatusCode, r.Header.Get("Content-Disposition"))
	}
}

func TestFileName(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"tem L1 0-9.pdf":    "tem-L1-0-9.pdf",
		`a/b\c:"d"*?.csv`:   "a-b-c--d---.csv",
		"lô\r\nX-Evil: yes": "l---X-Evil--yes",
	} {
		if got := fileName(in); got != want {
			t.Errorf("fileName(%q) = %q, want %q", in, got, want)
		}
	}
}
