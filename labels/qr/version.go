package qr

// versions is how many sizes of symbols there are.
const versions = 40

// sizeOf is the number of modules on a side.
func sizeOf(version int) int { return 17 + 4*version }

// maxSize is that of version 40.
const maxSize = 17 + 4*versions

// Most that any symbol holds: digits, and codewords of text or of all.
const (
	maxText      = 7089 // 40-L, all digits
	maxData      = 2956 // 40-L
	maxCodewords = 3706 // 40
)

// protection is how the codewords of a symbol are divided.
type protection struct {
	ecc    int // codewords of error correction in each block
	blocks int
}

// protections are of the versions from 1, at the levels from L (ISO/IEC 18004,
// table 9).
var protections = [versions][4]protection{
	{{7, 1}, {10, 1}, {13, 1}, {17, 1}},
	{{10, 1}, {16, 1}, {22, 1}, {28, 1}},
	{{15, 1}, {26, 1}, {18, 2}, {22, 2}},
	{{20, 1}, {18, 2}, {26, 2}, {16, 4}},
	{{26, 1}, {24, 2}, {18, 4}, {22, 4}},
	{{18, 2}, {16, 4}, {24, 4}, {28, 4}},
	{{20, 2}, {18, 4}, {18, 6}, {26, 5}},
	{{24, 2}, {22, 4}, {22, 6}, {26, 6}},
	{{30, 2}, {22, 5}, {20, 8}, {24, 8}},
	{{18, 4}, {26, 5}, {24, 8}, {28, 8}},
	{{20, 4}, {30, 5}, {28, 8}, {24, 11}},
	{{24, 4}, {22, 8}, {26, 10}, {28, 11}},
	{{26, 4}, {22, 9}, {24, 12}, {22, 16}},
	{{30, 4}, {24, 9}, {20, 16}, {24, 16}},
	{{22, 6}, {24, 10}, {30, 12}, {24, 18}},
	{{24, 6}, {28, 10}, {24, 17}, {30, 16}},
	{{28, 6}, {28, 11}, {28, 16}, {28, 19}},
	{{30, 6}, {26, 13}, {28, 18}, {28, 21}},
	{{28, 7}, {26, 14}, {26, 21}, {26, 25}},
	{{28, 8}, {26, 16}, {30, 20}, {28, 25}},
	{{28, 8}, {26, 17}, {28, 23}, {30, 25}},
	{{28, 9}, {28, 17}, {30, 23}, {24, 34}},
	{{30, 9}, {28, 18}, {30, 25}, {30, 30}},
	{{30, 10}, {28, 20}, {30, 27}, {30, 32}},
	{{26, 12}, {28, 21}, {30, 29}, {30, 35}},
	{{28, 12}, {28, 23}, {28, 34}, {30, 37}},
	{{30, 12}, {28, 25}, {30, 34}, {30, 40}},
	{{30, 13}, {28, 26}, {30, 35}, {30, 42}},
	{{30, 14}, {28, 28}, {30, 38}, {30, 45}},
	{{30, 15}, {28, 29}, {30, 40}, {30, 48}},
	{{30, 16}, {28, 31}, {30, 43}, {30, 51}},
	{{30, 17}, {28, 33}, {30, 45}, {30, 54}},
	{{30, 18}, {28, 35}, {30, 48}, {30, 57}},
	{{30, 19}, {28, 37}, {30, 51}, {30, 60}},
	{{30, 19}, {28, 38}, {30, 53}, {30, 63}},
	{{30, 20}, {28, 40}, {30, 56}, {30, 66}},
	{{30, 21}, {28, 43}, {30, 59}, {30, 70}},
	{{30, 22}, {28, 45}, {30, 62}, {30, 74}},
	{{30, 24}, {28, 47}, {30, 65}, {30, 77}},
	{{30, 25}, {28, 49}, {30, 68}, {30, 81}},
}

func protectionOf(version int, level Level) protection {
	return protections[version-1][level-L]
}

// codewords is the number of codewords of a symbol: an eighth of the modules
// that its function patterns, format and version information leave free.
func codewords(version int) int {
	free := (16*version+128)*version + 64 // all but finders, timing and format
	if version >= 2 {
		lines := version/7 + 2 // of alignment patterns, some of which lie on the timing patterns
		free -= (25*lines-10)*lines - 55
	}
	if version >= 7 {
		free -= 2 * 18 // version information
	}
	return free / 8
}

// capacity is the number of bits that a symbol holds.
func capacity(version int, level Level) int {
	p := protectionOf(version, level)
	return 8 * (codewords(version) - p.ecc*p.blocks)
}
