package web

import (
	"errors"
	"fmt"
	"net/http"

	"temgoc/internal/input"
)

// formError is what ParseForm's or FormFile's error means to the caller.
func formError(err error) error {
	var tooBig *http.MaxBytesError
	if errors.As(err, &tooBig) {
		return fmt.Errorf("read form: %w", err)
	}
	return input.Error{Problem: "form.malformed"}
}

// parseUpload reads a form that may come with a file. Its body is bounded by
// bodyLimits and kept in memory: nothing is left on the disk.
func parseUpload(r *http.Request) error {
	if err := r.ParseMultipartForm(pictureBody); err != nil && !errors.Is(err, http.ErrNotMultipart) {
		return formError(err)
	}
	return nil
}

// refusal is what a form says under one of its fields when not its input but
// the state of things is in the way; nil for any other error.
func (l *Lang) refusal(err error, field string) (Problems, int) {
	p := classify(err)
	switch p.Status {
	case http.StatusConflict, http.StatusUnprocessableEntity, http.StatusTooManyRequests:
		return Problems{field: l.T(p.Key+".text", p.Values...)}, p.Status
	}
	return nil, p.Status
}
