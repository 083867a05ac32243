package pg

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"

	"temgoc/migrations"
)

// ErrNewer means that a later release of this program has changed the
// database; this one cannot know what its tables mean now.
var ErrNewer = errors.New("the database was migrated by a newer version of temgoc: run that version or a later one")

// lockRow is a row of schema_migration that is no migration. Whoever holds it
// for update is the one that migrates; others wait and then find the work done.
const lockRow = 0

type migration struct {
	version int
	name    string // of the file
	sql     string
}

// Migrate applies what is pending, each migration in its own transaction. Nodes
// that start together may all call it.
func Migrate(ctx context.Context, db DB) error {
	return migrate(ctx, db, migrations.FS)
}

// Pending names the migrations that the database does not have yet.
func Pending(ctx context.Context, db DB) ([]string, error) {
	return pending(ctx, db, migrations.FS)
}

func migrate(ctx context.Context, db DB, files fs.FS) error {
	known, err := load(files)
	if err != nil {
		return err
	}
	if err := createLedger(ctx, db); err != nil {
		return fmt.Errorf("prepare migrations: %w", err)
	}
	for more := true; more; {
		err := InTx(ctx, db, func(tx pgx.Tx) (err error) {
			more, err = applyNext(ctx, tx, known)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func pending(ctx context.Context, db DB, files fs.FS) ([]string, error) {
	known, err := load(files)
	if err != nil {
		return nil, err
	}
	at, err := version(ctx, db)
	if err != nil {
		return nil, err
	}
	if at > len(known) {
		return nil, ErrNewer
	}
	var names []string
	for _, m := range known[at:] {
		names = append(names, m.name)
	}
	return names, nil
}

// load reads the migrations in order. Their numbers are contiguous from 1, so
// that version v is always known[v-1].
func load(files fs.FS) ([]migration, error) {
	names, err := fs.Glob(files, "*.sql")
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	var known []migration
	for _, name := range names {
		number, _, _ := strings.Cut(name, "_")
		v, err := strconv.Atoi(number)
		if err != nil || len(number) != 4 || v != len(known)+1 {
			return nil, fmt.Errorf("migration %s: want a name that begins with %04d_", name, len(known)+1)
		}
		sql, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		known = append(known, migration{version: v, name: name, sql: string(sql)})
	}
	return known, nil
}

// createLedger makes the table and its lock row. "if not exists" still fails
// when two sessions create at once, but only after the other has committed;
// trying again then finds the table.
func createLedger(ctx context.Context, db DB) error {
	const sql = `
		create table if not exists schema_migration (
			version    integer primary key,
			name       text not null,
			applied_at timestamptz not null default now()
		);
		insert into schema_migration (version, name)
		values (0, 'lock row')
		on conflict do nothing`
	_, err := db.Exec(ctx, sql)
	if madeMeanwhile(err) {
		_, err = db.Exec(ctx, sql)
	}
	return err
}

// madeMeanwhile: which of these it is depends on how far the other has come:
// the table (42P07), its row type (42710), or a row of the catalogue (23505).
func madeMeanwhile(err error) bool {
	code := sqlState(err)
	return code == "42P07" || code == "42710" || code == "23505"
}

func applyNext(ctx context.Context, tx pgx.Tx, known []migration) (more bool, err error) {
	if _, err := tx.Exec(ctx, `select from schema_migration where version = $1 for update`, lockRow); err != nil {
		return false, fmt.Errorf("lock migrations: %w", err)
	}
	// A statement of its own: it must see what the former holder committed.
	at, err := version(ctx, tx)
	if err != nil {
		return false, err
	}
	if at > len(known) {
		return false, ErrNewer
	}
	if at == len(known) {
		return false, nil
	}
	return true, apply(ctx, tx, known[at])
}

func apply(ctx context.Context, tx pgx.Tx, m migration) error {
	if _, err := tx.Exec(ctx, m.sql); err != nil {
		return fmt.Errorf("migration %s: %w", m.name, err)
	}
	_, err := tx.Exec(ctx, `insert into schema_migration (version, name) values ($1, $2)`, m.version, m.name)
	if err != nil {
		return fmt.Errorf("record migration %s: %w", m.name, err)
	}
	return nil
}

// version is that of the newest applied migration, 0 for an empty database.
func version(ctx context.Context, db DB) (v int, err error) {
	var exists bool
	if err := db.QueryRow(ctx, `select to_regclass('schema_migration') is not null`).Scan(&exists); err != nil {
		return 0, fmt.Errorf("read database version: %w", err)
	}
	if !exists {
		return 0, nil
	}
	if err := db.QueryRow(ctx, `select coalesce(max(version), 0) from schema_migration`).Scan(&v); err != nil {
		return 0, fmt.Errorf("read database version: %w", err)
	}
	return v, nil
}
