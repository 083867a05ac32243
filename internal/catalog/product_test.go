package catalog

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/pg/pgtest"
)

func TestCreateProduct(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	gtin := freshGTIN(t, w.db)
	p, err := CreateProduct(t.Context(), w.db, w.producer, "", NewProduct{
		GTIN:          " " + gtin.String()[1:] + "\n", // as it stands on the pack
		NameVI:        "  Ba\u0301nh ca\u0301y ",      // decomposed, as a Mac types it
		NameEN:        "Cay cake",
		Group:         "thuc-pham",
		Brand:         "Thiên Đức",
		Description:   "Dẻo.\r\nThơm.",
		Standards:     []string{"TCCS 01:2024", "", " "},
		Warnings:      "Có lạc",
		ShelfLifeDays: 120,
	})
	checkError(t, err, nil)
	want := Product{
		ID:            p.ID,
		OrgID:         w.producer.OrgID,
		GTIN:          gtin,
		NameVI:        "Bánh cáy",
		NameEN:        "Cay cake",
		Group:         "thuc-pham",
		Brand:         "Thiên Đức",
		Description:   "Dẻo.\nThơm.",
		Standards:     []string{"TCCS 01:2024"},
		Warnings:      "Có lạc",
		ShelfLifeDays: 120,
		CreatedAt:     p.CreatedAt,
		UpdatedAt:     p.CreatedAt,
	}
	if diff := cmp.Diff(want, p, byValue); diff != "" {
		t.Errorf("created: -want +got\n%s", diff)
	}
	stored, err := ProductByID(t.Context(), w.db, w.producer, p.ID)
	checkError(t, err, nil)
	if diff := cmp.Diff(want, stored, byValue); diff != "" {
		t.Errorf("read again: -want +got\n%s", diff)
	}
	trail, err := account.AuditTrail(t.Context(), w.db, "product:"+p.ID.String(), 10)
	checkError(t, err, nil)
	if len(trail) != 1 || trail[0].Action != account.WriteProduct {
		t.Errorf("got audit trail %v, want one line of %s", trail, account.WriteProduct)
	}
}

func TestProductBadInput(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	for _, tt := range []struct {
		name           string
		spoil          func(*NewProduct)
		field, problem string
	}{
		{"no name", func(p *NewProduct) { p.NameVI = " " }, "name_vi", "text.missing"},
		{"long name", func(p *NewProduct) { p.NameVI = strings.Repeat("ế", 201) }, "name_vi", "text.too_long"},
		{"control character", func(p *NewProduct) { p.NameEN = "Cay\x00cake" }, "name_en", "text.bad_character"},
		{"two lines of brand", func(p *NewProduct) { p.Brand = "Thiên\nĐức" }, "brand", "text.bad_character"},
		{"text that turns round", func(p *NewProduct) { p.Description = "\u202egnar" }, "description", "text.bad_character"},
		{"long warnings", func(p *NewProduct) { p.Warnings = strings.Repeat("a", 1001) }, "warnings", "text.too_long"},
		{"unknown group", func(p *NewProduct) { p.Group = "xe-may" }, "group", "group.unknown"},
		{"no group", func(p *NewProduct) { p.Group = "" }, "group", "group.unknown"},
		{"shelf life below 0", func(p *NewProduct) { p.ShelfLifeDays = -1 }, "shelf_life_days", "shelf_life.range"},
		{"shelf life of ages", func(p *NewProduct) { p.ShelfLifeDays = 36501 }, "shelf_life_days", "shelf_life.range"},
		{"too many standards", func(p *NewProduct) { p.Standards = make([]string, 21) }, "standards", "standards.too_many"},
		{"wrong check digit", func(p *NewProduct) { p.GTIN = "9520000001019" }, "gtin", "gtin.check_digit"},
		{"all zeros", func(p *NewProduct) { p.GTIN = "00000000" }, "gtin", "gtin.check_digit"},
		{"GTIN of 11 digits", func(p *NewProduct) { p.GTIN = "95200000010" }, "gtin", "gtin.length"},
		{"GTIN with letters", func(p *NewProduct) { p.GTIN = "95200000O1018" }, "gtin", "gtin.length"},
		{"GTIN of full-width digits", func(p *NewProduct) { p.GTIN = "９５２０" }, "gtin", "gtin.length"},
		{"GTIN that only the service gives", func(p *NewProduct) { p.GTIN = "9520000001018" }, "gtin", "gtin.reserved"},
		{"GTIN of a product that is there", func(p *NewProduct) { p.GTIN = w.product.GTIN.String() }, "gtin", "gtin.taken"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			in := goodProduct()
			tt.spoil(&in)
			own := prefix
			if tt.problem == "gtin.taken" {
				own = "" // or it were refused before
			}
			_, err := CreateProduct(t.Context(), w.db, w.producer, own, in)
			checkProblem(t, err, tt.field, tt.problem)
			if n := count(t, w.db, `select count(*) from product where org_id = $1`, w.producer.OrgID); n != 1 {
				t.Errorf("got %d products, want the one that was there", n)
			}
		})
	}
}

func TestProductFaultsAreToldTogether(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	_, err := CreateProduct(t.Context(), w.db, w.producer, "", NewProduct{ShelfLifeDays: -1})
	want := "name_vi: text.missing; group: group.unknown; shelf_life_days: shelf_life.range; gtin: gtin.empty"
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestCreateProductIsForProducers(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	for _, who := range []account.Principal{w.admin, w.inspector} {
		_, err := CreateProduct(t.Context(), w.db, who, prefix, goodProduct())
		checkError(t, err, ErrForbidden)
	}
}

func TestUpdateProduct(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	in := goodProduct()
	in.NameVI, in.Group, in.GTIN = "Kẹo lạc", "do-uong", w.product.GTIN.String()
	p, err := UpdateProduct(t.Context(), w.db, w.producer, w.product.ID, in)
	checkError(t, err, nil)
	if p.NameVI != in.NameVI || p.Group != in.Group || p.GTIN != w.product.GTIN {
		t.Errorf("got %+v, want name %q, group %q and the GTIN of before", p, in.NameVI, in.Group)
	}
	in.GTIN = freshGTIN(t, w.db).String()
	_, err = UpdateProduct(t.Context(), w.db, w.producer, w.product.ID, in)
	checkProblem(t, err, "gtin", "gtin.fixed")
	_, err = UpdateProduct(t.Context(), w.db, w.producer, newID(), goodProduct())
	checkError(t, err, ErrNotFound)
}

func TestProductsPageByPage(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	want := []string{w.product.GTIN.String()}
	for range 4 {
		want = append(want, w.newProduct(t).GTIN.String())
	}
	var got []string
	after := uuid.Nil
	for range 3 {
		page, err := Products(t.Context(), w.db, w.producer, after, 2)
		checkError(t, err, nil)
		for _, p := range page {
			got = append(got, p.GTIN.String())
			after = p.ID
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("three pages of two: -want +got\n%s", diff)
	}
}
