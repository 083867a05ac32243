package labels

import (
	"bytes"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestWriteManifest(t *testing.T) {
	t.Parallel()
	m := Manifest{
		Run:     "019aa7b2-6c1e-7a40-8f2b-2f6f0d3c9a11",
		Product: "Bánh cáy \"Thiên Đức\"",
		First:   1000, Last: 1999, Count: 1000,
		Kind: "compact", Format: "pdf", Stock: "roll-50x30",
		File: "tem L260415-01 1000-1999.pdf", Bytes: 581234,
		SHA256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
		Made:   time.Date(2026, 4, 15, 8, 30, 0, 0, time.UTC),
	}
	const want = `{
  "run": "019aa7b2-6c1e-7a40-8f2b-2f6f0d3c9a11",
  "product": "Bánh cáy \"Thiên Đức\"",
  "first": 1000,
  "last": 1999,
  "count": 1000,
  "kind": "compact",
  "format": "pdf",
  "stock": "roll-50x30",
  "file": "tem L260415-01 1000-1999.pdf",
  "bytes": 581234,
  "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  "made": "2026-04-15T08:30:00Z"
}
`
	var b bytes.Buffer
	if err := WriteManifest(&b, m); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("manifest (-want +got):\n%s", diff)
	}
}
