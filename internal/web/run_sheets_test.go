package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"

	"temgoc/internal/catalog"
	"temgoc/internal/gs1"
	"temgoc/internal/origincode"
	"temgoc/internal/stamp"
)

// sampleRun has its numbers from 100 on.
func sampleRun(t *testing.T, quantity int) runLabels {
	t.Helper()
	ring, err := origincode.NewRing(origincode.Seed{KID: 1, Secret: [32]byte{1}})
	if err != nil {
		t.Fatal(err)
	}
	lot, err := gs1.ParseLot("L1")
	if err != nil {
		t.Fatal(err)
	}
	s := testServer(t, func(o *Options) { o.Keys = ring })
	gtin := mustGTIN(t, "09520000001018")
	return runLabels{
		Run:     stamp.Run{BatchNumber: 7, FirstUnit: 100, Quantity: quantity, Kind: stamp.Compact, GTIN: gtin, KID: 1},
		Batch:   catalog.Batch{GTIN: gtin, Lot: lot},
		Product: catalog.Product{NameVI: "Bánh cáy"},
		lang:    s.languages.byTag["vi"],
		keys:    ring,
		base:    s.codeBase(),
	}
}

func TestParts(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		quantity int
		want     string
	}{
		{1, "1: 100–100"},
		{2400, "1: 100–2499"},
		{2401, "1: 100–2499, 2: 2500–2500"},
		{6000, "1: 100–2499, 2: 2500–4899, 3: 4900–6099"},
	} {
		r := sampleRun(t, tt.quantity)
		var got []string
		for n := 1; ; n++ {
			p, ok := r.part(n)
			if !ok {
				break
			}
			got = append(got, fmt.Sprintf("%d: %d–%d", p.Number, p.First, p.Last))
		}
		if s := strings.Join(got, ", "); s != tt.want || len(got) != r.parts() {
			t.Errorf("%d stamps: parts %s of %d, want %s", tt.quantity, s, r.parts(), tt.want)
		}
	}
	if _, ok := sampleRun(t, 10).part(0); ok {
		t.Error("there is a part 0")
	}
}

// TestFooter: sheets are counted through the whole run, whatever part they are in.
func TestFooter(t *testing.T) {
	t.Parallel()
	r := sampleRun(t, 2450)
	for _, tt := range []struct {
		part, page int
		want       string
	}{
		{1, 1, "Tờ 1/103 · số 100–123 · lô L1"},
		{1, 100, "Tờ 100/103 · số 2476–2499 · lô L1"},
		{2, 1, "Tờ 101/103 · số 2500–2523 · lô L1"},
		{2, 3, "Tờ 103/103 · số 2548–2549 · lô L1"},
	} {
		p, _ := r.part(tt.part)
		if got := r.footer(p, tt.page); got != tt.want {
			t.Errorf("page %d of part %d: %q, want %q", tt.page, tt.part, got, tt.want)
		}
	}
}

// TestLabelsEndWithTheRequest: whoever went away is not worked for.
func TestLabelsEndWithTheRequest(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	r := sampleRun(t, 30)
	p, _ := r.part(1)
	var b bytes.Buffer
	if err := r.writeSheets(ctx, &b, p); !errors.Is(err, context.Canceled) || b.Len() > 0 {
		t.Errorf("sheets: %v and %d bytes, want %v and none", err, b.Len(), context.Canceled)
	}
	if err := r.writeCSV(ctx, &b, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("codes: %v, want %v", err, context.Canceled)
	}
}

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
