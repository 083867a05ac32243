package origincode

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"temgoc/internal/gs1"
)

type vector struct {
	Kind     string            `json:"kind"`
	SeedHex  string            `json:"seed_hex"`
	KID      KID               `json:"kid"`
	Public   string            `json:"ed25519_public_x_base64url"`
	Elements map[string]string `json:"elements"`
	Batch    uint32            `json:"batch"`
	Unit     uint32            `json:"unit"`
	URL      string            `json:"url"`
	PIN      string            `json:"scratch_pin"`
}

const host = "https://id.example.vn"

func readVectors(t testing.TB, file string) []vector {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var set struct{ Vectors []vector }
	if err := json.Unmarshal(text, &set); err != nil {
		t.Fatal(err)
	}
	if len(set.Vectors) < 30 {
		t.Fatalf("%d vectors in %s, want 30", len(set.Vectors), file)
	}
	return set.Vectors
}

func (v vector) ring(t testing.TB) *Ring {
	t.Helper()
	s := Seed{KID: v.KID}
	if n, err := hex.Decode(s.Secret[:], []byte(v.SeedHex)); err != nil || n != 32 {
		t.Fatalf("seed %q: %v", v.SeedHex, err)
	}
	r, err := NewRing(s)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// make issues the vector's code anew.
func (v vector) make(t testing.TB, r *Ring) Code {
	t.Helper()
	gtin, err := gs1.ParseGTIN(v.Elements["01"])
	if err != nil {
		t.Fatal(err)
	}
	var c Code
	switch v.Kind {
	case "compact":
		c, err = r.CompactUnit(v.KID, gtin, v.Batch, v.Unit)
	case "sealed":
		c, err = r.SealUnit(v.KID, gtin, v.Batch, v.Unit)
	case "batch":
		lot, lotErr := gs1.ParseLot(v.Elements["10"])
		if lotErr != nil {
			t.Fatal(lotErr)
		}
		c, err = r.SignBatch(v.KID, gtin, lot, v.Elements["17"])
	default:
		t.Fatalf("kind %q", v.Kind)
	}
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func open(r *Ring, url string) (Code, error) {
	path, query, _ := strings.Cut(strings.TrimPrefix(url, host), "?")
	return r.Open(path, query)
}

func TestVectors(t *testing.T) {
	t.Parallel()
	checkVectors(t, readVectors(t, "testdata/vectors.json"))
}

func TestConformanceOriginCode(t *testing.T) {
	t.Parallel()
	dir, set := os.LookupEnv("CONFORMANCE_DIR")
	if !set {
		dir = "../../../shared/conformance"
		if _, err := os.Stat(dir); err != nil {
			t.Skip("no ../shared/conformance beside the project")
		}
	}
	checkVectors(t, readVectors(t, filepath.Join(dir, "origin-code/vectors.json")))
}

func checkVectors(t *testing.T, vectors []vector) {
	for _, v := range vectors {
		r := v.ring(t)
		if got := base64.RawURLEncoding.EncodeToString(r.keys[v.KID].public); got != v.Public {
			t.Errorf("%s: public key %s, want %s", v.URL, got, v.Public)
		}
		made := v.make(t, r)
		if got := host + made.Path(); got != v.URL {
			t.Errorf("made %s\nwant %s", got, v.URL)
		}
		opened, err := open(r, v.URL)
		if err != nil {
			t.Errorf("open %s: %v", v.URL, err)
		}
		if opened != made {
			t.Errorf("open %s: got %+v, want %+v", v.URL, opened, made)
		}
		if v.Kind == "batch" {
			continue
		}
		s, err := r.Sealer(v.KID)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.PIN(made.GTIN, v.Batch, v.Unit); got != v.PIN {
			t.Errorf("%s: PIN %s, want %s", v.URL, got, v.PIN)
		}
	}
}

// Every single bit of serial and signature counts, the characters' five bits
// one by one, and so does every character of the GTIN, lot and date.
func TestEveryBitCounts(t *testing.T) {
	t.Parallel()
	for _, v := range readVectors(t, "testdata/vectors.json")[:6] {
		r := v.ring(t)
		start := strings.Index(v.URL, "/21/")
		if v.Kind == "batch" {
			start = strings.Index(v.URL, "s=") - 2
		}
		flips := 0
		for i := start + 4; i < len(v.URL); i++ {
			value := values[v.URL[i]]
			if value == 0xFF {
				continue // ? and =
			}
			for bit := range 5 {
				forged := v.URL[:i] + string(alphabet[value^1<<bit]) + v.URL[i+1:]
				if _, err := open(r, forged); err == nil {
					t.Errorf("bit %d of character %d flipped, and opened: %s", bit, i, forged)
				}
				flips++
			}
		}
		if flips < 50 {
			t.Errorf("%s: %d flips tried, want at least 50", v.URL, flips)
		}
	}
}
