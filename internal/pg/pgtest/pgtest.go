// Package pgtest gives tests a real, migrated Postgres.
//
// The server is that of TEMGOC_TEST_DATABASE_URL (a postgres:// URL of a
// superuser). On it stand, named by a hash of the migrations:
//   - a template, migrated once, to which nobody connects any more;
//   - a shared clone of it, in which tests work in transactions that are
//     rolled back, so that it stays empty;
//   - short-lived clones, one for each test that has to commit.
//
// The test processes of several packages may do all this at the same time.
package pgtest

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"temgoc/internal/pg"
	"temgoc/migrations"
)

// Tx is a transaction on the shared database, rolled back when the test ends.
func Tx(t testing.TB) pgx.Tx {
	t.Helper()
	requireServer(t)
	name, err := shared()
	if err != nil {
		t.Fatalf("shared test database: %v", err)
	}
	ctx := context.Background() // t.Context ends before cleanup
	conn, err := pgx.Connect(ctx, address(name))
	if err != nil {
		t.Fatalf("connect to test database: %v", err)
	}
	t.Cleanup(func() { conn.Close(ctx) }) // which rolls back
	tx, err := conn.Begin(ctx)
	if err != nil {
		t.Fatalf("begin: %v", err)
	}
	return tx
}

// Pool is on a database of the test's own, dropped when the test ends.
func Pool(t testing.TB) *pgxpool.Pool {
	t.Helper()
	pool, err := pg.Open(context.Background(), URL(t))
	if err != nil {
		t.Fatalf("own test database: %v", err)
	}
	t.Cleanup(pool.Close)
	return pool
}

// URL is the address of a database of the test's own, dropped when it ends.
func URL(t testing.TB) string {
	t.Helper()
	requireServer(t)
	source, err := template()
	if err != nil {
		t.Fatalf("test database template: %v", err)
	}
	return copyOf(t, source)
}

// EmptyURL is that of a database without any migration.
func EmptyURL(t testing.TB) string {
	t.Helper()
	requireServer(t)
	return copyOf(t, "template0")
}

func copyOf(t testing.TB, source string) string {
	t.Helper()
	name := unique(prefix)
	if err := execute(`create database `+name+` template `+source, ""); err != nil {
		t.Fatalf("own test database: %v", err)
	}
	t.Cleanup(func() {
		if err := execute(`drop database `+name+` with (force)`, ""); err != nil {
			t.Errorf("drop own test database: %v", err)
		}
	})
	return address(name)
}

// prefix begins the name of every database here; a variable for our own tests.
var prefix = "temgoc_test"

func server() string { return os.Getenv("TEMGOC_TEST_DATABASE_URL") }

func requireServer(t testing.TB) {
	t.Helper()
	if server() != "" {
		return
	}
	if os.Getenv("REQUIRE_STORES") == "1" {
		t.Fatal("TEMGOC_TEST_DATABASE_URL is not set")
	}
	t.Skip("TEMGOC_TEST_DATABASE_URL is not set: run `make test`, or this under `go run ./cmd/temgoc with-stores --`")
}

// template finds or makes the migrated template. It is migrated under another
// name and renamed when it is whole, so whoever sees the name may use it, and
// of several that make it at once the last ones drop theirs.
var template = sync.OnceValues(func() (string, error) {
	name, err := templateName()
	if err != nil {
		return "", err
	}
	if found, err := exists(name); err != nil || found {
		return name, err
	}
	draft := unique(name)
	if err := execute(`create database `+draft, ""); err != nil {
		return "", err
	}
	if err := migrate(draft); err != nil {
		return "", errors.Join(err, execute(`drop database `+draft, ""))
	}
	if err := execute(`alter database `+draft+` rename to `+name, duplicateDatabase); err != nil {
		return "", err
	}
	return name, execute(`drop database if exists `+draft, "")
})

// shared finds or makes the database that is used in transactions only.
var shared = sync.OnceValues(func() (string, error) {
	source, err := template()
	if err != nil {
		return "", err
	}
	name := source + "_shared"
	if found, err := exists(name); err != nil || found {
		return name, err
	}
	return name, execute(`create database `+name+` template `+source, duplicateDatabase)
})

func templateName() (string, error) {
	h := sha256.New()
	files, err := fs.Glob(migrations.FS, "*.sql")
	if err != nil {
		return "", err
	}
	for _, name := range files {
		sql, err := fs.ReadFile(migrations.FS, name)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(h, "%s %d\n%s", name, len(sql), sql)
	}
	return fmt.Sprintf("%s_%.6x", prefix, h.Sum(nil)), nil
}

func migrate(database string) error {
	ctx := context.Background()
	pool, err := pg.Open(ctx, address(database))
	if err != nil {
		return err
	}
	defer pool.Close()
	return pg.Migrate(ctx, pool)
}

// unique makes names that sort beside the template's; they need no quoting.
func unique(prefix string) string {
	return prefix + "_" + strings.ToLower(rand.Text()[:10])
}

func address(database string) string {
	u, err := url.Parse(server())
	if err != nil {
		panic("TEMGOC_TEST_DATABASE_URL: " + err.Error())
	}
	u.Path = "/" + database
	return u.String()
}

const duplicateDatabase = "42P04"

// execute runs a statement on the server. A failure with the SQLSTATE tolerate
// is none: someone else did the same first. So is a unique violation in the
// catalogue, which is what the loser sees if it had to wait.
func execute(sql, tolerate string) error {
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, server())
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	_, err = conn.Exec(ctx, sql)
	var e *pgconn.PgError
	if tolerate != "" && (errors.As(err, &e) && e.Code == tolerate || pg.IsUnique(err, "")) {
		return nil
	}
	return err
}

func exists(database string) (found bool, err error) {
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, server())
	if err != nil {
		return false, err
	}
	defer conn.Close(ctx)
	err = conn.QueryRow(ctx, `select exists (select from pg_database where datname = $1)`, database).Scan(&found)
	return found, err
}
