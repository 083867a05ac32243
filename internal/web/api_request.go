package web

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"temgoc/internal/input"
)

// Rows of a list, unless ?limit= says fewer or more.
const (
	usualLimit = 50
	mostLimit  = 200
)

// apiQuery reads a program's parameters. Unlike a page, which begins anew, it
// refuses what it cannot read.
type apiQuery struct {
	values url.Values
	bad    input.Errors
}

func queryOf(c *gin.Context) *apiQuery { return &apiQuery{values: c.Request.URL.Query()} }

// optional is nil for a number that is not there.
func (q *apiQuery) optional(name string) *int {
	text := q.values.Get(name)
	if text == "" {
		return nil
	}
	n, err := strconv.ParseUint(text, 10, 31)
	if err != nil {
		q.bad.Add(name, "number.bad")
	}
	number := int(n)
	return &number
}

func (q *apiQuery) number(name string, absent int) int {
	if n := q.optional(name); n != nil {
		return *n
	}
	return absent
}

// id is uuid.Nil for one that is not there.
func (q *apiQuery) id(name string) uuid.UUID {
	if q.values.Get(name) == "" {
		return uuid.Nil
	}
	return readID(&q.bad, name, q.values.Get(name))
}

// limit is how many rows a page of a list has.
func (q *apiQuery) limit() int {
	n := q.number("limit", usualLimit)
	if n == 0 && len(q.bad) == 0 {
		q.bad.Add("limit", "number.bad")
	}
	return min(n, mostLimit)
}

// readID reads the id of something that a request names.
func readID(bad *input.Errors, field, text string) uuid.UUID {
	id, err := uuid.Parse(text)
	switch {
	case text == "":
		bad.Add(field, "text.missing")
	case err != nil:
		bad.Add(field, "id.bad")
	}
	return id
}

// readJSONOf is readJSON for what the path names.
func readJSONOf[T any](c *gin.Context) (id uuid.UUID, body T, err error) {
	if id, err = idParam(c); err != nil {
		return id, body, err
	}
	body, err = readJSON[T](c)
	return id, body, err
}

// writeList answers with a page of a list of at most limit rows; mark is what
// a page that begins after a row is asked for with.
func writeList[T any](c *gin.Context, rows []T, limit int, mark func(T) string) error {
	page := list[T]{Items: rows}
	if len(rows) == limit {
		page.Next = mark(rows[limit-1])
	}
	return writeJSON(c, http.StatusOK, page)
}
