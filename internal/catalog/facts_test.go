package catalog

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"temgoc/internal/account"
	"temgoc/internal/gs1"
	"temgoc/internal/pg/pgtest"
)

func TestBatchFacts(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	signUp(t, w.db, &w.admin)
	home, err := CreatePlace(t.Context(), w.db, Place{CommuneBefore: "Nguyên Xá", UnitCode: "12688", UnitNow: "Xã Đông Hưng"})
	checkError(t, err, nil)
	gln := freshGTIN(t, w.db).String()[1:] // 13 digits with the same check digit
	org, err := account.CreateOrg(t.Context(), w.db, account.Org{
		Kind:      account.ProducerOrg,
		Code:      "T-" + newID().String(),
		Name:      "Xưởng Thiên Đức",
		NameEN:    "Thien Duc workshop",
		OwnerType: "ho-kinh-doanh",
		GLN:       gln,
		Phone:     "0227000000",
		Website:   "https://example.vn",
		PlaceID:   &home.ID,
	})
	checkError(t, err, nil)
	w.producer.OrgID = org
	w.product = w.newProduct(t)
	cert, err := AddCertificate(t.Context(), w.db, w.admin, w.goodCertificate())
	checkError(t, err, nil)
	b := w.newBatch(t, "L1")

	want := Facts{
		Batch:   b,
		Product: w.product,
		Maker: Maker{
			Name:      "Xưởng Thiên Đức",
			NameEN:    "Thien Duc workshop",
			OwnerType: "ho-kinh-doanh",
			GLN:       gln,
			Phone:     "0227000000",
			Website:   "https://example.vn",
			Place:     home,
		},
		Place:        home,
		Certificates: []Certificate{cert},
		Recalls:      []Recall{},
	}
	w.checkFacts(t, b.Number, want)

	recall, err := DeclareRecall(t.Context(), w.db, w.admin, b.ID, NewRecall{Reason: "Mốc"})
	checkError(t, err, nil)
	want.Recalls, want.Batch.Version = []Recall{recall}, 2
	w.checkFacts(t, b.Number, want)

	field, err := CreatePlace(t.Context(), w.db, Place{UnitNow: "Xã Tiên Hưng"})
	checkError(t, err, nil)
	_, err = w.db.Exec(t.Context(), `update product set place_id = $2 where id = $1`, w.product.ID, field.ID)
	checkError(t, err, nil)
	want.Product.PlaceID, want.Place = &field.ID, field
	_, err = LiftRecall(t.Context(), w.db, w.admin, recall.ID, "Đã kiểm nghiệm")
	checkError(t, err, nil)
	want.Recalls, want.Batch.Version = []Recall{}, 3
	w.checkFacts(t, b.Number, want)
}

func (w world) checkFacts(t *testing.T, number int32, want Facts) {
	t.Helper()
	got, err := BatchFacts(t.Context(), w.db, number)
	if err != nil {
		t.Fatalf("facts of batch %d: %v", number, err)
	}
	if diff := cmp.Diff(want, got, byValue); diff != "" {
		t.Errorf("facts: -want +got\n%s", diff)
	}
}

func TestFactsOfLittle(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	b := w.newBatch(t, "L1")
	w.checkFacts(t, b.Number, Facts{
		Batch:        b,
		Product:      w.product,
		Maker:        Maker{Name: "Xưởng bánh kẹo"},
		Certificates: []Certificate{},
		Recalls:      []Recall{},
	})
}

func TestUnknownBatch(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	_, err := BatchFacts(t.Context(), db, 134217727)
	checkError(t, err, ErrNotFound)
	lot, err := gs1.ParseLot("L1")
	checkError(t, err, nil)
	_, err = BatchByLot(t.Context(), db, freshGTIN(t, db), lot)
	checkError(t, err, ErrNotFound)
}
