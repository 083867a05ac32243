package catalog

import (
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"temgoc/internal/gs1"
	"temgoc/internal/input"
)

// Groups are those of the OCOP programme (decisions 919/2022 and 148/2023).
var Groups = []string{"thuc-pham", "do-uong", "duoc-lieu", "thu-cong-my-nghe", "sinh-vat-canh", "du-lich"}

// NewProduct is what a producer tells of a product.
type NewProduct struct {
	GTIN          string   `json:"gtin"` // 8, 12, 13 or 14 digits; empty: the service gives one
	NameVI        string   `json:"name_vi"`
	NameEN        string   `json:"name_en"`
	Group         string   `json:"group"`
	Brand         string   `json:"brand"`
	Description   string   `json:"description"`
	Standards     []string `json:"standards"`
	Warnings      string   `json:"warnings"`
	ShelfLifeDays int      `json:"shelf_life_days"`
}

const (
	maxStandards = 20
	maxShelfLife = 36500 // days: a century
)

// cleaned is the input as it is stored; bad gathers what is wrong with it.
func (in NewProduct) cleaned(bad *input.Errors) NewProduct {
	in.NameVI = bad.Line("name_vi", in.NameVI, 1, 200)
	in.NameEN = bad.Line("name_en", in.NameEN, 0, 200)
	in.Brand = bad.Line("brand", in.Brand, 0, 100)
	in.Description = bad.Text("description", in.Description, 0, 4000)
	in.Warnings = bad.Text("warnings", in.Warnings, 0, 1000)
	in.Standards = cleanStandards(bad, in.Standards)
	if !slices.Contains(Groups, in.Group) {
		bad.Add("group", "group.unknown")
	}
	if in.ShelfLifeDays < 0 || in.ShelfLifeDays > maxShelfLife {
		bad.Add("shelf_life_days", "shelf_life.range")
	}
	return in
}

// cleanStandards leaves out what is empty: forms send their unused lines too.
// The result is never nil, which would be NULL.
func cleanStandards(bad *input.Errors, standards []string) []string {
	if len(standards) > maxStandards {
		bad.Add("standards", "standards.too_many")
		return []string{}
	}
	cleaned := []string{}
	for _, s := range standards {
		if s = bad.Line("standards", s, 0, 120); s != "" {
			cleaned = append(cleaned, s)
		}
	}
	return cleaned
}

// checkSameGTIN refuses to change the number of a product.
func checkSameGTIN(bad *input.Errors, s string, is gs1.GTIN) {
	s = strings.TrimSpace(s)
	if s == "" {
		return
	}
	if g, err := gs1.PadGTIN(s); err != nil || g != is {
		bad.Add("gtin", "gtin.fixed")
	}
}

func (in NewProduct) args() pgx.NamedArgs {
	return pgx.NamedArgs{
		"name_vi":         in.NameVI,
		"name_en":         in.NameEN,
		"group":           in.Group,
		"brand":           in.Brand,
		"description":     in.Description,
		"standards":       in.Standards,
		"warnings":        in.Warnings,
		"shelf_life_days": in.ShelfLifeDays,
	}
}
