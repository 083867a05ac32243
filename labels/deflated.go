package labels

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"hash/crc32"
)

// deflated is a piece of a file in a ZIP archive: blocks of RFC 1951 that end
// on a byte and refer to nothing before them. So pieces that are made on their
// own, one after the other, are the file.
type deflated struct {
	deflatedSum
	bytes []byte
}

// deflatedSum is what the archive has to know of a piece.
type deflatedSum struct {
	CRC    uint32
	Raw    uint64 // bytes before they were deflated
	Packed uint64 // and after
}

// deflate makes a piece that others follow.
func deflate(raw []byte) deflated { return deflateUpTo((*flate.Writer).Flush, raw) }

// deflateLast makes the piece after which the file ends.
func deflateLast(raw []byte) deflated { return deflateUpTo((*flate.Writer).Close, raw) }

func deflateUpTo(end func(*flate.Writer) error, raw []byte) deflated {
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestSpeed)
	if err == nil {
		_, err = w.Write(raw)
	}
	if err == nil {
		err = end(w)
	}
	if err != nil { // never: the level is one of theirs, and memory takes all
		panic(err)
	}
	sum := deflatedSum{crc32.ChecksumIEEE(raw), uint64(len(raw)), uint64(b.Len())}
	return deflated{sum, b.Bytes()}
}

// then is the sum of s and of what comes after it.
func (s deflatedSum) then(next deflatedSum) deflatedSum {
	return deflatedSum{joinCRC(s.CRC, next.CRC, next.Raw), s.Raw + next.Raw, s.Packed + next.Packed}
}

func (s deflatedSum) append(dst []byte) []byte {
	dst = binary.BigEndian.AppendUint32(dst, s.CRC)
	dst = binary.BigEndian.AppendUint64(dst, s.Raw)
	return binary.BigEndian.AppendUint64(dst, s.Packed)
}

// cutDeflatedSum reads what append wrote, and gives what comes after it.
func cutDeflatedSum(b []byte) (deflatedSum, []byte, error) {
	const size = 4 + 8 + 8
	if len(b) < size {
		return deflatedSum{}, nil, fmt.Errorf("note of %d bytes, want %d", len(b), size)
	}
	return deflatedSum{
		CRC:    binary.BigEndian.Uint32(b),
		Raw:    binary.BigEndian.Uint64(b[4:]),
		Packed: binary.BigEndian.Uint64(b[12:]),
	}, b[size:], nil
}
