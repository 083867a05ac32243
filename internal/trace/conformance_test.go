package trace

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"temgoc/internal/epcis"
	"temgoc/internal/pg/pgtest"
)

// validDocuments are those of the standard's examples, kept outside of the
// project: in the folder that CONFORMANCE_DIR names, else beside the project.
func validDocuments(t *testing.T) map[string][]byte {
	t.Helper()
	dir, isSet := os.LookupEnv("CONFORMANCE_DIR")
	if !isSet {
		dir = "../../../shared/conformance"
	}
	names, err := filepath.Glob(filepath.Join(dir, "epcis/valid/*.json*"))
	if err == nil && len(names) == 0 && !isSet {
		t.Skip("set CONFORMANCE_DIR to run the standard's own cases")
	}
	if err != nil || len(names) == 0 {
		t.Fatalf("documents in %s: got %v, %v", dir, names, err)
	}
	documents := make(map[string][]byte)
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		documents[filepath.Base(name)] = content
	}
	return documents
}

// What comes out is what went in: each event means the same on its own as it
// did in its document.
func TestValidDocumentsComeBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	for name, content := range validDocuments(t) {
		doc, err := epcis.ParseDocument(content, time.Time{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		who, _ := w.member(w.producer.Role) // for some have the same event ids
		for i, o := range w.store(who, everybody, doc.Events...) {
			if o != Recorded {
				t.Errorf("%s: event %d: got %v, want it recorded", name, i, o)
			}
			w.sameAs(name, ReaderOf(who), doc.Events[i])
		}
		if job := w.capture(who, content, Rollback); !job.Success() {
			t.Errorf("%s: captured again: got %v", name, job.Errors)
		}
	}
}

func (w world) sameAs(name string, r Reader, want epcis.Event) {
	w.t.Helper()
	found, err := ByEventID(w.t.Context(), w.db, r, want.Key())
	if err != nil {
		w.t.Errorf("%s: %s: %v", name, want.Key(), err)
		return
	}
	at := len(found) - 1 // the declaration, if there is one
	if want.Error == nil {
		at = 0
	}
	members := func(v epcis.Value) map[string]string {
		all := make(map[string]string)
		for _, m := range without(v, "@context", "eventID", "recordTime").Members() {
			all[m.Name] = string(m.Value.AppendJSON(nil))
		}
		return all
	}
	if diff := cmp.Diff(members(want.Value), members(found[at].Value)); diff != "" {
		w.t.Errorf("%s: -want +got\n%s", name, diff)
	}
	got := w.taken(found[at])
	if got.Hash() != want.Hash() {
		w.t.Errorf("%s: hash of what was stored: got %s, want %s\n%s", name, got.Hash(), want.Hash(), got.PreHash())
	}
}
