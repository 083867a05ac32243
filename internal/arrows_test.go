// Package internal_test holds the arrows between rooms: who may import whom.
package internal_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
)

// floors lists the rooms from the ground up. A room imports from lower floors
// only: never upwards, never its neighbour.
var floors = [][]string{
	{"migrations", "labels/qr", "labels/photo/phototest", "internal/day", "internal/gs1", "internal/input", "internal/webhook"},
	{"labels/pdf", "labels/photo", "internal/origincode", "internal/epcis"},
	{"labels", "internal/pg", "internal/cache", "internal/config"},
	{"internal/pg/pgtest", "internal/localstore", "internal/limit"},
	{"internal/account"},
	{"internal/catalog"},
	{"internal/trace"},
	{"internal/diary"},
	{"internal/stamp", "internal/scan", "internal/link", "internal/sample"},
	{"internal/recall", "internal/printing", "internal/inspection"},
	{"internal/lookup"},
	{"internal/web", "internal/obs"},
	{"internal/bench"},
	{"cmd"},
}

// pure rooms: no I/O, no context, standard library only.
var pure = []string{"internal/day", "internal/gs1", "internal/origincode", "internal/epcis"}

// reserved packages may be imported, by their prefix, from these rooms alone.
var reserved = []struct {
	prefix string
	rooms  []string
}{
	{"github.com/gin-gonic/gin", []string{"internal/web"}},
	{"github.com/redis/go-redis", []string{"internal/cache", "internal/localstore", "cmd"}},
	{"github.com/jackc/pgx", []string{
		"internal/pg", "internal/pg/pgtest", "internal/localstore", "internal/account", "internal/catalog",
		"internal/trace", "internal/diary", "internal/stamp", "internal/scan", "internal/link", "internal/recall", "internal/printing", "internal/inspection", "internal/lookup", "internal/sample", "internal/obs", "cmd",
	}},
	{"github.com/prometheus", []string{"internal/obs"}},
	{"temgoc/internal/config", []string{"cmd"}},
	{"temgoc/internal/localstore", []string{"cmd"}},
	{"temgoc/internal/sample", []string{"cmd"}},
	{"temgoc/internal/pg/pgtest", nil}, // but for tests
	{"temgoc/labels/photo/phototest", nil},
	{"temgoc/internal/web", []string{"cmd"}},
}

type goPackage struct {
	ImportPath, Dir string
	Imports, Deps   []string // without those of tests
}

// room is the package's path in the module. Programs that generate code for a
// room belong to none.
func (p goPackage) room() string {
	r := strings.TrimPrefix(p.ImportPath, module)
	if strings.HasPrefix(r, "cmd/") {
		return "cmd"
	}
	return r
}

const module = "temgoc/"

func listPackages(t *testing.T) (list []goPackage) {
	t.Helper()
	out, err := exec.Command("go", "list", "-e", "-json=ImportPath,Dir,Imports,Deps", module+"...").Output()
	if err != nil {
		var exit *exec.ExitError
		errors.As(err, &exit)
		t.Fatalf("go list: %v\n%s", err, exit.Stderr)
	}
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p goPackage
		err := dec.Decode(&p)
		if errors.Is(err, io.EOF) {
			return list
		}
		if err != nil {
			t.Fatalf("go list: %v", err)
		}
		if path.Base(p.ImportPath) != "gen" {
			list = append(list, p)
		}
	}
}

func floorOf(room string) int {
	return slices.IndexFunc(floors, func(rooms []string) bool { return slices.Contains(rooms, room) })
}

func TestArrows(t *testing.T) {
	t.Parallel()
	for _, p := range listPackages(t) {
		room := p.room()
		if room == "internal" { // this test
			continue
		}
		if floorOf(room) < 0 {
			t.Errorf("%s stands on no floor: give it one here", room)
		}
		for _, imported := range p.Imports {
			checkFloor(t, room, imported)
			checkReserved(t, room, imported)
		}
		if slices.Contains(pure, room) {
			checkPure(t, p)
		}
		if strings.HasPrefix(room, "labels") {
			checkPublic(t, p)
		}
	}
}

func checkFloor(t *testing.T, room, imported string) {
	t.Helper()
	target, ours := strings.CutPrefix(imported, module)
	if ours && floorOf(target) >= floorOf(room) {
		t.Errorf("%s imports %s, which is not below it", room, target)
	}
}

func checkReserved(t *testing.T, room, imported string) {
	t.Helper()
	for _, r := range reserved {
		if within(imported, r.prefix) && !slices.Contains(r.rooms, room) {
			t.Errorf("%s imports %s, which is for %v alone", room, imported, r.rooms)
		}
	}
}

func within(imported, prefix string) bool {
	return imported == prefix || strings.HasPrefix(imported, prefix+"/")
}

// checkPure looks at what is imported at any depth, save that the standard
// library may do in its own depth what it likes.
func checkPure(t *testing.T, p goPackage) {
	t.Helper()
	for _, name := range []string{"context", "os", "io/fs", "net", "net/http", "log/slog", "embed"} {
		if slices.Contains(p.Imports, name) {
			t.Errorf("%s is pure and imports %s", p.room(), name)
		}
	}
	for _, d := range p.Deps {
		first, _, _ := strings.Cut(d, "/")
		vendored := first == "vendor" // the standard library's own
		if strings.Contains(first, ".") && !vendored {
			t.Errorf("%s is pure and depends on %s", p.room(), d)
		}
		if d == "net/http" {
			t.Errorf("%s is pure and depends on %s", p.room(), d)
		}
	}
}

// checkPublic holds for labels, which others may use without this service.
func checkPublic(t *testing.T, p goPackage) {
	t.Helper()
	for _, d := range p.Deps {
		if strings.HasPrefix(d, module) && !within(d, module+"labels") {
			t.Errorf("%s is public and depends on %s", p.room(), d)
		}
	}
}
