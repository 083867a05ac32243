package pg_test

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"golang.org/x/sync/errgroup"

	"temgoc/internal/pg"
	"temgoc/internal/pg/pgtest"
)

// files makes migrations from "name: sql" pairs.
func files(pairs ...string) fs.FS {
	m := fstest.MapFS{}
	for _, p := range pairs {
		name, sql, _ := strings.Cut(p, ": ")
		m[name] = &fstest.MapFile{Data: []byte(sql)}
	}
	return m
}

func emptyDatabase(t *testing.T) *pgxpool.Pool {
	t.Helper()
	pool := pgtest.Pool(t)
	mustExec(t, pool, `drop schema public cascade; create schema public`)
	return pool
}

func mustExec(t *testing.T, db pg.DB, sql string) {
	t.Helper()
	if _, err := db.Exec(t.Context(), sql); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
}

func TestMigrateAppliesInOrderAndOnce(t *testing.T) {
	t.Parallel()
	db := emptyDatabase(t)
	first := "0001_first.sql: create table t (a int); insert into t values (1)"
	second := "0002_second.sql: alter table t add b int default 2"

	if err := pg.MigrateFiles(t.Context(), db, files(first)); err != nil {
		t.Fatalf("first migration: %v", err)
	}
	got, err := pg.PendingFiles(t.Context(), db, files(first, second))
	if want := []string{"0002_second.sql"}; err != nil || !cmp.Equal(got, want) {
		t.Errorf("pending: got %v, %v, want %v", got, err, want)
	}
	for range 2 {
		if err := pg.MigrateFiles(t.Context(), db, files(first, second)); err != nil {
			t.Fatalf("both migrations: %v", err)
		}
	}
	rows, _ := db.Query(t.Context(), `select a, b from t`)
	type row struct{ A, B int }
	table, err := pgx.CollectRows(rows, pgx.RowToStructByPos[row])
	if want := []row{{1, 2}}; err != nil || !cmp.Equal(table, want) {
		t.Errorf("table: got %v, %v, want %v", table, err, want)
	}
}

func TestMigrateOfManyNodesAtOnce(t *testing.T) {
	t.Parallel()
	db := emptyDatabase(t)
	source := files(
		"0001_first.sql: create table t (a int)",
		"0002_slow.sql: select pg_sleep(0.05); insert into t values (1)",
	)
	var nodes errgroup.Group
	for range 8 {
		nodes.Go(func() error { return pg.MigrateFiles(t.Context(), db, source) })
	}
	if err := nodes.Wait(); err != nil {
		t.Fatalf("migrate: %v", err)
	}
	var n int
	if err := db.QueryRow(t.Context(), `select count(*) from t`).Scan(&n); err != nil || n != 1 {
		t.Errorf("times that the slow migration was applied: got %d, %v, want 1", n, err)
	}
}

func TestMigrateLeavesNothingOfAFailure(t *testing.T) {
	t.Parallel()
	db := emptyDatabase(t)
	good := "0001_good.sql: create table good (a int)"
	err := pg.MigrateFiles(t.Context(), db, files(good, "0002_bad.sql: create table bad (a int); select 1/0"))
	if err == nil || !strings.Contains(err.Error(), "0002_bad.sql") {
		t.Fatalf("failed migration: got %v, want an error that names the file", err)
	}
	var half, whole bool
	err = db.QueryRow(t.Context(), `select to_regclass('bad') is not null, to_regclass('good') is not null`).Scan(&half, &whole)
	if err != nil || half || !whole {
		t.Errorf("tables: got bad %v, good %v, %v; want only good", half, whole, err)
	}
	if err := pg.MigrateFiles(t.Context(), db, files(good, "0002_bad.sql: create table bad (a int)")); err != nil {
		t.Errorf("corrected migration: %v", err)
	}
}

func TestOlderBinaryRefuses(t *testing.T) {
	t.Parallel()
	db := emptyDatabase(t)
	first := "0001_first.sql: select 1"
	if err := pg.MigrateFiles(t.Context(), db, files(first, "0002_second.sql: select 2")); err != nil {
		t.Fatalf("migrate: %v", err)
	}
	if err := pg.MigrateFiles(t.Context(), db, files(first)); !errors.Is(err, pg.ErrNewer) {
		t.Errorf("migrate: got %v, want ErrNewer", err)
	}
	if _, err := pg.PendingFiles(t.Context(), db, files(first)); !errors.Is(err, pg.ErrNewer) {
		t.Errorf("pending: got %v, want ErrNewer", err)
	}
}

func TestPendingTouchesNothing(t *testing.T) {
	t.Parallel()
	db := emptyDatabase(t)
	got, err := pg.Pending(t.Context(), db)
	if err != nil || len(got) == 0 {
		t.Fatalf("pending: got %v, %v, want the binary's migrations", got, err)
	}
	var exists bool
	err = db.QueryRow(t.Context(), `select to_regclass('schema_migration') is not null`).Scan(&exists)
	if err != nil || exists {
		t.Errorf("schema_migration exists: got %v, %v, want false", exists, err)
	}
	if err := pg.Migrate(t.Context(), db); err != nil {
		t.Fatalf("migrate: %v", err)
	}
	if got, err := pg.Pending(t.Context(), db); err != nil || len(got) != 0 {
		t.Errorf("pending after migration: got %v, %v, want none", got, err)
	}
}

func TestMigrationNames(t *testing.T) {
	t.Parallel()
	db := emptyDatabase(t)
	for _, tt := range []struct {
		name  string
		files fs.FS
	}{
		{"gap", files("0001_a.sql: select 1", "0003_c.sql: select 1")},
		{"begins at 2", files("0002_b.sql: select 1")},
		{"twice the same", files("0001_a.sql: select 1", "0001_b.sql: select 1")},
		{"short number", files("001_a.sql: select 1")},
		{"no number", files("first.sql: select 1")},
	} {
		err := pg.MigrateFiles(t.Context(), db, tt.files)
		if err == nil || !strings.Contains(err.Error(), "want a name that begins with") {
			t.Errorf("%s: got %v, want an error about the name", tt.name, err)
		}
	}
}
