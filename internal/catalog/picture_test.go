package catalog

import (
	"bytes"
	"context"
	"image"
	"testing"

	"temgoc/internal/pg/pgtest"
)

func TestSetPicture(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	first, err := SetPicture(t.Context(), w.db, w.producer, w.product.ID, pngOf(t, 300, 200))
	checkError(t, err, nil)
	second, err := SetPicture(t.Context(), w.db, w.producer, w.product.ID, pngOf(t, 200, 300))
	checkError(t, err, nil)

	p, err := ProductByID(t.Context(), w.db, w.producer, w.product.ID)
	if err != nil || p.PictureID == nil || *p.PictureID != second {
		t.Errorf("got picture %v, %v, want %s", p.PictureID, err, second)
	}
	file, err := PictureByID(t.Context(), w.db, second)
	checkError(t, err, nil)
	if _, format, err := image.DecodeConfig(bytes.NewReader(file)); err != nil || format != "jpeg" {
		t.Errorf("got format %q, %v, want jpeg", format, err)
	}
	_, err = PictureByID(t.Context(), w.db, first)
	checkError(t, err, ErrNotFound)
}

func TestBadPictureChangesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	kept, err := SetPicture(t.Context(), w.db, w.producer, w.product.ID, pngOf(t, 300, 300))
	checkError(t, err, nil)
	_, err = SetPicture(t.Context(), w.db, w.producer, w.product.ID, bytes.NewReader(bomb(65535, 65535)))
	checkProblem(t, err, "picture", "picture.too_many_pixels")
	_, err = PictureByID(t.Context(), w.db, kept)
	checkError(t, err, nil)
}

func TestDecodingWaitsItsTurn(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for range cap(decoding) {
		decoding <- struct{}{}
		defer func() { <-decoding }()
	}
	_, err := ReadPicture(ctx, pngOf(t, 300, 300))
	checkError(t, err, context.Canceled)
}
