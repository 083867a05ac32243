package scan

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/input"
	"temgoc/internal/pg"
	"temgoc/internal/pg/pgtest"
)

func told(batch, unit int32, device, province string) Place {
	return Place{Batch: batch, Unit: unit, Device: []byte(device), Province: province, At: noon, Verdict: "genuine"}
}

// scanned stores scans of a unit by devices.
func scanned(t testing.TB, db pg.DB, batch, unit int32, devices ...string) {
	t.Helper()
	var group []Scan
	for _, d := range devices {
		group = append(group, visit(batch, unit, d, 0))
	}
	if _, err := store(context.Background(), db, group); err != nil {
		t.Fatal(err)
	}
}

func wantPlaces(t *testing.T, db pg.DB, batch, unit int32, placed, provinces int) {
	t.Helper()
	s, err := Peek(t.Context(), db, batch, unit, nil)
	if err != nil || s.Placed != placed || s.Provinces != provinces {
		t.Errorf("got %d devices in %d provinces, %v; want %d in %d", s.Placed, s.Provinces, err, placed, provinces)
	}
}

func TestTellPlace(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	b := newBatch(t, db)
	scanned(t, db, b, 1, "an", "binh", "chi")
	today := day.Of(noon)
	none := Tally{Day: today, Batch: b, Verdict: "genuine"}
	in := func(province string) Tally { return Tally{today, b, province, "genuine"} }
	later := told(b, 1, "an", "56")
	later.At, later.Verdict = noon.AddDate(0, 0, 3), "suspected_copy"
	for _, tt := range []struct {
		name              string
		place             Place
		from, to          Tally
		placed, provinces int
	}{
		{"first", told(b, 1, "an", "33"), none, in("33"), 1, 1},
		{"the same again", told(b, 1, "an", "33"), in("33"), in("33"), 1, 1},
		{"another in the same province", told(b, 1, "binh", "33"), none, in("33"), 2, 1},
		{"another elsewhere", told(b, 1, "chi", "01"), none, in("01"), 3, 2},
		{"changed days later moves the scan of that day", later, in("33"), in("56"), 3, 3},
	} {
		from, to, err := TellPlace(t.Context(), db, tt.place)
		if err != nil || from != tt.from || to != tt.to {
			t.Errorf("%s: moved from %+v to %+v, %v; want from %+v to %+v", tt.name, from, to, err, tt.from, tt.to)
		}
		wantPlaces(t, db, b, 1, tt.placed, tt.provinces)
	}
}

func TestTellPlaceRefused(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	b := newBatch(t, db)
	scanned(t, db, b, 1, "an")
	for name, tt := range map[string]struct {
		place Place
		want  error
	}{
		"a device that did not scan": {told(b, 1, "binh", "33"), ErrNotScanned},
		"no device":                  {Place{Batch: b, Unit: 1, Province: "33", At: noon}, ErrNotScanned},
		"a unit that nobody scanned": {told(b, 2, "an", "33"), ErrNotScanned},
		"a batch that never was":     {told(b+1000, 1, "an", "33"), ErrNotScanned},
		"the batch's own code":       {told(b, WholeBatch, "an", "33"), ErrNotScanned},
		"no province":                {told(b, 1, "an", ""), input.Error{Field: "province", Problem: "bought.missing"}},
		"a province that is no more": {told(b, 1, "an", "34"), input.Error{Field: "province", Problem: "bought.unknown"}},
	} {
		if _, _, err := TellPlace(t.Context(), db, tt.place); !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", name, err, tt.want)
		}
	}
	wantPlaces(t, db, b, 1, 0, 0)
}

// Of more devices than a unit remembers, the further ones may tell on the day
// of their scan.
func TestTellPlaceBeyondTheCap(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	b := newBatch(t, db)
	for i := range MaxDevices + 1 {
		scanned(t, db, b, 1, fmt.Sprintf("device %02d", i))
	}
	last := told(b, 1, fmt.Sprintf("device %02d", MaxDevices), "33")
	if _, _, err := TellPlace(t.Context(), db, last); err != nil {
		t.Errorf("on the day: got %v, want no error", err)
	}
	last.At = noon.Add(tellWithin)
	if _, _, err := TellPlace(t.Context(), db, last); !errors.Is(err, ErrNotScanned) {
		t.Errorf("later: got %v, want ErrNotScanned", err)
	}
}

// However devices tell at once and change their minds, the unit's counts are
// those of their last answers.
func TestTellPlaceAtOnce(t *testing.T) {
	t.Parallel()
	pool := pgtest.Pool(t)
	b := newBatch(t, pool)
	devices := make([]string, 12)
	for i := range devices {
		devices[i] = fmt.Sprint("device ", i)
	}
	scanned(t, pool, b, 1, devices...)
	var telling sync.WaitGroup
	last := make([]string, len(devices))
	for i, d := range devices {
		telling.Go(func() {
			r := rand.New(rand.NewPCG(1, uint64(i)))
			for range 5 {
				last[i] = catalog.Provinces[r.IntN(3)].Code
				if _, _, err := TellPlace(context.Background(), pool, told(b, 1, d, last[i])); err != nil {
					t.Error(err)
				}
			}
		})
	}
	telling.Wait()
	slices.Sort(last)
	wantPlaces(t, pool, b, 1, len(devices), len(slices.Compact(last)))
}

// What was told is kept no longer than the scans.
func TestPlacesAreForgotten(t *testing.T) {
	t.Parallel()
	pool := pgtest.Pool(t)
	b := newBatch(t, pool)
	scanned(t, pool, b, 1, "an", "binh")
	for _, d := range []string{"an", "binh"} {
		if _, _, err := TellPlace(t.Context(), pool, told(b, 1, d, "33")); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := pool.Exec(t.Context(), `update place_told set at = at - interval '100 days' where device = 'an'`); err != nil {
		t.Fatal(err)
	}
	k := Keeper{DB: pool, Now: time.Now, Months: 1}
	if err := k.Keep(t.Context()); err != nil {
		t.Fatal(err)
	}
	var left string
	if err := pool.QueryRow(t.Context(), `select string_agg(convert_from(device, 'UTF8'), ' ') from place_told`).Scan(&left); err != nil || left != "binh" {
		t.Errorf("left are %q, %v; want binh", left, err)
	}
}
