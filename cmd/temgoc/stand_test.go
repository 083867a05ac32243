package main

import (
	"context"
	"log/slog"
	"net/http"
	"path/filepath"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"temgoc/internal/config"
	"temgoc/internal/pg/pgtest"
)

const standHost = "id.example.vn"

// stand is a database with a key, and the settings of nodes on it.
type stand struct {
	pool  *pgxpool.Pool
	env   []string
	codes map[string]string // paths, once play made them, by the demonstration's names
}

func newStand(t *testing.T) *stand {
	t.Helper()
	keys := filepath.Join(t.TempDir(), "keys")
	if _, err := makeKey(keys, time.Now()); err != nil {
		t.Fatal(err)
	}
	s := &stand{pool: pgtest.Pool(t), codes: map[string]string{}}
	s.env = []string{
		"TEMGOC_DATABASE_URL=" + s.pool.Config().ConnString(),
		"TEMGOC_PUBLIC_URL=https://" + standHost,
		"TEMGOC_KEYS_DIR=" + keys,
		"TEMGOC_ADDR=127.0.0.1:0",
	}
	return s
}

// play loads the demonstration's sample.
func (s *stand) play(t *testing.T) {
	t.Helper()
	service, _ := s.service(t)
	stage, err := service.setStage(t.Context(), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range stage.codes {
		s.codes[c.Name] = c.URL[len("https://"+standHost):]
	}
}

// service is a node in this process that does not run yet.
func (s *stand) service(t *testing.T, env ...string) (*service, config.Config) {
	t.Helper()
	cfg, err := config.Load(append(env, s.env...))
	if err != nil {
		t.Fatal(err)
	}
	node, err := newService(context.Background(), cfg, s.pool, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { node.close() })
	return node, cfg
}

// scans is how many are on record.
func (s *stand) scans(t *testing.T) (n int) {
	t.Helper()
	if err := s.pool.QueryRow(t.Context(), `select count(*) from scan`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// visit is a shopper's request to a node, as a proxy hands it on.
func visit(t testing.TB, method, url string) *http.Request {
	t.Helper()
	r, err := http.NewRequest(method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Host = standHost
	r.Header.Set("Accept", "text/html")
	return r
}
