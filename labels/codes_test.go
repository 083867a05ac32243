package labels

import (
	"fmt"
	"iter"
	"math/rand/v2"
)

// Codes of the kinds that are printed, as hard to compress as real ones.

func compactUnit(i int) Code {
	serial := randomSerial(i, 20)
	return Code{i, "https://id.example.vn/01/09520000001018/21/" + serial, serial, fmt.Sprintf("%06d", i*7919%1_000_000)}
}

func sealedUnit(i int) Code {
	letters := randomSerial(i, 10+104)
	return Code{i, "https://id.example.vn/01/09520000001018/21/" + letters[:10] + "?s=" + letters[10:], letters[:10], ""}
}

// randomSerial gives n letters, for the same i the same.
func randomSerial(i, n int) string {
	const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	random := rand.New(rand.NewPCG(1, uint64(i)))
	b := make([]byte, n)
	for j := range b {
		b[j] = alphabet[random.IntN(len(alphabet))]
	}
	return string(b)
}

// units gives n codes of a kind.
func units(n int, kind func(int) Code) iter.Seq2[Code, error] {
	return func(yield func(Code, error) bool) {
		for i := range n {
			if !yield(kind(i), nil) {
				return
			}
		}
	}
}
