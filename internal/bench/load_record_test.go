package bench

import (
	"context"
	"crypto/rand"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	"temgoc/internal/pg"
	"temgoc/internal/scan"
)

const (
	leastRecorded = 10_000 // scans a second
	recorders     = 256    // requests that wait at once
	recorderConns = 2      // as the service has
)

// Recording into the real tables through the group path, beside a bare insert
// for each scan, with a commit of its own.
func loadRecording(t *testing.T, w *loadWorld) {
	pool, err := pg.OpenSized(t.Context(), w.postgres.URL, recorderConns)
	must(t, err)
	defer pool.Close()
	recorder := scan.NewRecorder(pool, slog.New(slog.DiscardHandler))
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- recorder.Run(ctx) }()
	before := w.scans(t)
	single := w.record(t, func(s scan.Scan) error { return w.insert(t.Context(), s) })
	grouped := w.record(t, func(s scan.Scan) error {
		_, err := recorder.Record(t.Context(), s)
		return err
	})
	stop()
	must(t, <-done)
	if stored := w.scans(t) - before; stored != single.count+grouped.count {
		t.Errorf("%d scans are stored of %d", stored, single.count+grouped.count)
	}
	baseline := figure{"load_single_inserts", single.perSecond, "scans/s"}
	baseline.print(baseline)
	figure{"load_recorded", grouped.perSecond, "scans/s"}.print(baseline)
	if full() && grouped.perSecond < leastRecorded {
		t.Errorf("%.0f scans recorded a second, want at least %d", grouped.perSecond, leastRecorded)
	}
}

type recording struct {
	count     int
	perSecond float64
}

// record has all recorders record as fast as they can, each time another unit.
func (w *loadWorld) record(t *testing.T, store func(scan.Scan) error) recording {
	t.Helper()
	var (
		wg    sync.WaitGroup
		n     atomic.Int64
		began = time.Now()
		lasts = lasting(5 * time.Second)
	)
	for range recorders {
		wg.Go(func() {
			for time.Since(began) < lasts && !t.Failed() {
				if err := store(w.scanOf(int(n.Add(1)))); err != nil {
					t.Errorf("record: %v", err)
				}
			}
		})
	}
	wg.Wait()
	return recording{int(n.Load()), float64(n.Load()) / time.Since(began).Seconds()}
}

func (w *loadWorld) scanOf(n int) scan.Scan {
	device := make([]byte, 16)
	rand.Read(device)
	return scan.Scan{
		Batch: w.batches[n%loadBatches], Unit: int32(n / loadBatches % w.quantity),
		Device: device, Lang: "vi", At: time.Now(),
	}
}

func (w *loadWorld) insert(ctx context.Context, s scan.Scan) error {
	_, err := w.pool.Exec(ctx, `
		insert into scan (id, batch_number, unit, at, device, lang)
		values ($1, $2, $3, $4, $5, $6)`,
		uuid.Must(uuid.NewV7()), s.Batch, s.Unit, s.At, s.Device, s.Lang)
	return err
}
