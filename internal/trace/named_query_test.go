package trace

import (
	"bytes"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"temgoc/internal/account"
	"temgoc/internal/epcis"
	"temgoc/internal/input"
	"temgoc/internal/pg/pgtest"
)

// definition is a query in JSON.
func (w world) definition(text string) epcis.Value {
	w.t.Helper()
	v, err := epcis.ReadValue([]byte(text))
	w.check(err)
	return v
}

// asJSON compares values by what they are written as.
var asJSON = cmp.Comparer(func(a, b epcis.Value) bool { return bytes.Equal(a.AppendJSON(nil), b.AppendJSON(nil)) })

func TestNamedQuery(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	definition := w.definition(`{"EQ_ex:crew":["An"],"eventType":["ObjectEvent"]}`)
	namespaces := map[string]string{"ex": example}
	made, err := CreateQuery(t.Context(), w.db, w.producer, "crew.An-1", definition, namespaces)
	w.check(err)
	got, err := QueryByName(t.Context(), w.db, w.producer, "crew.An-1")
	w.check(err)
	if diff := cmp.Diff(made, got, asJSON); diff != "" {
		t.Errorf("-made +read\n%s", diff)
	}
	want, err := epcis.ParseQueryJSON(definition, namespaces)
	w.check(err)
	if diff := cmp.Diff(want, got.Query); diff != "" {
		t.Errorf("query: -want +got\n%s", diff)
	}
	if diff := cmp.Diff(definition, got.Definition, asJSON); diff != "" {
		t.Errorf("definition: -want +got\n%s", diff)
	}
	_, err = CreateQuery(t.Context(), w.db, w.producer, "crew.An-1", definition, namespaces)
	if !errors.Is(err, ErrQueryExists) {
		t.Errorf("the name again: got %v, want %v", err, ErrQueryExists)
	}
	w.check(DeleteQuery(t.Context(), w.db, w.producer, "crew.An-1"))
	if err := DeleteQuery(t.Context(), w.db, w.producer, "crew.An-1"); !errors.Is(err, ErrNotFound) {
		t.Errorf("deleted again: got %v, want %v", err, ErrNotFound)
	}
	trail, err := account.AuditTrail(t.Context(), w.db, "query:"+made.ID.String(), 10)
	if err != nil || len(trail) != 2 {
		t.Errorf("got %d lines in the audit, %v, want 2", len(trail), err)
	}
}

func TestNamedQueriesAreOfOneOrganisation(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	for _, who := range []account.Principal{w.producer, w.stranger} {
		for _, name := range []string{"b", "a", "c"} {
			_, err := CreateQuery(t.Context(), w.db, who, name, w.definition(`{}`), nil)
			w.check(err)
		}
	}
	var got []string
	for after := ""; ; {
		page, err := Queries(t.Context(), w.db, w.producer, after, 2)
		w.check(err)
		if len(page) == 0 {
			break
		}
		for _, q := range page {
			got = append(got, q.Name)
		}
		after = got[len(got)-1]
	}
	if diff := cmp.Diff([]string{"a", "b", "c"}, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	w.check(DeleteQuery(t.Context(), w.db, w.stranger, "a"))
	if _, err := QueryByName(t.Context(), w.db, w.producer, "a"); err != nil {
		t.Errorf("one's own, after a stranger deleted theirs: %v", err)
	}
	if _, err := QueryByName(t.Context(), w.db, w.admin, "a"); !errors.Is(err, ErrNotFound) {
		t.Errorf("another organisation's: got %v, want %v", err, ErrNotFound)
	}
}

func TestCreateQueryRefuses(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	for _, name := range []string{"", "SimpleEventQuery", "a b", "a/b", ".", "..", "ă", "-a", string(make([]byte, 101))} {
		_, err := CreateQuery(t.Context(), w.db, w.producer, name, w.definition(`{}`), nil)
		if faults := input.Of(err); len(faults) != 1 || faults[0] != errQueryName {
			t.Errorf("name %q: got %v, want %v", name, err, errQueryName)
		}
	}
	_, err := CreateQuery(t.Context(), w.db, w.producer, "good", w.definition(`{"EQ_colour": ["red"]}`), nil)
	if bad, ok := errors.AsType[*epcis.QueryError](err); !ok || bad.Parameter != "EQ_colour" {
		t.Errorf("got %v, want EQ_colour refused", err)
	}
	if _, err := CreateQuery(t.Context(), w.db, account.Principal{}, "good", w.definition(`{}`), nil); !errors.Is(err, ErrForbidden) {
		t.Errorf("nobody's query: got %v, want %v", err, ErrForbidden)
	}
}
