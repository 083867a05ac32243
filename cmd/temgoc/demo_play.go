package main

import (
	"context"
	"errors"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/recall"
	"temgoc/internal/sample"
	"temgoc/internal/scan"
	"temgoc/internal/stamp"
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
	_, err = recall.Declare(ctx, st.service.pool, st.producer, recall.Order{BatchID: b.ID, NewRecall: catalog.NewRecall{
		Reason:      "Kiểm nghiệm phát hiện nấm mốc vượt mức cho phép",
		Instruction: "Xin đừng ăn; mang trả nơi mua để được hoàn tiền",
		Contact:     "0900 000 000",
	}})
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
