package labels

import (
	"hash/crc32"
	"testing"
)

func TestJoinCRC(t *testing.T) {
	t.Parallel()
	const text = "Bánh cáy Thiên Đức, lô L260415-01, từ một đến một triệu con tem"
	want := crc32.ChecksumIEEE([]byte(text))
	for i := range len(text) + 1 {
		first, second := crc32.ChecksumIEEE([]byte(text[:i])), crc32.ChecksumIEEE([]byte(text[i:]))
		if got := joinCRC(first, second, uint64(len(text)-i)); got != want {
			t.Errorf("cut at %d: got %#x, want %#x", i, got, want)
		}
	}
}

func TestJoinCRCOfMuch(t *testing.T) {
	t.Parallel()
	b := make([]byte, 3<<20)
	for i := range b {
		b[i] = byte(i * i >> 7)
	}
	got := joinCRC(crc32.ChecksumIEEE(b[:5]), crc32.ChecksumIEEE(b[5:]), uint64(len(b)-5))
	if want := crc32.ChecksumIEEE(b); got != want {
		t.Errorf("got %#x, want %#x", got, want)
	}
}
