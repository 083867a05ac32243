package catalog

import (
	"bytes"
	"encoding/binary"
	"image"
)

// orientation is how a camera was held, tag 0x0112 of Exif 2.32: 1 upright,
// 2 mirrored, 3 upside down, 4 both, 5 to 8 with rows and columns exchanged.
type orientation uint16

const upright orientation = 1

// exifOrientation finds the tag in a JPEG. Phones write every picture as the
// sensor lies and say in this tag how to turn it. Whatever is not understood is
// upright: a picture that lies on its side is better than none.
func exifOrientation(file []byte) orientation {
	if len(file) < 2 {
		return upright
	}
	rest := file[2:] // after SOI
	for len(rest) >= 4 && rest[0] == 0xFF {
		marker, length := rest[1], int(binary.BigEndian.Uint16(rest[2:]))
		if marker == 0xDA || length < 2 || len(rest) < 2+length { // SOS: the pixels begin
			return upright
		}
		body := rest[4 : 2+length]
		if tiff, ok := bytes.CutPrefix(body, []byte("Exif\x00\x00")); ok && marker == 0xE1 { // APP1
			return tiffOrientation(tiff)
		}
		rest = rest[2+length:]
	}
	return upright
}

// tiffOrientation reads the first directory of a TIFF header: at the offset in
// bytes 4 to 7 a count, then entries of tag, type, count and value, 12 bytes.
func tiffOrientation(tiff []byte) orientation {
	var order binary.ByteOrder = binary.BigEndian
	if bytes.HasPrefix(tiff, []byte("II")) {
		order = binary.LittleEndian
	}
	if len(tiff) < 8 {
		return upright
	}
	start := uint64(order.Uint32(tiff[4:]))
	if start+2 > uint64(len(tiff)) {
		return upright
	}
	entries := tiff[start+2:]
	for range order.Uint16(tiff[start:]) {
		if len(entries) < 12 {
			break
		}
		if order.Uint16(entries) == 0x0112 {
			return orientation(order.Uint16(entries[8:])).known()
		}
		entries = entries[12:]
	}
	return upright
}

func (o orientation) known() orientation {
	if o < 1 || o > 8 {
		return upright
	}
	return o
}

// apply turns a square picture upright.
func (o orientation) apply(src *image.RGBA) *image.RGBA {
	if o == upright {
		return src
	}
	last := src.Bounds().Dx() - 1
	dst := image.NewRGBA(src.Bounds())
	for y := range last + 1 {
		for x := range last + 1 {
			dst.SetRGBA(x, y, src.RGBAAt(o.source(x, y, last)))
		}
	}
	return dst
}

// source is the pixel of the stored picture that belongs at x, y of the upright
// one; last is the last row and column.
func (o orientation) source(x, y, last int) (int, int) {
	switch o {
	case 2:
		return last - x, y
	case 3:
		return last - x, last - y
	case 4:
		return x, last - y
	case 5:
		return y, x
	case 6: // held with the right side up
		return y, last - x
	case 7:
		return last - y, last - x
	case 8:
		return last - y, x
	}
	return x, y
}
