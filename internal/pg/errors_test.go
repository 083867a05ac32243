package pg_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"temgoc/internal/pg"
	"temgoc/internal/pg/pgtest"
)

func TestIsAway(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		err  error
		want bool
	}{
		{"shutdown", &pgconn.PgError{Code: "57P01"}, true},
		{"demoted server", &pgconn.PgError{Code: "25006"}, true},
		{"connection lost", &pgconn.PgError{Code: "08006"}, true},
		{"too many connections", &pgconn.PgError{Code: "53300"}, true},
		{"refused", fmt.Errorf("ask: %w", &net.OpError{Op: "dial", Err: errors.New("refused")}), true},
		{"unique", &pgconn.PgError{Code: "23505"}, false},
		{"cancelled query", &pgconn.PgError{Code: "57014"}, false},
		{"none", nil, false},
	} {
		if got := pg.IsAway(tt.err); got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
}

// A connection that breaks in the middle, and whatever is asked of it then.
func TestBrokenConnectionIsAway(t *testing.T) {
	t.Parallel()
	cfg, err := pgx.ParseConfig(pgtest.URL(t))
	if err != nil {
		t.Fatal(err)
	}
	var wire net.Conn
	cfg.DialFunc = func(ctx context.Context, network, address string) (net.Conn, error) {
		wire, err = (&net.Dialer{}).DialContext(ctx, network, address)
		return wire, err
	}
	ctx := context.Background()
	conn, err := pgx.ConnectConfig(ctx, cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(ctx)
	broken := time.AfterFunc(100*time.Millisecond, func() { wire.Close() })
	defer broken.Stop()
	for _, ask := range []string{"select pg_sleep(60)", "select 1"} {
		if _, err := conn.Exec(ctx, ask); !pg.IsAway(err) {
			t.Errorf("%s over a broken connection gave %v", ask, err)
		}
	}
}

func TestEndedBackendIsAway(t *testing.T) {
	t.Parallel()
	ctx, pool := context.Background(), pgtest.Pool(t)
	conn, err := pool.Acquire(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Release()
	if _, err := pool.Exec(ctx, `select pg_terminate_backend($1)`, conn.Conn().PgConn().PID()); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := conn.Exec(ctx, `select 1`); !pg.IsAway(err) {
			t.Errorf("an ended backend gave %v", err)
		}
	}
}

func TestClosedPoolIsAway(t *testing.T) {
	t.Parallel()
	pool := pgtest.Pool(t)
	if err := pg.Ping(context.Background(), pool); err != nil {
		t.Fatal(err)
	}
	pool.Close()
	if err := pg.Ping(context.Background(), pool); !pg.IsAway(err) {
		t.Errorf("a closed pool gave %v", err)
	}
}
