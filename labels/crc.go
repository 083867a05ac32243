package labels

import "hash/crc32"

// joinCRC is the CRC-32 of two pieces, one after the other, from that of each
// and the length of the second in bytes. A CRC is a remainder modulo a
// polynomial: n more bytes multiply that of the first by x^8n.
func joinCRC(first, second uint32, n uint64) uint32 {
	for power := uint32(1 << 23); n > 0; n >>= 1 { // x^8, and its squares
		if n&1 == 1 {
			first = timesCRC(first, power)
		}
		power = timesCRC(power, power)
	}
	return first ^ second
}

// timesCRC multiplies two remainders. The highest bit is that of x^0.
func timesCRC(a, b uint32) uint32 {
	product := uint32(0)
	for ; a != 0; a <<= 1 {
		if a>>31 == 1 {
			product ^= b
		}
		b = b>>1 ^ crc32.IEEE*(b&1)
	}
	return product
}
