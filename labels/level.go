package labels

import (
	"fmt"

	"github.com/boombuler/barcode/qr"
)

// Level is how much damage a symbol survives. L is not offered: it does not
// last on goods.
type Level byte

const (
	AtLeastM Level = iota // Q where it makes the symbol no larger, else M
	M                     // restores about 15 % of the codewords
	Q                     // restores about 25 %
)

// Most bytes that each version, from 1, holds in one byte segment
// (ISO/IEC 18004, table 7).
var (
	capacityM = [40]int{
		14, 26, 42, 62, 84, 106, 122, 152, 180, 213,
		251, 287, 331, 362, 412, 450, 504, 560, 624, 666,
		711, 779, 857, 911, 997, 1059, 1125, 1190, 1264, 1370,
		1452, 1538, 1628, 1722, 1809, 1911, 1989, 2099, 2213, 2331,
	}
	capacityQ = [40]int{
		11, 20, 32, 46, 60, 74, 86, 108, 130, 151,
		177, 203, 241, 258, 292, 322, 364, 394, 442, 482,
		509, 565, 611, 661, 715, 751, 805, 868, 908, 982,
		1030, 1112, 1168, 1228, 1283, 1351, 1423, 1499, 1579, 1663,
	}
)

// version is the smallest that holds n bytes, or 0.
func version(n int, capacity *[40]int) int {
	for i, most := range capacity {
		if n <= most {
			return i + 1
		}
	}
	return 0
}

// correction is the level to encode n bytes at.
func (l Level) correction(n int) (qr.ErrorCorrectionLevel, error) {
	m, q := version(n, &capacityM), version(n, &capacityQ)
	switch {
	case l > Q:
		return 0, fmt.Errorf("unknown error correction level %d", l)
	case m == 0 || l == Q && q == 0:
		return 0, fmt.Errorf("code of %d bytes is too long for a QR symbol", n)
	case l == Q || l == AtLeastM && q == m:
		return qr.Q, nil
	}
	return qr.M, nil
}
