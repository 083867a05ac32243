package web

import (
	"net/url"
	"strconv"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"temgoc/internal/catalog"
)

// idParam is the id in the path. What is no id leads nowhere.
func idParam(c *gin.Context) (uuid.UUID, error) {
	id, err := uuid.Parse(c.Param("id"))
	if err != nil {
		return uuid.Nil, catalog.ErrNotFound
	}
	return id, nil
}

// afterID is where a page of a list begins: at its start unless the address
// names an id.
func afterID(c *gin.Context) uuid.UUID {
	id, err := uuid.Parse(c.Query("after"))
	if err != nil {
		return uuid.Nil
	}
	return id
}

// afterNumber is afterID for lists that go by a number.
func afterNumber(c *gin.Context, name string) int {
	n, err := strconv.ParseInt(c.Query(name), 10, 32)
	if err != nil || n < 0 {
		return 0
	}
	return int(n)
}

// firstOf is what a page shows of a list that was asked for with one row more;
// that row tells that there is a next page.
func firstOf[T any](rows []T, n int) (shown []T, more bool) {
	if len(rows) > n {
		return rows[:n], true
	}
	return rows, false
}

// nextPage is the address of the page with one parameter set.
func nextPage(c *gin.Context, name, value string) string {
	u := url.URL{Path: c.Request.URL.Path, RawQuery: withoutParams(c.Request.URL.RawQuery, name, "lang", "done")}
	if u.RawQuery != "" {
		u.RawQuery += "&"
	}
	u.RawQuery += url.Values{name: {value}}.Encode()
	return u.String()
}
