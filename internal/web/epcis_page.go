package web

import (
	"net/http"
	"net/url"
	"time"

	"github.com/gin-gonic/gin"

	"temgoc/internal/epcis"
	"temgoc/internal/trace"
)

// Rows of a page of this interface. Who asks for more than perPageMost gets
// that many.
const (
	perPageUsual = 30
	perPageMost  = 500
)

// tokenLife is for how long a page's token is promised to work.
const tokenLife = 24 * time.Hour

// epcisParams are the parameters of the address, none of which may be passed
// over: what cannot be read is refused.
func epcisParams(r *http.Request) (url.Values, error) {
	params, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, problem{Status: http.StatusBadRequest, Exception: "QueryValidationException", Key: "error.epcis_query_string"}
	}
	return params, nil
}

// listPage reads the parameters of a list, which has none but those of pages.
func listPage(r *http.Request) (limit int, token string, err error) {
	params, err := epcisParams(r)
	if err != nil {
		return 0, "", err
	}
	for name := range params {
		if name != "perPage" && name != "nextPageToken" {
			return 0, "", &epcis.QueryError{Parameter: name, Sentence: "This list has only perPage and nextPageToken."}
		}
	}
	q, err := epcis.ParseQuery(params, nil)
	if err == nil && !isText(q.NextPageToken) {
		err = trace.ErrBadToken
	}
	return perPage(q), q.NextPageToken, err
}

func perPage(q epcis.Query) int {
	if q.PerPage == 0 {
		return perPageUsual
	}
	return min(q.PerPage, perPageMost)
}

// linkNext leads to the next page, of which token is the place in the list; an
// empty one says that there is none.
func (s *Server) linkNext(c *gin.Context, token string) {
	if token == "" {
		return
	}
	params := c.Request.URL.Query()
	params.Set("nextPageToken", token)
	c.Header("Link", "<"+s.codeBase()+c.Request.URL.EscapedPath()+"?"+params.Encode()+`>; rel="next"`)
	c.Header("GS1-Next-Page-Token-Expires", s.Now().Add(tokenLife).UTC().Format(time.RFC3339))
}
