package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/google/uuid"
	"golang.org/x/sync/errgroup"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/gs1"
	"temgoc/internal/lookup"
	"temgoc/internal/origincode"
	"temgoc/internal/scan"
	"temgoc/internal/stamp"
	"temgoc/internal/web"
)

// batch finds the lot, or registers it.
func (st *stage) batch(ctx context.Context, who account.Principal, gtinText, lotText string, produced, expires day.Day, packs int) (catalog.Batch, error) {
	db := st.service.pool
	gtin, err := gs1.ParseGTIN(gtinText)
	if err != nil {
		return catalog.Batch{}, err
	}
	lot, err := gs1.ParseLot(lotText)
	if err != nil {
		return catalog.Batch{}, err
	}
	number, err := catalog.BatchByLot(ctx, db, gtin, lot)
	if err == nil {
		facts, err := catalog.BatchFacts(ctx, db, number)
		return facts.Batch, err
	}
	if !errors.Is(err, catalog.ErrNotFound) {
		return catalog.Batch{}, err
	}
	products, err := catalog.SearchProducts(ctx, db, who, gtin.String(), uuid.Nil, 1)
	if err != nil {
		return catalog.Batch{}, err
	}
	if len(products) == 0 {
		return catalog.Batch{}, fmt.Errorf("the sample lacks product %s", gtin)
	}
	kid, err := st.service.ring.Issuing(st.now)
	if err != nil {
		return catalog.Batch{}, err
	}
	return catalog.CreateBatch(ctx, db, who, byte(kid), catalog.NewBatch{
		ProductID: products[0].ID, Lot: lotText, ProducedOn: produced, ExpiresOn: expires, Quantity: packs, Content: "500 g",
	})
}

// run issues the batch's nth run once, and activates it if asked.
func (st *stage) run(ctx context.Context, who account.Principal, b catalog.Batch, nth string, o stamp.Order, activate bool) (stamp.Run, error) {
	db := st.service.pool
	kid, err := st.service.ring.Issuing(st.now)
	if err != nil {
		return stamp.Run{}, err
	}
	run, _, err := stamp.Issue(ctx, db, who, b.ID, kid, day.Of(st.now), fmt.Sprintf("demo-%s-%s", b.Lot, nth), o)
	if err != nil || !activate {
		return run, err
	}
	state, err := scan.Peek(ctx, db, run.BatchNumber, int32(run.FirstUnit), nil)
	if err != nil || state.Stamp != scan.Waiting {
		return run, err
	}
	return run, stamp.Activate(ctx, db, who, run.ID, nil)
}

func (st *stage) void(ctx context.Context, run stamp.Run, unit int) error {
	state, err := scan.Peek(ctx, st.service.pool, run.BatchNumber, int32(unit), nil)
	if err != nil || state.Stamp == scan.Voided {
		return err
	}
	return stamp.Void(ctx, st.service.pool, st.producer, run.ID, &stamp.Range{First: unit, Last: unit}, "lost")
}

// copiedDevices check the stamp that was copied: so many that a case is opened.
var copiedDevices = scan.DefaultRules[0].ReviewDevices

// copy has several devices check one stamp in the course of days, as when it was
// copied; some tell where they bought.
func (st *stage) copy(ctx context.Context, run stamp.Run, unit int) error {
	state, err := scan.Peek(ctx, st.service.pool, run.BatchNumber, int32(unit), nil)
	if err != nil || state.Devices >= copiedDevices {
		return err
	}
	recorder := scan.NewRecorder(st.service.pool, slog.New(slog.DiscardHandler))
	working, stop := context.WithCancel(ctx)
	g := new(errgroup.Group)
	g.Go(func() error { return recorder.Run(working) })
	g.Go(func() error {
		defer stop()
		for i := range copiedDevices {
			_, err := recorder.Record(ctx, scan.Scan{
				Batch: run.BatchNumber, Unit: int32(unit), Device: demoDevice(i), Lang: "vi",
				At: st.now.Add(time.Duration(i-copiedDevices) * 9 * time.Hour),
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err := g.Wait(); err != nil {
		return err
	}
	for i, province := range []string{"33", "33", "01"} {
		_, _, err := scan.TellPlace(ctx, st.service.pool, scan.Place{
			Batch: run.BatchNumber, Unit: int32(unit), Device: demoDevice(i), Province: province, At: st.now, Verdict: string(lookup.Genuine),
		})
		if err != nil {
			return err
		}
	}
	st.service.watcher.See(run.BatchNumber, int32(unit), scan.Review)
	return st.service.watcher.LookAtUnits(ctx)
}

func demoDevice(i int) []byte { return fmt.Appendf(nil, "demo device %04d", i) }

// unscanned finds n stamps of the run, in the given state, that nobody has
// checked yet: after a few starts the checks of the first would look like copies.
func (st *stage) unscanned(ctx context.Context, run stamp.Run, want scan.Stamp, n int) ([]int, error) {
	var found []int
	for unit := run.FirstUnit; unit <= run.LastUnit() && len(found) < n; unit++ {
		state, err := scan.Peek(ctx, st.service.pool, run.BatchNumber, int32(unit), nil)
		if err != nil {
			return nil, err
		}
		if state.Scans == 0 && state.Stamp == want {
			found = append(found, unit)
		}
	}
	if len(found) < n {
		return nil, fmt.Errorf("every stamp of run %s has been checked: choose another --data folder", run.ID)
	}
	return found, nil
}

func (st *stage) code(run stamp.Run, unit int) (origincode.Code, error) {
	make := st.service.ring.CompactUnit
	if run.Kind == stamp.Sealed {
		make = st.service.ring.SealUnit
	}
	return make(run.KID, run.GTIN, uint32(run.BatchNumber), uint32(unit))
}

func (st *stage) show(name string, run stamp.Run, unit int) error {
	c, err := st.code(run, unit)
	if err == nil {
		st.codes = append(st.codes, web.DemoCode{Name: name, URL: st.service.lookup.URL(c)})
	}
	return err
}

func (st *stage) showBatch(b catalog.Batch) error {
	expiry := ""
	if !b.ExpiresOn.IsZero() {
		expiry = b.ExpiresOn.YYMMDD()
	}
	c, err := st.service.ring.SignBatch(origincode.KID(b.KID), b.GTIN, b.Lot, expiry)
	if err == nil {
		st.codes = append(st.codes, web.DemoCode{Name: "batch", URL: st.service.lookup.URL(c)})
	}
	return err
}

// showForged is a good code with its last character changed.
func (st *stage) showForged(name string, run stamp.Run, unit int) error {
	c, err := st.code(run, unit)
	last := len(c.Serial) - 1
	if err != nil {
		return err
	}
	other := "0"
	if c.Serial[last:] == other {
		other = "1"
	}
	c.Serial = c.Serial[:last] + other
	st.codes = append(st.codes, web.DemoCode{Name: name, URL: st.service.lookup.URL(c)})
	return nil
}
