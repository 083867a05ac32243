package catalog

import (
	"context"
	"fmt"
	"strings"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype/zeronull"

	"temgoc/internal/pg"
)

// Place is an address as it was certified, with the units of before 1 July
// 2025, beside the unit that covers it today. Either side may be empty.
type Place struct {
	ID             uuid.UUID `json:"-"`
	Street         string    `json:"street"`
	CommuneBefore  string    `json:"commune_before"`
	DistrictBefore string    `json:"district_before"`
	ProvinceBefore string    `json:"province_before"`
	UnitCode       string    `json:"unit_code"`
	UnitNow        string    `json:"unit_now"`
	ProvinceCode   string    `json:"province_code"`
	ProvinceNow    string    `json:"province_now"`
}

// Before is the address as certified: "Nguyên Xá, Đông Hưng, Thái Bình". It is
// empty for a place that was only ever known by the units of today.
func (p Place) Before() string {
	units := joined(p.CommuneBefore, p.DistrictBefore, p.ProvinceBefore)
	if units == "" {
		return ""
	}
	return joined(p.Street, units)
}

// Now is the place in the units of today: "Xã Đông Hưng, Tỉnh Hưng Yên". It
// names the street only where Before does not.
func (p Place) Now() string {
	if p.Before() == "" {
		return joined(p.Street, p.UnitNow, p.ProvinceNow)
	}
	return joined(p.UnitNow, p.ProvinceNow)
}

// Known tells whether the place says where it is at all.
func (p Place) Known() bool { return p.Before() != "" || p.Now() != "" }

func joined(parts ...string) string {
	var known []string
	for _, part := range parts {
		if part != "" {
			known = append(known, part)
		}
	}
	return strings.Join(known, ", ")
}

// CreatePlace stores a place under a new id. It belongs to nobody until an
// organisation or a product names it.
func CreatePlace(ctx context.Context, db pg.DB, p Place) (Place, error) {
	p.ID = newID()
	_, err := db.Exec(ctx, `
		insert into place (id, street, commune_before, district_before, province_before,
			unit_code, unit_now, province_code, province_now)
		values (@id, @street, @commune, @district, @province, @unit_code, @unit, @province_code, @province_now)`,
		pgx.NamedArgs{
			"id":            p.ID,
			"street":        p.Street,
			"commune":       p.CommuneBefore,
			"district":      p.DistrictBefore,
			"province":      p.ProvinceBefore,
			"unit_code":     p.UnitCode,
			"unit":          p.UnitNow,
			"province_code": p.ProvinceCode,
			"province_now":  p.ProvinceNow,
		})
	if err != nil {
		return Place{}, fmt.Errorf("store place: %w", err)
	}
	return p, nil
}

// placeColumns are the columns of place under an alias, as columns() reads them.
func placeColumns(alias string) string {
	names := []string{
		"id", "street", "commune_before", "district_before", "province_before",
		"unit_code", "unit_now", "province_code", "province_now",
	}
	return alias + "." + strings.Join(names, ", "+alias+".")
}

// columns takes a place that an outer join may not have found.
func (p *Place) columns() []any {
	return []any{
		(*zeronull.UUID)(&p.ID),
		(*zeronull.Text)(&p.Street),
		(*zeronull.Text)(&p.CommuneBefore),
		(*zeronull.Text)(&p.DistrictBefore),
		(*zeronull.Text)(&p.ProvinceBefore),
		(*zeronull.Text)(&p.UnitCode),
		(*zeronull.Text)(&p.UnitNow),
		(*zeronull.Text)(&p.ProvinceCode),
		(*zeronull.Text)(&p.ProvinceNow),
	}
}
