package scan

import (
	"context"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"temgoc/internal/pg"
	"temgoc/internal/pg/pgtest"
)

// tableOf is the partition that the batch's one scan is in.
func tableOf(t *testing.T, db pg.DB, batch int32) (table string) {
	t.Helper()
	if err := db.QueryRow(context.Background(), `select tableoid::regclass::text from scan where batch_number = $1`, batch).Scan(&table); err != nil {
		t.Fatal(err)
	}
	return table
}

// Nodes start together, and each finds or makes the partitions.
func TestPartitions(t *testing.T) {
	t.Parallel()
	db := pgtest.Pool(t)
	ctx := context.Background()
	var nodes sync.WaitGroup
	for range 4 {
		nodes.Go(func() {
			if err := EnsurePartitions(ctx, db, noon); err != nil {
				t.Error(err)
			}
		})
	}
	nodes.Wait()
	b := newBatch(t, db)
	if _, err := store(ctx, db, []Scan{visit(b, 1, "an", 0)}); err != nil {
		t.Fatal(err)
	}
	if got := tableOf(t, db, b); got != "scan_2026_04" {
		t.Errorf("stored in %s, want scan_2026_04", got)
	}
}

// Scans that came before their partition move into it.
func TestLatePartition(t *testing.T) {
	t.Parallel()
	db := pgtest.Pool(t)
	ctx := context.Background()
	b := newBatch(t, db)
	if _, err := store(ctx, db, []Scan{visit(b, 1, "an", 0)}); err != nil {
		t.Fatal(err)
	}
	if got := tableOf(t, db, b); got != "scan_default" {
		t.Errorf("without partitions, stored in %s", got)
	}
	if err := EnsurePartitions(ctx, db, noon); err != nil {
		t.Fatal(err)
	}
	if got := tableOf(t, db, b); got != "scan_2026_04" {
		t.Errorf("after its partition was made, in %s", got)
	}
}

// A scan that waits while its month moves is stored all the same.
func TestScanWhileItsMonthMoves(t *testing.T) {
	t.Parallel()
	db := pgtest.Pool(t)
	ctx := context.Background()
	b := newBatch(t, db)
	r := NewRecorder(db, slog.New(slog.DiscardHandler))
	working, stop := context.WithCancel(ctx)
	done := make(chan error, 1)
	go func() { done <- r.Run(working) }()
	defer func() { stop(); <-done }()

	tx, err := db.Begin(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Exec(ctx, `lock table scan_default in access exclusive mode`); err != nil {
		t.Fatal(err)
	}
	recorded := make(chan error, 1)
	go func() {
		_, err := r.Record(ctx, visit(b, 1, "an", 0))
		recorded <- err
	}()
	for waits := false; !waits; {
		err := db.QueryRow(ctx, `
			select exists (
			    select from pg_stat_activity
			    where datname = current_database() and wait_event_type = 'Lock'
			)`).Scan(&waits)
		if err != nil {
			t.Fatal(err)
		}
	}
	april := time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)
	if err := makePartition(ctx, tx, "scan_2026_04", april, april.AddDate(0, 1, 0)); err != nil {
		t.Fatal(err)
	}
	if err := tx.Commit(ctx); err != nil {
		t.Fatal(err)
	}
	if err := <-recorded; err != nil {
		t.Errorf("the scan was not stored: %v", err)
	}
	if got := tableOf(t, db, b); got != "scan_2026_04" {
		t.Errorf("stored in %s, want scan_2026_04", got)
	}
}

// While somebody reads all scans no partition is made, and scans are stored.
func TestPartitionsDoNotHoldUpScans(t *testing.T) {
	t.Parallel()
	db := pgtest.Pool(t)
	ctx := context.Background()
	b := newBatch(t, db)
	backup, err := db.BeginTx(ctx, pgx.TxOptions{AccessMode: pgx.ReadOnly})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := backup.Exec(ctx, `select count(*) from scan`); err != nil {
		t.Fatal(err)
	}
	made := make(chan error, 1)
	go func() { made <- EnsurePartitions(ctx, db, noon) }()
	stored, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	if _, err := store(stored, db, []Scan{visit(b, 1, "an", 0)}); err != nil {
		t.Errorf("a scan was not stored: %v", err)
	}
	if err := <-made; err == nil {
		t.Error("partitions were made under a reader's lock")
	}
	if err := backup.Rollback(ctx); err != nil {
		t.Fatal(err)
	}
	if err := EnsurePartitions(ctx, db, noon); err != nil {
		t.Errorf("after the reader ended: %v", err)
	}
}
