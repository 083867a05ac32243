package web

import (
	"context"
	"errors"
	"fmt"
	"image"
	_ "image/png" // beside image/jpeg, a format that may be sent
	"io"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"temgoc/internal/input"
	"temgoc/labels"
	"temgoc/labels/photo"
)

const (
	maxMarks       = 200        // sent as text: a sheet has less than half as many
	maxPhotos      = 6          // sent at once
	maxPhotoPixels = 40_000_000 // before decoding: eight bytes each at worst
	// photoTime is for reading all photos of a form, from when they are here: a
	// phone's takes a second. What was read by then counts.
	photoTime = 8 * time.Second
)

// developing bounds how many forms have their photos read at once: each keeps
// a processor busy, and takes up to 400 MB.
var developing = make(chan struct{}, 1)

// marksInForm are those that were sent as text, read before or by the camera,
// and those in the photos. With an error come those that are good.
func (s *Server) marksInForm(c *gin.Context) ([]labels.Mark, error) {
	form, err := c.MultipartForm()
	switch {
	case errors.Is(err, http.ErrNotMultipart):
		return nil, input.Error{Field: "photo", Problem: "picture.missing"}
	case err != nil:
		return nil, formError(err)
	}
	marks, err := parseMarks(strings.Fields(strings.Join(form.Value["marks"], "\n")))
	if err != nil {
		return marks, err
	}
	photos := slices.DeleteFunc(form.File["photo"], func(f *multipart.FileHeader) bool {
		return f.Size == 0 // how browsers send a field that was left empty
	})
	if len(marks)+len(photos) == 0 {
		return nil, input.Error{Field: "photo", Problem: "picture.missing"}
	}
	// A slow upload must not have used up the time for reading.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.Request.Context()), photoTime)
	defer cancel()
	inPhotos, err := marksInPhotos(ctx, photos)
	for _, m := range inPhotos {
		if !slices.Contains(marks, m) {
			marks = append(marks, m)
		}
	}
	return marks, err
}

// parseMarks wants nothing else among them: they come from our own page.
func parseMarks(texts []string) (marks []labels.Mark, err error) {
	if len(texts) > maxMarks {
		return nil, input.Error{Field: "photo", Problem: "calibration.forged"}
	}
	for _, text := range texts {
		m, err := labels.ParseMark(text)
		if err != nil {
			return nil, input.Error{Field: "photo", Problem: "calibration.forged"}
		}
		if !slices.Contains(marks, m) {
			marks = append(marks, m)
		}
	}
	return marks, nil
}

// marksInPhotos passes over other codes in the pictures: a stamp may lie beside
// the sheet.
func marksInPhotos(ctx context.Context, files []*multipart.FileHeader) (marks []labels.Mark, err error) {
	if len(files) > maxPhotos {
		return nil, input.Error{Field: "photo", Problem: "calibration.too_many"}
	}
	select {
	case developing <- struct{}{}:
		defer func() { <-developing }()
	case <-ctx.Done():
		return nil, fmt.Errorf("wait to read photos: %w", ctx.Err())
	}
	for _, file := range files {
		img, err := openPhoto(file)
		if err != nil {
			return marks, err
		}
		for _, text := range photo.Read(ctx, img) {
			if m, err := labels.ParseMark(text); err == nil {
				marks = append(marks, m)
			}
		}
	}
	return marks, nil
}

// openPhoto decodes a picture after its header has told that it is one, and not
// too large.
func openPhoto(header *multipart.FileHeader) (image.Image, error) {
	file, err := header.Open()
	if err != nil {
		return nil, fmt.Errorf("open photo: %w", err)
	}
	defer file.Close()
	size, _, err := image.DecodeConfig(file)
	switch {
	case err != nil:
		return nil, input.Error{Field: "photo", Problem: "picture.format"}
	case size.Width < 1 || size.Height < 1 || size.Width > maxPhotoPixels/size.Height:
		return nil, input.Error{Field: "photo", Problem: "picture.too_many_pixels"}
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return nil, fmt.Errorf("read photo: %w", err)
	}
	img, _, err := image.Decode(file)
	if err != nil {
		return nil, input.Error{Field: "photo", Problem: "picture.damaged"}
	}
	return img, nil
}
