// Package pg is the way to Postgres: the pool, transactions that retry,
// SQLSTATE helpers and the migration runner. State rooms take a DB, so that
// their caller chooses the transaction and a test can roll it back.
package pg

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// DB is what pool, connection and transaction have in common.
type DB interface {
	Begin(ctx context.Context) (pgx.Tx, error)
	Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error)
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
	CopyFrom(ctx context.Context, table pgx.Identifier, columns []string, src pgx.CopyFromSource) (int64, error)
}

// Open makes a pool of as many connections as the URL says with pool_max_conns,
// else pgx's default, and proves it with one ping.
func Open(ctx context.Context, url string) (*pgxpool.Pool, error) {
	return OpenSized(ctx, url, 0)
}

// OpenSized is Open with at most so many connections, unless that is 0.
func OpenSized(ctx context.Context, url string, maxConns int32) (*pgxpool.Pool, error) {
	cfg, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("database url: %w", err)
	}
	if maxConns > 0 {
		cfg.MaxConns = maxConns
	}
	cfg.ConnConfig.ConnectTimeout = 5 * time.Second
	cfg.PingTimeout = 2 * time.Second // pgx waits for ever unless told
	cfg.MaxConnLifetimeJitter = cfg.MaxConnLifetime / 10
	pool, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	if err := pool.Ping(ctx); err != nil {
		pool.Close()
		return nil, fmt.Errorf("reach database: %w", err)
	}
	return pool, nil
}

// Ping proves that the database answers.
func Ping(ctx context.Context, db DB) error {
	if _, err := db.Exec(ctx, `select 1`); err != nil {
		return fmt.Errorf("reach database: %w", err)
	}
	return nil
}

// attempts bounds the retries of what lost a race.
const attempts = 5

// InTx runs fn in a transaction, again if Postgres asks for it. fn must change
// nothing but the database. Within a transaction it is a savepoint, and is not
// tried again.
func InTx(ctx context.Context, db DB, fn func(tx pgx.Tx) error) error {
	if _, nested := db.(pgx.Tx); nested {
		return pgx.BeginFunc(ctx, db, fn)
	}
	return Retry(func() error { return pgx.BeginFunc(ctx, db, fn) })
}

// Retry calls fn again when it failed in a way that Postgres says may pass:
// serialization failure 40001, deadlock 40P01.
func Retry(fn func() error) error {
	for n := 1; ; n++ {
		err := fn()
		if err == nil || n == attempts || !retryable(err) {
			return err
		}
	}
}
