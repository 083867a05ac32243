package epcis

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// conformanceDir is a folder with documents of GS1, OpenEPCIS and FasTnT, which
// are kept outside of the project: in the folder that CONFORMANCE_DIR names,
// else beside the project. The rest of the package's tests does without them.
func conformanceDir(t *testing.T, folder string) string {
	t.Helper()
	dir, isSet := os.LookupEnv("CONFORMANCE_DIR")
	if !isSet {
		dir = "../../../shared/conformance"
	}
	dir = filepath.Join(dir, "epcis", folder)
	if _, err := os.Stat(dir); errors.Is(err, os.ErrNotExist) && !isSet {
		t.Skipf("set CONFORMANCE_DIR to run these cases: %v", err)
	}
	return dir
}

// conformanceFiles are the documents of a folder by name.
func conformanceFiles(t *testing.T, folder string) map[string][]byte {
	t.Helper()
	dir := conformanceDir(t, folder)
	paths, err := filepath.Glob(filepath.Join(dir, "*.json*"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("there are no cases in %s: %v", dir, err)
	}
	files := map[string][]byte{}
	for _, path := range paths {
		if files[filepath.Base(path)], err = os.ReadFile(path); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// parseAny reads a document, or an event by itself.
func parseAny(b []byte) ([]Event, error) {
	v, err := ReadValue(b)
	if err != nil {
		return nil, err
	}
	if kind, _ := v.Get("type"); kind.Text == documentType || kind.Text == queryDocumentType {
		d, err := ParseDocument(b, time.Time{})
		return d.Events, err
	}
	e, err := ParseEvent(b, time.Time{})
	return []Event{e}, err
}

// TestConformanceValid wants every valid document to be read, to be written as
// it was read, and its events to survive being told anew.
func TestConformanceValid(t *testing.T) {
	t.Parallel()
	for name, content := range conformanceFiles(t, "valid") {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			checkKept(t, content)
			events, err := parseAny(content)
			if err != nil {
				t.Fatalf("got %v, want no problem", err)
			}
			if len(events) == 0 {
				t.Error("got no events")
			}
			for _, e := range events {
				checkToldAnew(t, e)
			}
		})
	}
}

// checkKept compares what goes out with what came in as another reader of JSON
// sees them.
func checkKept(t *testing.T, content []byte) {
	t.Helper()
	v, err := ReadValue(content)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(decoded(t, content), decoded(t, v.AppendJSON(nil))); diff != "" {
		t.Errorf("it was written otherwise than read (-read +written):\n%s", diff)
	}
}

// decoded keeps the digits of numbers.
func decoded(t *testing.T, content []byte) (v any) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(string(content)))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

// checkToldAnew makes a draft of an event and compares what comes of it.
func checkToldAnew(t *testing.T, e Event) {
	t.Helper()
	again, err := Draft(e).Event()
	if err != nil {
		t.Fatalf("a draft of the event has problems: %v", err)
	}
	surroundings := cmpopts.IgnoreFields(Event{}, "Namespaces", "Context", "Unhashed", "Value")
	if diff := cmp.Diff(e, again, surroundings, cmpopts.EquateEmpty(), insideOfValues); diff != "" {
		t.Errorf("the event was told otherwise than read (-read +told):\n%s", diff)
	}
}

// faults tell by the names of the invalid documents where the fault must be
// found; a name with several faults has them all found.
var faults = map[string]string{
	"without_context":         "/@context",
	"invalid_action":          "/action",
	"action_and_eventTime":    "/eventTime",
	"non_standard_bizStep":    "/bizStep",
	"_disposition":            "/disposition",
	"second_event":            "/eventList/1/bizStep",
	"quantity_as_text":        "/quantityList/0/quantity",
	"field_in_quantityList":   "/quantityList/0/",
	"ilmd_field":              "/ilmd/",
	"invalid_certification":   "/certificationInfo",
	"invalid_eventTime":       "/eventTime",
	"without_identifier_list": "/eventList/0",
	"invalid_eventType":       "/type",
	"missing_mandatory":       "/eventList/",
	"multiple_invalid":        "/eventList/",
}

func TestConformanceInvalid(t *testing.T) {
	t.Parallel()
	for name, content := range conformanceFiles(t, "invalid") {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := parseAny(content)
			problems, ok := errors.AsType[Problems](err)
			if !ok {
				t.Fatalf("got error %v, want Problems", err)
			}
			for part, pointer := range faults {
				if strings.Contains(name, part) && !pointsTo(problems, pointer) {
					t.Errorf("got %v, want a pointer with %s", problems, pointer)
				}
			}
		})
	}
}

func pointsTo(problems Problems, pointer string) bool {
	for _, p := range problems {
		if strings.Contains(p.Pointer, pointer) {
			return true
		}
	}
	return false
}
