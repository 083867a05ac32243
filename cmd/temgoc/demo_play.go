package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"github.com/google/uuid"
	"golang.org/x/sync/errgroup"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/gs1"
	"temgoc/internal/origincode"
	"temgoc/internal/sample"
	"temgoc/internal/scan"
	"temgoc/internal/stamp"
	"temgoc/internal/web"
)

// play brings the batches of the demonstration into the states that the
// verdicts need, as their producers would.
func (st *stage) play(ctx context.Context) error {
	for _, scene := range []func(context.Context) error{
		st.playGood,
		st.playRecalled,
		st.playExpired,
		st.playLapsed,
	} {
		if err := scene(ctx); err != nil {
			return err
		}
	}
	return nil
}

// Numbers of the good batch's first run that are not simply genuine.
const (
	goodStamps = 1000
	copiedUnit = 990
	voidedUnit = 995
)

// playGood is a batch with valid stars, and all that may happen to single stamps.
func (st *stage) playGood(ctx context.Context) error {
	today := day.Of(st.now)
	b, err := st.batch(ctx, st.producer, sample.HeroGTIN, "DEMO-01", today.AddDays(-20), today.AddMonths(12), 5000)
	if err != nil {
		return err
	}
	compact, err := st.run(ctx, st.producer, b, "1", stamp.Order{Quantity: goodStamps, Kind: stamp.Compact, OCOP: true}, true)
	if err != nil {
		return err
	}
	sealed, err := st.run(ctx, st.producer, b, "2", stamp.Order{Quantity: 200, Kind: stamp.Sealed, OCOP: true}, true)
	if err != nil {
		return err
	}
	waiting, err := st.run(ctx, st.producer, b, "3", stamp.Order{Quantity: 100, Kind: stamp.Compact}, false)
	if err != nil {
		return err
	}
	if err := st.void(ctx, compact, voidedUnit); err != nil {
		return err
	}
	if err := st.copy(ctx, compact, copiedUnit); err != nil {
		return err
	}
	fresh, err := st.unscanned(ctx, compact, scan.Active, 2)
	if err != nil {
		return err
	}
	freshSealed, err := st.unscanned(ctx, sealed, scan.Active, 1)
	if err != nil {
		return err
	}
	freshWaiting, err := st.unscanned(ctx, waiting, scan.Waiting, 1)
	if err != nil {
		return err
	}
	if err := st.showBatch(b); err != nil {
		return err
	}
	return errors.Join(
		st.show("genuine_compact", compact, fresh[0]),
		st.showForged("not_ours", compact, fresh[0]),
		st.show("ocop_valid", compact, fresh[1]),
		st.show("genuine_sealed", sealed, freshSealed[0]),
		st.show("not_activated", waiting, freshWaiting[0]),
		st.show("voided", compact, voidedUnit),
		st.show("suspected_copy", compact, copiedUnit))
}

func (st *stage) playRecalled(ctx context.Context) error {
	today := day.Of(st.now)
	b, err := st.batch(ctx, st.producer, sample.HeroGTIN, "DEMO-02", today.AddDays(-40), today.AddMonths(11), 500)
	if err != nil {
		return err
	}
	run, err := st.run(ctx, st.producer, b, "1", stamp.Order{Quantity: 100, Kind: stamp.Compact}, true)
	if err != nil {
		return err
	}
	_, err = catalog.DeclareRecall(ctx, st.service.pool, st.producer, b.ID, catalog.NewRecall{
		Reason:      "Kiểm nghiệm phát hiện nấm mốc vượt mức cho phép",
		Instruction: "Xin đừng ăn; mang trả nơi mua để được hoàn tiền",
		Contact:     "0900 000 000",
	})
	if err != nil && !errors.Is(err, catalog.ErrRecalled) {
		return err
	}
	return st.show("recalled", run, run.FirstUnit)
}

func (st *stage) playExpired(ctx context.Context) error {
	today := day.Of(st.now)
	b, err := st.batch(ctx, st.producer, sample.HeroGTIN, "DEMO-03", today.AddDays(-400), today.AddDays(-35), 500)
	if err != nil {
		return err
	}
	run, err := st.run(ctx, st.producer, b, "1", stamp.Order{Quantity: 100, Kind: stamp.Compact}, true)
	if err != nil {
		return err
	}
	fresh, err := st.unscanned(ctx, run, scan.Active, 1)
	if err != nil {
		return err
	}
	return st.show("expired", run, fresh[0])
}

// playLapsed is a good stamp on a product whose stars have lapsed.
func (st *stage) playLapsed(ctx context.Context) error {
	today := day.Of(st.now)
	maker, err := st.admit(ctx, person{account.Producer, sample.LapsedProducer, "producer2@demo.example", "san-xuat-tem-goc", "Nhà sản xuất thứ hai"})
	if err != nil {
		return err
	}
	b, err := st.batch(ctx, maker, sample.LapsedGTIN, "DEMO-04", today.AddDays(-10), day.Day{}, 500)
	if err != nil {
		return err
	}
	run, err := st.run(ctx, maker, b, "1", stamp.Order{Quantity: 100, Kind: stamp.Compact}, true)
	if err != nil {
		return err
	}
	fresh, err := st.unscanned(ctx, run, scan.Active, 1)
	if err != nil {
		return err
	}
	return st.show("ocop_expired", run, fresh[0])
}

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

// copiedDevices check the stamp that was copied: one more than it takes.
var copiedDevices = scan.DefaultRules.AmberDevices + 1

// copy has several devices check one stamp, as when it was copied.
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
				Batch: run.BatchNumber, Unit: int32(unit), Device: fmt.Appendf(nil, "demo device %04d", i), Lang: "vi", At: st.now,
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	return g.Wait()
}

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
