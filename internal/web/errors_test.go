package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/google/go-cmp/cmp"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/input"
	"temgoc/internal/lookup"
	"temgoc/internal/scan"
	"temgoc/internal/stamp"
)

func TestClassify(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		err    error
		status int
		retry  string
	}{
		{catalog.ErrNotFound, 404, ""},
		{fmt.Errorf("read batch: %w", account.ErrNotFound), 404, ""},
		{account.ErrForbidden, 403, ""},
		{account.ErrNoSession, 401, ""},
		{account.ErrNoToken, 401, ""},
		{catalog.ErrRecalled, 409, ""},
		{stamp.ErrKeyReused, 422, ""},
		{input.Errors{{Field: "lot", Problem: "lot.empty"}}, 400, ""},
		{fmt.Errorf("create: %w", input.Error{Field: "lot", Problem: "lot.empty"}), 400, ""},
		{account.TooManyError{RetryAfter: 1500 * time.Millisecond}, 429, "2"},
		{lookup.ErrUnavailable, 503, "5"},
		{scan.ErrBusy, 503, "5"},
		{fmt.Errorf("read form: %w", &http.MaxBytesError{}), 413, ""},
		{status(http.StatusMisdirectedRequest), 421, ""},
		{errors.New("anything else"), 500, ""},
	} {
		p := classify(tt.err)
		h := http.Header{}
		p.setHeaders(h)
		if p.Status != tt.status || h.Get("Retry-After") != tt.retry {
			t.Errorf("%v: status %d, retry after %q; want %d, %q", tt.err, p.Status, h.Get("Retry-After"), tt.status, tt.retry)
		}
	}
}

// Each key of a problem needs a title and a text.
func TestEveryProblemIsExplained(t *testing.T) {
	t.Parallel()
	texts := catalogueOf(t, "vi")
	keys := []string{"error.400", "error.413", "error.421", "error.429", "error.500", "error.503", "error.405",
		"error.beyond_batch", "error.already_active", "error.already_voided"}
	for _, k := range known {
		keys = append(keys, k.key)
	}
	for _, key := range keys {
		if texts[key+".title"] == nil || texts[key+".text"] == nil {
			t.Errorf("%s has no title or no text", key)
		}
	}
}

func TestProblemDocument(t *testing.T) {
	t.Parallel()
	s := testServer(t, nil)
	w := httptest.NewRecorder()
	c, _ := gin.CreateTestContext(w)
	c.Request = httptest.NewRequest("POST", "/api/v1/batches", nil)
	c.Request.Header.Set("Accept-Language", "en")
	c.Set(requestIDKey, "ABC")
	s.fail(c, input.Errors{{Field: "lot", Problem: "lot.empty"}, {Field: "quantity", Problem: "quantity.range"}})
	if w.Code != 400 || w.Header().Get("Content-Type") != "application/problem+json; charset=utf-8" {
		t.Errorf("status %d, %s", w.Code, w.Header().Get("Content-Type"))
	}
	var got problemJSON
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	want := problemJSON{
		Title: "Something is not right", Status: 400, Code: "error.400", RequestID: "ABC",
		Detail: "Correct what is named and send it again. Nothing was changed.",
		Errors: []fieldError{
			{Field: "lot", Code: "lot.empty", Detail: "Enter a lot number."},
			{Field: "quantity", Code: "quantity.range", Detail: "A quantity is from 1 to 1,048,576."},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("problem, -want +got:\n%s", diff)
	}
}

func TestReadJSON(t *testing.T) {
	t.Parallel()
	type body struct {
		Lot      string `json:"lot"`
		Quantity int    `json:"quantity"`
	}
	for _, tt := range []struct {
		name, text string
		want       input.Errors
	}{
		{"fine", `{"lot":"L1","quantity":3}`, nil},
		{"unknown field", `{"lot":"L1","org_id":"x"}`, input.Errors{{Field: "org_id", Problem: "json.unknown_field"}}},
		{"wrong type", `{"quantity":"3"}`, input.Errors{{Field: "quantity", Problem: "json.wrong_type"}}},
		{"empty", ``, input.Errors{{Problem: "json.empty"}}},
		{"cut off", `{"lot":`, input.Errors{{Problem: "json.malformed"}}},
		{"two values", `{} {}`, input.Errors{{Problem: "json.malformed"}}},
		{"trailing bracket", `{}]`, input.Errors{{Problem: "json.malformed"}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c, _ := gin.CreateTestContext(httptest.NewRecorder())
			c.Request = httptest.NewRequest("POST", "/", strings.NewReader(tt.text))
			_, err := readJSON[body](c)
			if diff := cmp.Diff(tt.want, input.Of(err)); diff != "" {
				t.Errorf("readJSON: %v, -want +got:\n%s", err, diff)
			}
		})
	}
}
