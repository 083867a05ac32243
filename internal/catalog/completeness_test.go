package catalog

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"temgoc/internal/day"
	"temgoc/internal/gs1"
)

func complete(t *testing.T) Facts {
	t.Helper()
	gtin, err := gs1.ParseGTIN("09520000001018")
	checkError(t, err, nil)
	lot, err := gs1.ParseLot("L1")
	checkError(t, err, nil)
	place := Place{UnitNow: "Xã Đông Hưng"}
	return Facts{
		Batch: Batch{Lot: lot, ProducedOn: day.Date(2026, 4, 15), ExpiresOn: day.Date(2027, 4, 15)},
		Product: Product{
			GTIN:          gtin,
			NameVI:        "Bánh cáy",
			Group:         "thuc-pham",
			PictureID:     &uuid.UUID{1},
			Standards:     []string{"TCCS 01:2024"},
			ShelfLifeDays: 120,
		},
		Maker: Maker{Name: "Xưởng Thiên Đức", GLN: "9529000000014", Place: place},
		Place: place,
	}
}

func TestMissing(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		take func(*Facts)
		want []string
	}{
		{"nothing", func(*Facts) {}, nil},
		{"name", func(f *Facts) { f.Product.NameVI = "" }, []string{"missing.name"}},
		{"picture", func(f *Facts) { f.Product.PictureID = nil }, []string{"missing.picture"}},
		{"maker", func(f *Facts) { f.Maker.Name = "" }, []string{"missing.maker"}},
		{"address of the maker", func(f *Facts) { f.Maker.Place = Place{} }, []string{"missing.address"}},
		{"origin", func(f *Facts) { f.Place = Place{} }, []string{"missing.origin"}},
		{"identifier", func(f *Facts) { f.Maker.GLN = "" }, []string{"missing.place_code"}},
		{"time", func(f *Facts) { f.Batch.ProducedOn = day.Day{} }, []string{"missing.produced_on"}},
		{"standards", func(f *Facts) { f.Product.Standards = nil }, []string{"missing.standards"}},
		{"code", func(f *Facts) { f.Product.GTIN = gs1.GTIN{} }, []string{"missing.code"}},
		{"shelf life known by the expiry", func(f *Facts) { f.Product.ShelfLifeDays = 0 }, nil},
		{"expiry known by the shelf life", func(f *Facts) { f.Batch.ExpiresOn = day.Day{} }, nil},
		{"shelf life of food", func(f *Facts) {
			f.Product.ShelfLifeDays, f.Batch.ExpiresOn = 0, day.Day{}
		}, []string{"missing.shelf_life"}},
		{"shelf life of a basket, which has none", func(f *Facts) {
			f.Product.ShelfLifeDays, f.Batch.ExpiresOn, f.Product.Group = 0, day.Day{}, "thu-cong-my-nghe"
		}, nil},
		{"product without a batch", func(f *Facts) { f.Batch = Batch{} }, nil},
		{"shelf life of a product without a batch", func(f *Facts) {
			f.Product.ShelfLifeDays, f.Batch.Lot = 0, gs1.Lot{}
		}, []string{"missing.shelf_life"}},
		{"all, in the order of the circular", func(f *Facts) { *f = Facts{Product: Product{Group: "duoc-lieu"}} }, []string{
			"missing.name", "missing.picture", "missing.maker", "missing.address", "missing.place_code",
			"missing.origin", "missing.code", "missing.shelf_life", "missing.standards",
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f := complete(t)
			tt.take(&f)
			if diff := cmp.Diff(tt.want, f.Missing()); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestCompleteness(t *testing.T) {
	t.Parallel()
	whole := Stages{WholeStage, WholeStage}
	for _, tt := range []struct {
		name    string
		take    func(*Facts)
		stages  Stages
		want    Completeness
		percent int
	}{
		{"all there", func(*Facts) {}, whole, Completeness{12, nil}, 100},
		{"a basket, which needs no shelf life", func(f *Facts) { f.Product.Group = "thu-cong-my-nghe" }, whole, Completeness{11, nil}, 100},
		{"no stages", func(*Facts) {}, Stages{}, Completeness{12, []string{"missing.production", "missing.trade"}}, 83},
		{"made, not yet traded", func(*Facts) {}, Stages{Production: WholeStage}, Completeness{12, []string{"missing.trade"}}, 91},
		{"stages at places without a code", func(*Facts) {}, Stages{StageWithoutPlaceCode, StageWithoutPlaceCode},
			Completeness{12, []string{"missing.production_place", "missing.trade_place"}}, 83},
		{"a fact and a stage", func(f *Facts) { f.Product.Standards = nil }, Stages{Production: WholeStage},
			Completeness{12, []string{"missing.standards", "missing.trade"}}, 83},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f := complete(t)
			tt.take(&f)
			got := f.Completeness(tt.stages)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			if got.Percent() != tt.percent {
				t.Errorf("got %d%%, want %d%%", got.Percent(), tt.percent)
			}
		})
	}
}
