package catalog

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sync/errgroup"

	"temgoc/internal/day"
	"temgoc/internal/gs1"
	"temgoc/internal/pg/pgtest"
)

// byValue lets cmp compare the value types, whose fields are unexported.
var byValue = cmp.Options{
	cmp.Comparer(func(a, b gs1.GTIN) bool { return a == b }),
	cmp.Comparer(func(a, b gs1.Lot) bool { return a == b }),
	cmp.Comparer(func(a, b day.Day) bool { return a == b }),
}

func TestCreateBatch(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	b, err := CreateBatch(t.Context(), w.db, w.producer, 31, w.goodBatch(" L260415-01 "))
	checkError(t, err, nil)
	lot, _ := gs1.ParseLot("L260415-01")
	want := Batch{
		ID:         b.ID,
		Number:     b.Number,
		ProductID:  w.product.ID,
		OrgID:      w.producer.OrgID,
		GTIN:       w.product.GTIN,
		KID:        31,
		Lot:        lot,
		ProducedOn: day.Date(2026, 4, 15),
		ExpiresOn:  day.Date(2027, 4, 15),
		Quantity:   1000,
		Content:    "500 g",
		Version:    1,
		CreatedAt:  b.CreatedAt,
	}
	if diff := cmp.Diff(want, b, byValue); diff != "" {
		t.Errorf("created: -want +got\n%s", diff)
	}
	stored, err := BatchByID(t.Context(), w.db, w.producer, b.ID)
	checkError(t, err, nil)
	if diff := cmp.Diff(want, stored, byValue); diff != "" {
		t.Errorf("read again: -want +got\n%s", diff)
	}
	number, err := BatchByLot(t.Context(), w.db, w.product.GTIN, lot)
	if err != nil || number != b.Number {
		t.Errorf("BatchByLot: got %d, %v, want %d", number, err, b.Number)
	}
}

func TestBatchWithoutExpiry(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	in := w.goodBatch("L1")
	in.ExpiresOn = day.Day{}
	b, err := CreateBatch(t.Context(), w.db, w.producer, 0, in)
	if err != nil || !b.ExpiresOn.IsZero() {
		t.Errorf("got expiry %q, %v, want none", b.ExpiresOn, err)
	}
}

func TestBatchBadInput(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	w.newBatch(t, "TAKEN")
	for _, tt := range []struct {
		name           string
		spoil          func(*NewBatch)
		field, problem string
	}{
		{"one day", func(b *NewBatch) { b.ExpiresOn = b.ProducedOn }, "", ""},
		{"as many as there are units", func(b *NewBatch) { b.Quantity = 1048576 }, "", ""},
		{"lot of 20 characters", func(b *NewBatch) { b.Lot = strings.Repeat("A", 20) }, "", ""},
		{"every mark that can be signed", func(b *NewBatch) { b.Lot = `!"%&'*+,-./:;<=>?_` }, "", ""},
		{"lots differ by case", func(b *NewBatch) { b.Lot = "taken" }, "", ""},

		{"no lot", func(b *NewBatch) { b.Lot = " " }, "lot", "lot.empty"},
		{"Vietnamese letters", func(b *NewBatch) { b.Lot = "LÔ-01" }, "lot", "lot.bad_character"},
		{"space within", func(b *NewBatch) { b.Lot = "L 01" }, "lot", "lot.bad_character"},
		{"hash, which is not in CSET 82", func(b *NewBatch) { b.Lot = "L#01" }, "lot", "lot.bad_character"},
		{"brackets, which cannot be signed", func(b *NewBatch) { b.Lot = "L(1)" }, "lot", "lot.bad_character"},
		{"what browsers drop", func(b *NewBatch) { b.Lot = ".." }, "lot", "lot.bad_character"},
		{"lot of 21 characters", func(b *NewBatch) { b.Lot = strings.Repeat("A", 21) }, "lot", "lot.too_long"},
		{"lot twice", func(b *NewBatch) { b.Lot = "TAKEN" }, "lot", "lot.taken"},
		{"no production date", func(b *NewBatch) { b.ProducedOn = day.Day{} }, "produced_on", "date.bad"},
		{"year 1926", func(b *NewBatch) { b.ProducedOn = day.Date(1926, 4, 15) }, "produced_on", "date.bad"},
		{"expiry in 2226", func(b *NewBatch) { b.ExpiresOn = day.Date(2226, 4, 15) }, "expires_on", "date.bad"},
		{"expiry before production", func(b *NewBatch) { b.ExpiresOn = day.Date(2026, 4, 14) }, "expires_on", "expiry.before_production"},
		{"no packs", func(b *NewBatch) { b.Quantity = 0 }, "quantity", "quantity.range"},
		{"less than none", func(b *NewBatch) { b.Quantity = -1 }, "quantity", "quantity.range"},
		{"more than units", func(b *NewBatch) { b.Quantity = 1048577 }, "quantity", "quantity.range"},
		{"long content", func(b *NewBatch) { b.Content = strings.Repeat("g", 61) }, "content", "text.too_long"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			before := count(t, w.db, `select count(*) from batch where product_id = $1`, w.product.ID)
			in := w.goodBatch("L1")
			tt.spoil(&in)
			if tt.problem == "" && in.Lot == "L1" {
				in.Lot = newID().String()[16:]
			}
			_, err := CreateBatch(t.Context(), w.db, w.producer, 1, in)
			checkProblem(t, err, tt.field, tt.problem)
			after := count(t, w.db, `select count(*) from batch where product_id = $1`, w.product.ID)
			if stored := after > before; stored != (tt.problem == "") {
				t.Errorf("stored %v, want %v", stored, !stored)
			}
		})
	}
}

// Of many that register the same lot at once, one does.
func TestLotOnceAtTheSameTime(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Pool(t))
	var g errgroup.Group
	won := make(chan int32, 8)
	for range cap(won) {
		g.Go(func() error {
			b, err := CreateBatch(t.Context(), w.db, w.producer, 1, w.goodBatch("L1"))
			if errors.Is(err, ErrLotTaken) {
				return nil
			}
			won <- b.Number
			return err
		})
	}
	checkError(t, g.Wait(), nil)
	if got := len(won); got != 1 {
		t.Errorf("got %d batches of one lot, want 1", got)
	}
}

func TestBatchesPageByPage(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	for _, lot := range []string{"L1", "L2", "L3"} {
		w.newBatch(t, lot)
	}
	first, err := Batches(t.Context(), w.db, w.producer, nil, 0, 2)
	checkError(t, err, nil)
	second, err := Batches(t.Context(), w.db, w.producer, &w.product.ID, first[len(first)-1].Number, 2)
	checkError(t, err, nil)
	var got []string
	for _, b := range append(first, second...) {
		got = append(got, b.Lot.String())
	}
	if diff := cmp.Diff([]string{"L3", "L2", "L1"}, got); diff != "" {
		t.Errorf("two pages of two: -want +got\n%s", diff)
	}
	other := newID()
	if none, err := Batches(t.Context(), w.db, w.producer, &other, 0, 2); err != nil || len(none) != 0 {
		t.Errorf("of a product that is not there: got %v, %v, want none", none, err)
	}
}
