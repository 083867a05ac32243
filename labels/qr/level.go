package qr

import "fmt"

// Level is how much damage a symbol survives.
type Level byte

const (
	AtLeastM Level = iota // the highest of M, Q and H that makes the symbol no larger than M does
	L                     // restores about 7 % of the codewords: not for goods
	M                     // 15 %
	Q                     // 25 %
	H                     // 30 %
)

func (l Level) String() string {
	if l > H {
		return fmt.Sprintf("Level(%d)", byte(l))
	}
	return [...]string{"AtLeastM", "L", "M", "Q", "H"}[l]
}

// indicator is the level in the format information (ISO/IEC 18004, table 12).
func (l Level) indicator() int { return [...]int{L: 1, M: 0, Q: 3, H: 2}[l] }

// least is the level that a text must find room at.
func (l Level) least() Level {
	if l == AtLeastM {
		return M
	}
	return l
}

// resolve gives the level for a text of so many bits in a symbol of a version
// that holds it at the least one.
func (l Level) resolve(bits, version int) Level {
	if l != AtLeastM {
		return l
	}
	for _, higher := range [...]Level{H, Q} {
		if bits <= capacity(version, higher) {
			return higher
		}
	}
	return M
}
