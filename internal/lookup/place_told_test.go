package lookup

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/day"
	"temgoc/internal/input"
	"temgoc/internal/scan"
	"temgoc/internal/stamp"
)

// TestPlacesOpenACase: three devices in two provinces are enough, and the last
// answer says so without another scan.
func TestPlacesOpenACase(t *testing.T) {
	t.Parallel()
	w := newWatched(t)
	w.service.Tallies = scan.NewTallies(w.pool, slog.New(slog.DiscardHandler))
	b := w.newBatch("L1", day.Day{})
	run := w.newRun(b, stamp.Active)
	url := w.service.URL(w.code(run, 0))
	path := w.code(run, 0).Path()
	for i, province := range []string{"33", "33", "56"} {
		device := fmt.Sprint("device ", i)
		w.scan(path, device)
		w.must(w.service.TellPlace(t.Context(), url, Visit{Device: []byte(device)}, province))
	}
	if c := w.onlyCase(); c.Facts.Placed != 3 || len(c.Facts.Provinces) != 2 {
		t.Errorf("got %+v, want three devices in two provinces", c.Facts)
	}
	w.must(w.service.TellPlace(t.Context(), url, Visit{Device: []byte("device 0")}, "01"))
	w.wantTallies(b.Number, map[string]int{"01": 1, "33": 1, "56": 1})

	for name, tt := range map[string]struct {
		text, device, province string
		want                   error
	}{
		"another's scan":       {url, "stranger", "33", scan.ErrNotScanned},
		"no device":            {url, "", "33", scan.ErrNotScanned},
		"another unit":         {w.service.URL(w.code(run, 1)), "device 0", "33", scan.ErrNotScanned},
		"a forged code":        {w.service.URL(w.code(run, 0))[:60] + "0", "device 0", "33", scan.ErrNotScanned},
		"the batch's own code": {w.service.Base.String() + w.batchPath(b), "device 0", "33", scan.ErrNotScanned},
		"no code":              {"", "device 0", "33", scan.ErrNotScanned},
		"no province":          {url, "device 0", "", input.Error{Field: "province", Problem: "bought.missing"}},
		"an unknown province":  {url, "device 0", "99", input.Error{Field: "province", Problem: "bought.unknown"}},
	} {
		err := w.service.TellPlace(t.Context(), tt.text, Visit{Device: []byte(tt.device)}, tt.province)
		if !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", name, err, tt.want)
		}
	}
	w.wantTallies(b.Number, map[string]int{"01": 1, "33": 1, "56": 1})
}

// wantTallies compares the day's scans of a batch by province.
func (w watched) wantTallies(batch int32, want map[string]int) {
	w.t.Helper()
	ended, end := context.WithCancel(context.Background())
	end()
	w.must(w.service.Tallies.Run(ended)) // which stores the rest
	rows, err := w.pool.Query(context.Background(), `
		select province, sum(scans)::int
		from scan_day
		where batch_number = $1
		group by province`, batch)
	w.must(err)
	got := map[string]int{}
	var province string
	var n int
	_, err = pgx.ForEachRow(rows, []any{&province, &n}, func() error {
		got[province] = n
		return nil
	})
	w.must(err)
	if diff := cmp.Diff(want, got); diff != "" {
		w.t.Errorf("scans by province, -want +got:\n%s", diff)
	}
}
