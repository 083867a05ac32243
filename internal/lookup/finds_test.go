package lookup

import (
	"go/ast"
	"go/parser"
	"go/token"
	"log/slog"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"temgoc/internal/cache"
	"temgoc/internal/day"
	"temgoc/internal/stamp"
)

func TestFinds(t *testing.T) {
	t.Parallel()
	url := os.Getenv("TEMGOC_TEST_REDIS_URL")
	if url == "" {
		if os.Getenv("REQUIRE_STORES") == "1" {
			t.Fatal("TEMGOC_TEST_REDIS_URL is not set")
		}
		t.Skip("TEMGOC_TEST_REDIS_URL is not set")
	}
	redis, err := cache.Open(url, []byte(t.TempDir()), time.Minute, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer redis.Close()
	w := newWorld(t, redis)
	path := w.code(w.newRun(w.newBatch("L1", day.Day{}), stamp.Active), 0).Path()
	want := func(when string, memory, redis, built, failed int64) {
		t.Helper()
		f := w.service.Finds()
		got := [...]int64{f.Memory.Load(), f.Redis.Load(), f.Built.Load(), f.Failed.Load()}
		if want := [...]int64{memory, redis, built, failed}; got != want {
			t.Errorf("%s: from memory, Redis, built, failed: got %v, want %v", when, got, want)
		}
	}
	w.scan(path, "a")
	want("first scan", 0, 0, 1, 0)
	w.scan(path, "b")
	w.scan(path, "c")
	want("two more", 2, 0, 1, 0)
	w.service = w.newService(redis) // a node with an empty memory
	w.scan(path, "a")
	want("another node", 0, 1, 0, 0)
	if _, err := w.service.views.at(t.Context(), 1<<26, 1); err == nil {
		t.Error("there is a view of a batch that does not exist")
	}
	want("no such batch", 0, 1, 0, 1)
}

// Visits that count are observed once, with what they were told.
func TestScansAreObserved(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	path := w.code(w.newRun(w.newBatch("L1", day.Day{}), stamp.Active), 0).Path()
	var got []Verdict
	w.service.Observe = func(v Verdict) { got = append(got, v) }
	w.scan(path, "a")
	w.scan("/01/09520000001018/21/NONSENSE", "a")
	if _, err := w.tryScan(path, Visit{Device: []byte("b"), Lang: "vi"}); err != nil {
		t.Fatal(err)
	}
	if want := []Verdict{Genuine, NotOurs}; !slices.Equal(got, want) {
		t.Errorf("observed %v, want %v and nothing of the preview", got, want)
	}
}

// Verdicts is read by those who must know them all.
func TestVerdictsAreAll(t *testing.T) {
	t.Parallel()
	file, err := parser.ParseFile(token.NewFileSet(), "verdict.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	ast.Inspect(file, func(node ast.Node) bool {
		spec, ok := node.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 {
			return true
		}
		kind, named := spec.Type.(*ast.Ident)
		if !named || kind.Name != "Verdict" {
			return true
		}
		n++
		word, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
		if err != nil || !slices.Contains(Verdicts[:], Verdict(word)) {
			t.Errorf("Verdicts lacks %s (%v)", word, err)
		}
		return true
	})
	if n != len(Verdicts) {
		t.Errorf("%d verdicts are declared, %d listed", n, len(Verdicts))
	}
}
