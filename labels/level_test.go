package labels

import (
	"strings"
	"testing"

	"github.com/boombuler/barcode/qr"
)

// The encoder's own tables, which it keeps to itself, must agree with ours:
// each version holds as much as we say, and not a byte more.
func TestCapacityAgreesWithEncoder(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		level    qr.ErrorCorrectionLevel
		capacity []int
	}{
		"M": {qr.M, capacityM[:12]},
		"Q": {qr.Q, capacityQ[:12]},
	} {
		for i, most := range tt.capacity {
			for extra := range 2 {
				code, err := qr.Encode(strings.Repeat("x", most+extra), tt.level, qr.Unicode)
				if err != nil {
					t.Fatal(err)
				}
				if got, want := code.Bounds().Dx(), 17+4*(i+1+extra); got != want {
					t.Errorf("level %s, %d bytes: %d modules, want %d", name, most+extra, got, want)
				}
			}
		}
	}
}

func TestCorrection(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		level Level
		bytes int
		want  qr.ErrorCorrectionLevel
		fails bool
	}{
		{"compact code, Q would be version 6", AtLeastM, 63, qr.M, false},
		{"sealed code, Q would be version 11", AtLeastM, 160, qr.M, false},
		{"Q costs nothing", AtLeastM, 46, qr.Q, false},
		{"M as asked for", M, 46, qr.M, false},
		{"Q as asked for", Q, 63, qr.Q, false},
		{"Q has no room, M has", AtLeastM, 2000, qr.M, false},
		{"Q has no room", Q, 2000, 0, true},
		{"largest", M, 2331, qr.M, false},
		{"too long", AtLeastM, 2332, 0, true},
		{"unknown level", Q + 1, 10, 0, true},
	} {
		got, err := tt.level.correction(tt.bytes)
		if got != tt.want && !tt.fails || (err != nil) != tt.fails {
			t.Errorf("%s: got %v, error %v; want %v, fails %v", tt.name, got, err, tt.want, tt.fails)
		}
	}
}
