package scan

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"temgoc/internal/pg"
)

// Sighting is one scan of a unit as an inspector sees it: devices are told
// apart, and nothing says which they are.
type Sighting struct {
	At       time.Time `json:"at"`
	Device   int       `json:"device"` // from 0, in the order in which they appear
	Lang     string    `json:"lang"`
	Province string    `json:"province"` // code of what the device told; may be empty
}

// maxSightings that are shown, the latest.
const maxSightings = 500

// Timeline is the scans of a case's unit that are still kept, the oldest first.
// It asks not who wants to know.
func (c Case) Timeline(ctx context.Context, db pg.DB) ([]Sighting, error) {
	rows, _ := db.Query(ctx, `
		select s.at, s.device, s.lang, coalesce(p.province, '')
		from unit_state u
		join scan s on s.batch_number = u.batch_number and s.unit = u.unit and s.at between u.first_at and u.last_at
		left join place_told p on p.batch_number = s.batch_number and p.unit = s.unit and p.device = s.device
		where u.batch_number = $1 and u.unit = $2
		order by s.at desc, s.id desc
		limit $3`, c.Batch, c.Unit, maxSightings)
	var devices []string
	all, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (s Sighting, err error) {
		var device []byte
		err = row.Scan(&s.At, &device, &s.Lang, &s.Province)
		devices = append(devices, string(device))
		return s, err
	})
	if err != nil {
		return nil, fmt.Errorf("read timeline of unit: %w", err)
	}
	number := map[string]int{}
	for i, d := range slices.Backward(devices) {
		if _, known := number[d]; !known {
			number[d] = len(number)
		}
		all[i].Device = number[d]
	}
	slices.Reverse(all)
	return all, nil
}

// Reports are what shoppers reported of a case's unit or, if it is of a whole
// batch, of any code of it; the latest first. It asks not who wants to know.
func (c Case) Reports(ctx context.Context, db pg.DB, limit int) ([]Report, error) {
	rows, _ := db.Query(ctx, `
		select`+reportColumns+fromReport+`
		where r.batch_number = $1 and (r.unit = $2 or $2::int is null)
		order by r.id desc
		limit $3`, c.Batch, c.Unit, limit)
	reports, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Report])
	if err != nil {
		return nil, fmt.Errorf("read reports of case: %w", err)
	}
	return reports, nil
}
