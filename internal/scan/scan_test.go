package scan

import (
	"context"
	"encoding/binary"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"temgoc/internal/pg"
	"temgoc/internal/pg/pgtest"
)

// newBatch makes a batch with 100 issued stamps, 0–49 active, 50–59 voided.
func newBatch(t testing.TB, db pg.DB) int32 {
	t.Helper()
	ctx := context.Background()
	org, product := uuid.Must(uuid.NewV7()), uuid.Must(uuid.NewV7())
	gtin := fmt.Sprintf("%014d", binary.BigEndian.Uint32(product[12:]))
	exec := func(sql string, args ...any) {
		t.Helper()
		if _, err := db.Exec(ctx, sql, args...); err != nil {
			t.Fatal(err)
		}
	}
	exec(`insert into organisation (id, kind, code, name) values ($1, 'producer', $2, 'HTX')`, org, org.String())
	exec(`insert into product (id, org_id, gtin, name_vi, product_group) values ($1, $2, $3, 'Chè', 'do-uong')`, product, org, gtin)
	var number int32
	err := db.QueryRow(ctx, `
		insert into batch (id, product_id, org_id, gtin, kid, lot, produced_on, quantity, next_unit)
		values ($1, $2, $3, $4, 0, 'L1', '2026-01-01', 1000, 100)
		returning number`, uuid.Must(uuid.NewV7()), product, org, gtin).Scan(&number)
	if err != nil {
		t.Fatal(err)
	}
	exec(`insert into stamp_range_state (batch_number, first_unit, last_unit, state) values ($1, 0, 49, 'active'), ($1, 50, 59, 'voided')`, number)
	return number
}

var noon = time.Date(2026, 4, 15, 5, 0, 0, 0, time.UTC)

func visit(batch, unit int32, device string, after time.Duration) Scan {
	return Scan{Batch: batch, Unit: unit, Device: []byte(device), Lang: "vi", At: noon.Add(after)}
}

func TestStore(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	ctx := context.Background()
	b := newBatch(t, db)
	got, err := store(ctx, db, []Scan{
		visit(b, 7, "an", 0),
		visit(b, 55, "an", 0),
		visit(b, 99, "an", 0),
		visit(b, 100, "an", 0), // never issued
		visit(b, WholeBatch, "an", 0),
		visit(b+1000, 7, "an", 0), // no such batch
		visit(b, 7, "binh", time.Minute),
	})
	if err != nil {
		t.Fatal(err)
	}
	once := func(s Stamp) State {
		return State{Known: true, Version: 1, Issued: true, Stamp: s, Scans: 1, Mine: true, FirstAt: noon, LastAt: noon, Evidence: Evidence{Devices: 1}}
	}
	twice := once(Active)
	twice.Scans, twice.Devices, twice.LastAt = 2, 2, noon.Add(time.Minute)
	want := []State{
		twice, once(Voided), once(Waiting),
		{Known: true, Version: 1, Stamp: Waiting},
		{Known: true, Version: 1, Issued: true, Stamp: Waiting},
		{}, twice,
	}
	for i := range want {
		if g := inUTC(got[i]); g != want[i] {
			t.Errorf("scan %d: got %+v, want %+v", i, g, want[i])
		}
	}
	var rows int
	if err := db.QueryRow(ctx, `select count(*) from scan where batch_number = $1`, b).Scan(&rows); err != nil || rows != 5 {
		t.Errorf("%d scans stored, %v; want 5", rows, err)
	}
}

func inUTC(s State) State {
	if !s.FirstAt.IsZero() {
		s.FirstAt, s.LastAt = s.FirstAt.UTC(), s.LastAt.UTC()
	}
	return s
}

func TestDevicesAreCountedOnceUpToTheCap(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	b := newBatch(t, db)
	for _, tt := range []struct {
		devices, wantScans, wantDevices int
	}{{1, 1, 1}, {1, 2, 1}, {3, 5, 3}, {80, 85, MaxDevices}, {1, 86, MaxDevices}} {
		var group []Scan
		for i := range tt.devices {
			group = append(group, visit(b, 1, fmt.Sprint("device", i), 0))
		}
		got, err := store(context.Background(), db, group)
		if err != nil {
			t.Fatal(err)
		}
		if s := got[0]; s.Scans != tt.wantScans || s.Devices != tt.wantDevices {
			t.Errorf("after %d more devices: got %d scans on %d devices, want %d on %d",
				tt.devices, s.Scans, s.Devices, tt.wantScans, tt.wantDevices)
		}
	}
}

func TestPeekRecordsNothing(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	ctx := context.Background()
	b := newBatch(t, db)
	if _, err := store(ctx, db, []Scan{visit(b, 7, "an", 0)}); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name   string
		batch  int32
		unit   int32
		device string
		want   State
	}{
		{"scanned here", b, 7, "an", State{Known: true, Version: 1, Issued: true, Stamp: Active, Scans: 1, Mine: true, FirstAt: noon, LastAt: noon, Evidence: Evidence{Devices: 1}}},
		{"scanned elsewhere", b, 7, "binh", State{Known: true, Version: 1, Issued: true, Stamp: Active, Scans: 1, FirstAt: noon, LastAt: noon, Evidence: Evidence{Devices: 1}}},
		{"voided", b, 50, "an", State{Known: true, Version: 1, Issued: true, Stamp: Voided}},
		{"waiting", b, 60, "an", State{Known: true, Version: 1, Issued: true, Stamp: Waiting}},
		{"never issued", b, 100, "an", State{Known: true, Version: 1, Stamp: Waiting}},
		{"batch code", b, WholeBatch, "an", State{Known: true, Version: 1, Issued: true, Stamp: Waiting}},
		{"no such batch", b + 1000, 1, "an", State{}},
	} {
		for range 2 {
			got, err := Peek(ctx, db, tt.batch, tt.unit, []byte(tt.device))
			if err != nil || inUTC(got) != tt.want {
				t.Errorf("%s: got %+v, %v; want %+v", tt.name, got, err, tt.want)
			}
		}
	}
}

func TestRecorderStoresWhatItAnswers(t *testing.T) {
	t.Parallel()
	pool := pgtest.Pool(t)
	b := newBatch(t, pool)
	r := NewRecorder(pool, slog.New(slog.DiscardHandler))
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- r.Run(ctx) }()

	const each, visitors = 20, 50
	var wg sync.WaitGroup
	for v := range visitors {
		wg.Go(func() {
			for range each {
				s, err := r.Record(context.Background(), visit(b, int32(v%5), fmt.Sprint(v), 0))
				if err != nil || s.Scans < 1 {
					t.Errorf("visitor %d: %+v, %v", v, s, err)
				}
			}
		})
	}
	wg.Wait()
	stop()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if _, err := r.Record(context.Background(), visit(b, 1, "late", 0)); err == nil {
		t.Error("a stopped recorder answered")
	}
	for unit := range int32(5) {
		s, err := Peek(context.Background(), pool, b, unit, nil)
		if err != nil || s.Scans != each*visitors/5 || s.Devices != visitors/5 {
			t.Errorf("unit %d: %d scans on %d devices, %v; want %d on %d", unit, s.Scans, s.Devices, err, each*visitors/5, visitors/5)
		}
	}
}

func TestRecorderWithoutDatabase(t *testing.T) {
	t.Parallel()
	pool := pgtest.Pool(t)
	b := newBatch(t, pool)
	r := NewRecorder(pool, slog.New(slog.DiscardHandler))
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- r.Run(ctx) }()
	defer func() { stop(); <-done }()
	pool.Close()
	if _, err := r.Record(context.Background(), visit(b, 1, "an", 0)); err == nil {
		t.Error("a scan was answered that no database stored")
	}
}

func TestFullQueueIsBusy(t *testing.T) {
	t.Parallel()
	r := NewRecorder(nil, slog.New(slog.DiscardHandler)) // nobody runs it
	gone, cancel := context.WithCancel(context.Background())
	cancel()
	for range queueLength {
		if _, err := r.Record(gone, Scan{}); err != context.Canceled {
			t.Fatalf("got %v, want context.Canceled", err)
		}
	}
	if _, err := r.Record(gone, Scan{}); err != ErrBusy {
		t.Errorf("got %v, want ErrBusy", err)
	}
}

// The first group of a unit may bring more devices than are counted.
func TestDevicesOfOneGroupAreCapped(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	b := newBatch(t, db)
	var group []Scan
	for i := range 300 {
		group = append(group, visit(b, 1, fmt.Sprint("device", i), 0))
	}
	got, err := store(context.Background(), db, group)
	if err != nil || got[0].Scans != 300 || got[0].Devices != MaxDevices {
		t.Errorf("got %d scans on %d devices, %v; want 300 on %d", got[0].Scans, got[0].Devices, err, MaxDevices)
	}
}

// A node whose clock is behind may store an earlier scan later.
func TestFirstIsTheEarliest(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	b := newBatch(t, db)
	for _, after := range []time.Duration{time.Hour, 0, 2 * time.Hour} {
		if _, err := store(context.Background(), db, []Scan{visit(b, 1, "an", after)}); err != nil {
			t.Fatal(err)
		}
	}
	s, err := Peek(context.Background(), db, b, 1, nil)
	if err != nil || !s.FirstAt.Equal(noon) || !s.LastAt.Equal(noon.Add(2*time.Hour)) {
		t.Errorf("first %v, last %v, %v", s.FirstAt, s.LastAt, err)
	}
}

// After the PIN was used, scans by its user leave no trace as another's.
func TestOtherDeviceAfterPIN(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	ctx := context.Background()
	b := newBatch(t, db)
	scanned := func(device string, after time.Duration) State {
		t.Helper()
		states, err := store(ctx, db, []Scan{visit(b, 1, device, after)})
		if err != nil {
			t.Fatal(err)
		}
		return states[0]
	}
	scanned("an", 0)
	_, err := db.Exec(ctx, `
		update unit_state set claimed_at = $2, claimed_by = $3 where batch_number = $1`,
		b, noon, visit(b, 1, "an", 0).Device)
	if err != nil {
		t.Fatal(err)
	}
	if s := scanned("an", 2*time.Hour); !s.ClaimedAt.Equal(noon) || !s.OtherAt.IsZero() {
		t.Errorf("the user again: claimed %s, another %s", s.ClaimedAt, s.OtherAt)
	}
	late := noon.Add(3 * time.Hour)
	if s := scanned("binh", 3*time.Hour); !s.OtherAt.Equal(late) || DefaultRules[0].Judge(s.Evidence) != Amber {
		t.Errorf("another device: seen at %s, want %s, and amber", s.OtherAt, late)
	}
	if s := scanned("an", 4*time.Hour); !s.OtherAt.Equal(late) {
		t.Errorf("the user after that: another %s, want %s", s.OtherAt, late)
	}
}
