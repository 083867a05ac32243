package sample

import (
	"embed"
	"encoding/json"
	"fmt"

	"temgoc/internal/catalog"
)

//go:embed ocop-products.json journeys.json banh-cay.jpg
var files embed.FS

// product is an entry of ocop-products.json; what its source does not say is
// null there and zero here.
type product struct {
	ID       int
	Name     string
	Group    string
	Producer producer
	Place    place
	Stars    int
	Score    *float64
	Year     int
	Status   string
	GTIN     string `json:"gtin13"`
}

type producer struct {
	Code     string
	Name     string
	Type     string
	GLN      string `json:"gln13"`
	Invented bool   `json:"name_is_invented"`
}

type place struct {
	Province string `json:"province_before_2025"`
	District string `json:"district_before_2025"`
	Commune  string `json:"commune_before_2025"`
	Now      struct {
		Code         string
		Name         string
		ProvinceCode string `json:"province_code"`
		Province     string
	} `json:"unit_now"`
}

func read() ([]product, error) {
	raw, err := files.ReadFile("ocop-products.json")
	if err != nil {
		return nil, err
	}
	var file struct{ Products []product }
	if err := json.Unmarshal(raw, &file); err != nil {
		return nil, fmt.Errorf("ocop-products.json: %w", err)
	}
	return file.Products, nil
}

// mergedInto are the provinces of today by those that they took in on 1 July
// 2025, for places of which no more than the province is known.
var mergedInto = map[string]struct{ code, name string }{
	"Thái Bình":  {"33", "Tỉnh Hưng Yên"},
	"Ninh Thuận": {"56", "Tỉnh Khánh Hòa"},
}

func (p place) place() catalog.Place {
	return catalog.Place{
		CommuneBefore:  p.Commune,
		DistrictBefore: p.District,
		ProvinceBefore: p.Province,
		UnitCode:       p.Now.Code,
		UnitNow:        p.Now.Name,
		ProvinceCode:   mergedInto[p.Province].code,
		ProvinceNow:    mergedInto[p.Province].name,
	}
}

// input adds what a page needs and the source does not tell. A producer whose
// very name is invented has no standard and no brand, so the sample also shows
// what it looks like when something is missing.
func (p product) input() catalog.NewProduct {
	in := catalog.NewProduct{
		GTIN:          p.GTIN,
		NameVI:        p.Name,
		NameEN:        details[p.ID].nameEN,
		Group:         p.Group,
		Brand:         makers[p.Producer.Code].brand,
		ShelfLifeDays: details[p.ID].shelfLifeDays,
	}
	if !p.Producer.Invented {
		in.Standards = []string{"TCCS 01:2024/" + p.Producer.Code}
	}
	if "0"+p.GTIN == HeroGTIN {
		in.Description = "Đặc sản làng Nguyễn, làm từ gạo nếp, gấc, lạc, vừng, gừng và mạch nha; dẻo, thơm và ấm vị gừng."
		in.Warnings = "Có lạc và vừng. Bảo quản nơi khô ráo, tránh ánh nắng."
	}
	return in
}
