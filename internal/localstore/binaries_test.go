package localstore

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// fakePostgres is a folder whose postgres says that it is of that version.
func fakePostgres(t *testing.T, version string) string {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "bin")
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	script := fmt.Sprintf("#!/bin/sh\necho 'postgres (PostgreSQL) %s'\n", version)
	for _, name := range []string{"postgres", "initdb"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func TestInstallations(t *testing.T) {
	t.Parallel()
	old, v15, v17, beta := fakePostgres(t, "13.9"), fakePostgres(t, "15.14 (Debian 15.14-0)"), fakePostgres(t, "17.2"), fakePostgres(t, "18beta1")
	empty := t.TempDir()
	for _, tt := range []struct {
		name, path string
		system     []string
		want       []int
	}{
		{"nothing", empty, []string{empty}, nil},
		{"too old", old, nil, nil},
		{"newest first", empty, []string{v15, beta, v17}, []int{18, 17, 15}},
		{"path goes before newer ones", empty + ":" + v15, []string{v17}, []int{15, 17}},
		{"an old one in path is passed over", old + "::" + v15, nil, []int{15}},
	} {
		var got []int
		for _, in := range installations(tt.path, tt.system) {
			got = append(got, in.major)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestChoose(t *testing.T) {
	t.Parallel()
	found := []installation{{"/a", 17}, {"/b", 15}}
	for _, tt := range []struct {
		major int
		want  string
	}{
		{0, "/a"},
		{15, "/b"},
	} {
		got, err := choose(found, tt.major)
		if err != nil || got.folder != tt.want {
			t.Errorf("data of version %d: got %v, %v, want %s", tt.major, got, err, tt.want)
		}
	}
	if _, err := choose(nil, 0); !errors.Is(err, ErrNoPostgres) {
		t.Errorf("nothing installed: got %v, want ErrNoPostgres", err)
	}
	_, err := choose(found, 16)
	const want = "the data in this folder are of Postgres 16 and this machine has only 17, 15: install postgresql-16 or choose another folder"
	if err == nil || err.Error() != want {
		t.Errorf("no such version: got %v, want %s", err, want)
	}
}
