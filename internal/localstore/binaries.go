package localstore

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// oldestPostgres is the oldest major version that the migrations run on.
const oldestPostgres = 15

// ErrNoPostgres says how to get what is missing.
var ErrNoPostgres = fmt.Errorf("no Postgres %d or newer on this machine: "+
	"install it with `sudo apt-get install --no-install-recommends postgresql`, or set TEMGOC_DATABASE_URL", oldestPostgres)

// systemFolders are where packages put Postgres; Debian's are not in PATH.
var systemFolders = []string{
	"/usr/lib/postgresql/*/bin",
	"/usr/pgsql-*/bin",
	"/usr/libexec/postgresql*",
	"/usr/local/pgsql/bin",
	"/usr/local/opt/postgresql*/bin",
	"/opt/homebrew/opt/postgresql*/bin",
}

// installation is a folder with postgres and initdb of one version.
type installation struct {
	folder string
	major  int
}

// installations lists what fits: that of path first, then newest first.
func installations(path string, system []string) []installation {
	var found []installation
	for _, folder := range filepath.SplitList(path) {
		if in, ok := inspect(folder); ok {
			found = append(found, in)
			break
		}
	}
	var packaged []installation
	for _, pattern := range system {
		folders, _ := filepath.Glob(pattern) // fails only for a bad pattern
		for _, folder := range folders {
			if in, ok := inspect(folder); ok {
				packaged = append(packaged, in)
			}
		}
	}
	slices.SortStableFunc(packaged, func(a, b installation) int { return b.major - a.major })
	return append(found, packaged...)
}

// postgresVersion reads "postgres (PostgreSQL) 17.2 (Debian …)" and "18beta1".
var postgresVersion = regexp.MustCompile(`\(PostgreSQL\) (\d+)`)

func inspect(folder string) (installation, bool) {
	if !filepath.IsAbs(folder) {
		return installation{}, false
	}
	if _, err := exec.LookPath(filepath.Join(folder, "initdb")); err != nil {
		return installation{}, false
	}
	out, err := exec.Command(filepath.Join(folder, "postgres"), "--version").Output()
	if err != nil {
		return installation{}, false
	}
	m := postgresVersion.FindSubmatch(out)
	if m == nil {
		return installation{}, false
	}
	major, err := strconv.Atoi(string(m[1]))
	return installation{folder: folder, major: major}, err == nil && major >= oldestPostgres
}

// choose takes the first installation, or for existing data (major ≠ 0) the
// one of the same version: no other can read them.
func choose(found []installation, major int) (installation, error) {
	if len(found) == 0 {
		return installation{}, ErrNoPostgres
	}
	if major == 0 {
		return found[0], nil
	}
	for _, in := range found {
		if in.major == major {
			return in, nil
		}
	}
	return installation{}, fmt.Errorf("the data in this folder are of Postgres %d and this machine has only %s: "+
		"install postgresql-%d or choose another folder", major, versions(found), major)
}

func versions(found []installation) string {
	var list []string
	for _, in := range found {
		list = append(list, strconv.Itoa(in.major))
	}
	return strings.Join(slices.Compact(list), ", ")
}

// dataVersion is the major version of the data in home, 0 if there are none.
func dataVersion(home string) (int, error) {
	text, err := os.ReadFile(filepath.Join(home, "PG_VERSION"))
	if errors.Is(err, os.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("choose another folder, for the data in this one belong to another user: %w", err)
	}
	major, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		return 0, fmt.Errorf("choose another folder, for %s/PG_VERSION is damaged: %w", home, err)
	}
	return major, nil
}
