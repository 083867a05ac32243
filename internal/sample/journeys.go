package sample

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/diary"
	"temgoc/internal/gs1"
	"temgoc/internal/pg"
)

// journey is a lot of journeys.json with its diary. The lots that went into it
// stand before it.
type journey struct {
	GTIN     gs1.GTIN
	Lot      gs1.Lot
	DaysAgo  int `json:"produced_days_ago"`
	Months   int // of shelf life; 0: does not expire
	Packs    int
	Content  string
	Entries  []moment
	producer account.Principal
}

// moment is an entry of a diary, so many days after production.
type moment struct {
	Days int
	diary.Entry
}

// Journeys registers the sample's lots and writes their diaries, as their
// producers would; what is there stays as it is. kid is the key that signs the
// lots' codes.
func Journeys(ctx context.Context, db pg.DB, kid byte, now time.Time) error {
	list, err := journeys()
	if err != nil {
		return err
	}
	for _, j := range list {
		err := pg.InTx(ctx, db, func(tx pgx.Tx) error { return j.load(ctx, tx, kid, now) })
		if err != nil {
			return fmt.Errorf("journey of lot %s: %w", j.Lot, err)
		}
	}
	return nil
}

func journeys() ([]journey, error) {
	raw, err := files.ReadFile("journeys.json")
	if err != nil {
		return nil, err
	}
	var file struct{ Batches []journey }
	if err := json.Unmarshal(raw, &file); err != nil {
		return nil, fmt.Errorf("journeys.json: %w", err)
	}
	return file.Batches, nil
}

func (j journey) load(ctx context.Context, tx pgx.Tx, kid byte, now time.Time) error {
	product, err := productOf(ctx, tx, j.GTIN)
	if err != nil {
		return err
	}
	j.producer = account.Principal{OrgID: product.OrgID, Role: account.Producer}
	b, err := j.batch(ctx, tx, product.ID, kid, day.Of(now))
	if err != nil {
		return err
	}
	_, err = diary.Write(ctx, tx, j.producer, b.ID, now, j.diary(b.ProducedOn))
	return err
}

func productOf(ctx context.Context, tx pgx.Tx, gtin gs1.GTIN) (catalog.Product, error) {
	everything := account.Principal{Role: account.Inspector}
	products, err := catalog.SearchProducts(ctx, tx, everything, gtin.String(), uuid.Nil, 1)
	if err == nil && len(products) == 0 {
		err = fmt.Errorf("the sample lacks product %s", gtin)
	}
	if err != nil {
		return catalog.Product{}, err
	}
	return products[0], nil
}

// batch finds the lot, or registers it.
func (j journey) batch(ctx context.Context, tx pgx.Tx, product uuid.UUID, kid byte, today day.Day) (catalog.Batch, error) {
	number, err := catalog.BatchByLot(ctx, tx, j.GTIN, j.Lot)
	if err == nil {
		facts, err := catalog.BatchFacts(ctx, tx, number)
		return facts.Batch, err
	}
	if !errors.Is(err, catalog.ErrNotFound) {
		return catalog.Batch{}, err
	}
	in := catalog.NewBatch{
		ProductID: product, Lot: j.Lot.String(), Quantity: j.Packs, Content: j.Content,
		ProducedOn: today.AddDays(-j.DaysAgo),
	}
	if j.Months > 0 {
		in.ExpiresOn = in.ProducedOn.AddMonths(j.Months)
	}
	return catalog.CreateBatch(ctx, tx, j.producer, kid, in)
}

// diary counts the days from when the lot was really made, so that on any later
// day it is the same again.
func (j journey) diary(produced day.Day) []diary.Keyed {
	list := make([]diary.Keyed, len(j.Entries))
	for i, m := range j.Entries {
		m.At = produced.AddDays(m.Days).String() + "T" + m.At
		list[i] = diary.Keyed{Key: "sample:" + strconv.Itoa(i), Entry: m.Entry}
	}
	return list
}
