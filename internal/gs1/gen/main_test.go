package main

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestGenerate(t *testing.T) {
	t.Parallel()
	source, err := generate(dictionary{Source: "a test", Entries: []entry{{
		AI:         "3100-3105",
		Attribute:  true,
		Spec:       []string{"N3,iso4217", "X..15", "[N3],zero"},
		Title:      "NET WEIGHT (kg)",
		Requires:   []string{"01+21,253", "31nn"},
		Excludes:   []string{"310n,02", "37"},
		Qualifiers: [][]string{{"22", "10"}, {"235"}},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Join(strings.Fields(string(source)), " ")
	for _, want := range []string{
		`first: "3100", last: "3105", title: "NET WEIGHT (kg)"`,
		`fixed: true, attribute: true,`,
		`{set: numeric, min: 3, max: 3, linters: []linter{lintIso4217}}`,
		`{set: cset82, min: 1, max: 15}`,
		`{set: numeric, min: 3, max: 3, optional: true, linters: []linter{lintZero}}`,
		`key: true, qualifiers: [][]string{{"22", "10"}, {"235"}}`,
		`requires: []clause{ {{"01", "21"}, {"253"}}, {{"31"}}, }`,
		`excludes: []string{"310", "02", "37"}`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%s\nis missing in\n%s", want, source)
		}
	}
}

func TestGenerateRefuses(t *testing.T) {
	t.Parallel()
	for _, spec := range []string{"", "[]", "Q3", "N", "N..", "Nx"} {
		if _, err := generate(dictionary{Entries: []entry{{AI: "01", Spec: []string{spec}}}}); err == nil {
			t.Errorf("component %q: got no error", spec)
		}
	}
}

// TestConformanceTable: the committed table is what the dictionary makes today.
func TestConformanceTable(t *testing.T) {
	t.Parallel()
	dir, isSet := os.LookupEnv("CONFORMANCE_DIR")
	if !isSet {
		dir = "../../../../shared/conformance"
	}
	input, err := os.ReadFile(filepath.Join(dir, "gs1", "ai-entries.json"))
	if errors.Is(err, os.ErrNotExist) && !isSet {
		t.Skipf("set CONFORMANCE_DIR to compare the table with the dictionary: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	var dict dictionary
	if err := json.Unmarshal(input, &dict); err != nil {
		t.Fatal(err)
	}
	want, err := generate(dict)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile("../ai_table.go"); err != nil || string(got) != string(want) {
		t.Errorf("ai_table.go is not up to date: run go generate (%v)", err)
	}
}
