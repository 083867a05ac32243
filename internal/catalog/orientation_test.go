package catalog

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"testing"
)

// turned is a JPEG of 300×300 with a green quarter at the top left as stored,
// and the tag that says how to turn it.
func turned(t *testing.T, tag uint16, order binary.AppendByteOrder) []byte {
	t.Helper()
	img := plain(300, 300)
	draw.Draw(img, image.Rect(0, 0, 150, 150), image.NewUniform(green), image.Point{}, draw.Src)
	var file bytes.Buffer
	checkError(t, jpeg.Encode(&file, img, nil), nil)

	mark := map[bool]string{true: "II*\x00", false: "MM\x00*"}[order.String() == "LittleEndian"]
	exif := append([]byte("Exif\x00\x00"), mark...)
	exif = order.AppendUint32(exif, 8)      // the first directory follows
	exif = order.AppendUint16(exif, 1)      // one entry
	exif = order.AppendUint16(exif, 0x0112) // Orientation
	exif = order.AppendUint16(exif, 3)      // SHORT
	exif = order.AppendUint32(exif, 1)
	exif = order.AppendUint16(exif, tag)
	exif = append(exif, 0, 0, 0, 0, 0, 0)

	out := append([]byte{0xFF, 0xD8, 0xFF, 0xE1}, 0, 0)
	binary.BigEndian.PutUint16(out[4:], uint16(2+len(exif)))
	return append(append(out, exif...), file.Bytes()[2:]...)
}

func TestExifOrientation(t *testing.T) {
	t.Parallel()
	for tag := range uint16(11) {
		want := orientation(tag)
		if tag < 1 || tag > 8 { // not known
			want = upright
		}
		for _, order := range []binary.AppendByteOrder{binary.BigEndian, binary.LittleEndian} {
			if got := exifOrientation(turned(t, tag, order)); got != want {
				t.Errorf("tag %d, %v: got %d, want %d", tag, order, got, want)
			}
		}
	}
}

func TestPicturesAreUpright(t *testing.T) {
	t.Parallel()
	out, err := square(bytes.NewReader(turned(t, 6, binary.BigEndian)))
	checkError(t, err, nil)
	img, err := jpeg.Decode(bytes.NewReader(out))
	checkError(t, err, nil)
	for at, want := range map[image.Point]color.RGBA{
		{100, 100}: red, {540, 100}: green, {540, 540}: red, {100, 540}: red,
	} {
		if got := img.At(at.X, at.Y); !near(got, want) {
			t.Errorf("at %v: got %v, want about %v", at, got, want)
		}
	}
	if bytes.Contains(out, []byte("Exif")) {
		t.Error("got Exif in the picture that is kept")
	}
}

func TestSource(t *testing.T) {
	t.Parallel()
	for o, want := range map[orientation]image.Point{
		1: {1, 0}, 2: {2, 0}, 3: {2, 3}, 4: {1, 3}, 5: {0, 1}, 6: {0, 2}, 7: {3, 2}, 8: {3, 1},
	} {
		if x, y := o.source(1, 0, 3); image.Pt(x, y) != want {
			t.Errorf("orientation %d: upright 1, 0 is stored at %d, %d, want %v", o, x, y, want)
		}
		stored := image.NewRGBA(image.Rect(0, 0, 4, 4))
		stored.SetRGBA(want.X, want.Y, green)
		if got := o.apply(stored).RGBAAt(1, 0); got != green {
			t.Errorf("orientation %d: got %v at 1, 0 when upright, want %v", o, got, green)
		}
	}
}

// A cut or garbled header is no reason to fail, nor to read beyond it.
func TestOrientationOfGarbage(t *testing.T) {
	t.Parallel()
	whole := turned(t, 6, binary.BigEndian)[:60]
	for n := range whole {
		exifOrientation(whole[:n])
		garbled := bytes.Clone(whole)
		garbled[n] = 0xFF
		exifOrientation(garbled)
	}
}
