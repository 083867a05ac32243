package qr

import (
	"encoding/hex"
	"math/rand/v2"
	"testing"

	"github.com/boombuler/barcode/utils"
	"github.com/google/go-cmp/cmp"
)

// The example of ISO/IEC 18004, annex I: "01234567" in 1-M.
func TestAnnexI(t *testing.T) {
	t.Parallel()
	var w bitWriter
	segment{numericMode, "01234567"}.write(&w, classes[0])
	codewords := make([]byte, 26)
	interleave(codewords, w.pad(16), protectionOf(1, M))
	const want = "10200c566180ec11ec11ec11ec11ec11" + "a524d4c1ed36c7872c55"
	if got := hex.EncodeToString(codewords); got != want {
		t.Errorf("codewords %s, want %s", got, want)
	}
}

// The end of the text may leave less room than a terminator needs.
func TestPad(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		bits int
		want []byte
	}{
		{"full", 32, []byte{0xFF, 0xFF, 0xFF, 0xFF}},
		{"a bit left", 31, []byte{0xFF, 0xFF, 0xFF, 0xFE}},
		{"four bits left", 28, []byte{0xFF, 0xFF, 0xFF, 0xF0}},
		{"a codeword left, as the terminator ends", 20, []byte{0xFF, 0xFF, 0xF0, 0xEC}},
		{"a codeword left, as its zeros end", 18, []byte{0xFF, 0xFF, 0xC0, 0xEC}},
		{"the terminator reaches into a codeword", 21, []byte{0xFF, 0xFF, 0xF8, 0x00}},
		{"a codeword left for the terminator", 24, []byte{0xFF, 0xFF, 0xFF, 0x00}},
		{"three codewords left", 4, []byte{0xF0, 0xEC, 0x11, 0xEC}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var w bitWriter
			for range tt.bits {
				w.write(1, 1)
			}
			if diff := cmp.Diff(tt.want, w.pad(4)); diff != "" {
				t.Errorf("codewords (-want +got):\n%s", diff)
			}
		})
	}
}

// The division by tables against one by long division, for every degree.
func TestRemainder(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(6, 5))
	rs := utils.NewReedSolomonEncoder(utils.NewGaloisField(285, 256, 0))
	for ecc := 1; ecc <= maxECC; ecc++ {
		data, same := make([]byte, 1+r.IntN(123)), []int{}
		for i := range data {
			data[i] = byte(r.Uint32())
			same = append(same, int(data[i]))
		}
		rest, got := divisorOf(ecc).remainder(data), make([]int, ecc)
		for i := range got {
			got[i] = int(rest.at(i))
		}
		if diff := cmp.Diff(rs.Encode(same, ecc), got); diff != "" {
			t.Errorf("%d codewords of error correction (-boombuler +got):\n%s", ecc, diff)
		}
	}
}
