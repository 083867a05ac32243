package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"

	"github.com/gin-gonic/gin"

	"temgoc/internal/input"
)

// list is a page of a list. Next, handed back as ?after=, asks for the next
// one, which may turn out empty; without it there is none.
type list[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next,omitempty"`
}

// errNoBody is for handlers that take an empty body for all defaults.
var errNoBody = input.Error{Problem: "json.empty"}

var unknownField = regexp.MustCompile(`^json: unknown field "(.*)"$`)

// readJSON reads the body as exactly one T. Fields that T lacks are an error,
// so that nobody sets by a guess what is not theirs to set.
func readJSON[T any](c *gin.Context) (T, error) {
	var v T
	d := json.NewDecoder(c.Request.Body)
	d.DisallowUnknownFields()
	err := d.Decode(&v)
	if err == nil {
		err = atEnd(d)
	}
	var (
		tooBig *http.MaxBytesError
		kind   *json.UnmarshalTypeError
	)
	switch {
	case err == nil:
		return v, nil
	case errors.As(err, &tooBig):
		return v, fmt.Errorf("read body: %w", err)
	case errors.As(err, &kind):
		return v, input.Error{Field: lastOf(kind.Field), Problem: "json.wrong_type"}
	case errors.Is(err, io.EOF):
		return v, errNoBody
	}
	if m := unknownField.FindStringSubmatch(err.Error()); m != nil {
		return v, input.Error{Field: m[1], Problem: "json.unknown_field"}
	}
	return v, input.Error{Problem: "json.malformed"}
}

// lastOf a path of fields: the others are embedded structs, which the caller
// does not see.
func lastOf(path string) string { return path[strings.LastIndexByte(path, '.')+1:] }

// atEnd wants nothing more than white space.
func atEnd(d *json.Decoder) error {
	switch _, err := d.Token(); {
	case errors.Is(err, io.EOF):
		return nil
	case err != nil:
		return err
	}
	return errors.New("more than one value")
}

// writeJSON answers with v. Answers depend on the token, so none is stored.
func writeJSON[T any](c *gin.Context, status int, v T) error {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("encode answer: %w", err)
	}
	c.Header("Cache-Control", "no-store")
	c.Data(status, "application/json; charset=utf-8", b)
	return nil
}
