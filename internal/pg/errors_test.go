package pg_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"testing"

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
