package scan

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"temgoc/internal/pg"
)

// Share of a batch's scanned units that are amber or worse, of those first
// scanned since somebody found an earlier share to be all right.
type Share struct {
	Scanned int `json:"scanned"`
	Amber   int `json:"amber"`
}

// Chance of so many amber units or more where nobody copied any.
func (r Rules) Chance(s Share) float64 {
	return binomialTail(s.Scanned, s.Amber, r.ExpectedAmber)
}

// sharesOf counts the units of batches; it says with SQL what Judge says with
// Go. It reads every scanned unit of them, some two million a second.
func sharesOf(ctx context.Context, db pg.DB, rules Rules, batches []int32) (map[int32]Share, error) {
	rows, _ := db.Query(ctx, `
		with dismissed as (
		    select batch_number, max(decided_at) as at
		    from clone_case
		    where batch_number = any ($1) and unit is null and state = 'dismissed'
		    group by batch_number
		)
		select u.batch_number,
		       count(*),
		       count(*) filter (where
		           cardinality(u.devices) - u.cleared >= $2
		           or u.placed >= $3 and cardinality(u.provinces) >= $4
		           or u.other_at - u.claimed_at >= $5)
		from unit_state u
		left join dismissed d using (batch_number)
		where u.batch_number = any ($1) and u.first_at > coalesce(d.at, '-infinity')
		group by u.batch_number`,
		batches, min(rules.AmberDevices, rules.ReviewDevices), rules.PlacedDevices, rules.Provinces, rules.PINGrace)
	shares := map[int32]Share{}
	var batch int32
	var s Share
	_, err := pgx.ForEachRow(rows, []any{&batch, &s.Scanned, &s.Amber}, func() error {
		shares[batch] = s
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("count amber units: %w", err)
	}
	return shares, nil
}
