package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestGenerate(t *testing.T) {
	t.Parallel()
	source, err := generate([]byte(`{"source": "a test", "link_types": [
		{"curie": "gs1:pip", "label": "Product  page", "status": "stable"},
		{"curie": "gs1:old", "label": "Old", "status": "deprecated"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"// From a test.",
		`{Curie: "gs1:pip", Label: "Product page"},`,
		`{Curie: "gs1:old", Label: "Old", Deprecated: true},`,
	} {
		if !strings.Contains(string(source), want) {
			t.Errorf("%s\nis missing in\n%s", want, source)
		}
	}
}

func TestGenerateRefuses(t *testing.T) {
	t.Parallel()
	for _, input := range []string{``, `[]`, `{"link_types": [{"curie": "pip"}]}`} {
		if _, err := generate([]byte(input)); err == nil {
			t.Errorf("%s: got no error", input)
		}
	}
}

// TestConformanceTable: the committed table is what the vocabulary makes today.
func TestConformanceTable(t *testing.T) {
	t.Parallel()
	dir, isSet := os.LookupEnv("CONFORMANCE_DIR")
	if !isSet {
		dir = "../../../../shared/conformance"
	}
	input, err := os.ReadFile(filepath.Join(dir, "gs1", "linktypes.json"))
	if errors.Is(err, os.ErrNotExist) && !isSet {
		t.Skipf("set CONFORMANCE_DIR to compare the table with the vocabulary: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	want, err := generate(input)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile("../vocabulary_table.go"); err != nil || string(got) != string(want) {
		t.Errorf("vocabulary_table.go is not up to date: run go generate (%v)", err)
	}
}
