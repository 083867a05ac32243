package trace

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"temgoc/internal/pg/pgtest"
)

func TestFindOrder(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	_, err := Store(t.Context(), w.db, w.producer, Visibility{Public: true}, nil, w.answering())
	w.check(err)
	for query, want := range map[string]string{
		"EXISTS_ex:size&orderBy=ex:size&orderDirection=ASC":   "object association aggregation",
		"EXISTS_ex:size&orderBy=ex:size&orderDirection=DESC":  "aggregation association object",
		"EXISTS_ex:crew&orderBy=ex:crew&orderDirection=ASC":   "object aggregation",
		"EQ_action=ADD&orderBy=eventTime":                     "association transaction object",
		"orderBy=eventTime&eventCountLimit=2":                 "association transaction",
		"orderBy=eventTime&eventCountLimit=1&EQ_ex:crew=Bình": "aggregation",
		"EXISTS_ex:size&maxEventCount=3&orderBy=eventTime":    "association aggregation object",
	} {
		if got := w.ask(Reader{}, query); got != want {
			t.Errorf("%s: got %q, want %q", query, got, want)
		}
	}
	if _, _, err := w.page(Reader{}, "EXISTS_ex:size&maxEventCount=2", Page{}); !errors.Is(err, ErrTooLarge) {
		t.Errorf("more events than asked for: got %v, want %v", err, ErrTooLarge)
	}
}

func TestFindPages(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	_, err := Store(t.Context(), w.db, w.producer, Visibility{Public: true}, nil, w.answering())
	w.check(err)
	for _, query := range []string{
		"",
		"orderBy=eventTime",
		"orderBy=recordTime&orderDirection=ASC", // all the same
		"orderBy=ex:size",
		"orderBy=ex:crew&orderDirection=ASC",
		"orderBy=ex:when",
		"orderBy=eventTime&eventCountLimit=5",
	} {
		want := strings.Fields(w.ask(Reader{}, query))
		var got []string
		for token := ""; ; {
			events, next, err := w.page(Reader{}, query, Page{Size: 2, Token: token})
			if err != nil || len(events) == 0 {
				t.Fatalf("%s: %d events, %v", query, len(events), err)
			}
			got = append(got, strings.Fields(idsOf(events))...)
			if token = next; token == "" {
				break
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: pages -want +got\n%s", query, diff)
		}
	}
}

func TestFindToken(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	_, err := Store(t.Context(), w.db, w.producer, Visibility{Public: true}, nil, w.answering())
	w.check(err)
	const query = "orderBy=eventTime&eventCountLimit=6"
	_, token, err := w.page(Reader{}, query, Page{Size: 2})
	w.check(err)
	q := w.query(query)
	forge := func(p position) string { return p.token(q) }
	id := "0199f000-0000-7000-8000-000000000000"
	for name, tt := range map[string]struct{ query, token string }{
		"of another query":    {"orderBy=eventTime&eventCountLimit=7", token},
		"of another order":    {query + "&orderDirection=ASC", token},
		"cut":                 {query, token[:len(token)-3]},
		"longer":              {query, token + "AA"},
		"no base64":           {query, "!!!"},
		"no JSON":             {query, "AAAA"},
		"a time that is none": {query, forge(position{Keys: []string{"yesterday or so", id}, Given: 2})},
		"an id that is none":  {query, forge(position{Keys: []string{"2026-01-01", "x"}, Given: 2})},
		"too few keys":        {query, forge(position{Keys: []string{"2026-01-01"}, Given: 2})},
		"before the first":    {query, forge(position{Keys: []string{"2026-01-01", id}, Given: -2})},
		"behind the limit":    {query, forge(position{Keys: []string{"2026-01-01", id}, Given: 6})},
	} {
		_, _, err := w.page(Reader{}, tt.query, Page{Token: tt.token})
		if !errors.Is(err, ErrBadToken) {
			t.Errorf("%s: got %v, want %v", name, err, ErrBadToken)
		}
	}
	if _, _, err := w.page(Reader{}, query+"&perPage=2", Page{Token: token}); err != nil {
		t.Errorf("the token with another size of pages: %v", err)
	}
}

// A query that works for too long ends, and says so.
func TestFindIsPatientForAWhile(t *testing.T) {
	t.Parallel()
	tx := pgtest.Tx(t)
	var err error
	if _, err = tx.Exec(t.Context(), `select set_config('statement_timeout', '10', true)`); err == nil {
		_, err = tx.Exec(t.Context(), `select pg_sleep(60)`)
	}
	if got := queryFailed(err, ""); !errors.Is(got, ErrTooComplex) {
		t.Errorf("got %v, want %v", got, ErrTooComplex)
	}
}
