package scan

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"temgoc/internal/pg"
)

// store records a group of scans in one statement, one round trip and one
// commit, and returns each one's state. Scans of batches that do not exist are
// not stored and not Known.
//
// unit_state is written in key order, so that two nodes do not deadlock. All
// scans of one unit in a group get the same counts, those after the group.
func store(ctx context.Context, db pg.DB, group []Scan) ([]State, error) {
	rows, err := db.Query(ctx, `
		with input as (
		    select t.*, b.version, b.next_unit
		    from unnest($1::uuid[], $2::int[], $3::int[], $4::bytea[], $5::text[], $6::timestamptz[])
		         with ordinality as t (id, batch, unit, device, lang, at, place)
		    join batch b on b.number = t.batch
		), stored as (
		    insert into scan (id, batch_number, unit, at, device, lang)
		    select id, batch, nullif(unit, -1), at, device, lang
		    from input
		    where unit < next_unit
		), counted as (
		    insert into unit_state as u (batch_number, unit, scans, devices, first_at, last_at)
		    select batch, unit, count(*), (array_agg(distinct device))[1:$7], min(at), max(at)
		    from input
		    where unit >= 0 and unit < next_unit
		    group by batch, unit
		    order by batch, unit
		    on conflict (batch_number, unit) do update set
		        scans = u.scans + excluded.scans,
		        devices = case
		            when cardinality(u.devices) >= $7 then u.devices
		            else (select (array_agg(distinct d))[1:$7] from unnest(u.devices || excluded.devices) d)
		        end,
		        first_at = least(u.first_at, excluded.first_at), -- nodes' clocks differ
		        last_at = greatest(u.last_at, excluded.last_at),
		        other_at = case
		            when excluded.devices <@ array[u.claimed_by] or u.claimed_by is null then u.other_at
		            else greatest(u.other_at, excluded.last_at)
		        end
		    returning u.*
		)
		select i.place,
		       i.version,
		       i.unit < i.next_unit,
		       coalesce(r.state, 'waiting'),
		       coalesce(c.scans, 0),
		       coalesce(cardinality(c.devices), 0),
		       c.scans is not null,
		       c.first_at,
		       c.last_at,
		       coalesce(c.cleared, 0),
		       coalesce(c.placed, 0),
		       coalesce(cardinality(c.provinces), 0),
		       c.claimed_at,
		       c.other_at
		from input i
		left join counted c on c.batch_number = i.batch and c.unit = i.unit
		left join lateral (
		    select s.state, s.last_unit
		    from stamp_range_state s
		    where s.batch_number = i.batch and s.first_unit <= i.unit
		    order by s.first_unit desc
		    limit 1
		) r on r.last_unit >= i.unit`,
		append(columns(group), MaxDevices)...)
	if err != nil {
		return nil, fmt.Errorf("store scans: %w", err)
	}
	states := make([]State, len(group))
	var place int64
	var row stateRow
	_, err = pgx.ForEachRow(rows, append([]any{&place}, row.columns()...), func() error {
		states[place-1] = row.state()
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("store scans: %w", err)
	}
	return states, nil
}

// columns turns the group into the arrays that unnest takes.
func columns(group []Scan) []any {
	n := len(group)
	ids := make(pgtype.FlatArray[pgtype.UUID], n) // which pgx encodes without reflection
	batches, units := make([]int32, n), make([]int32, n)
	devices, langs, times := make([][]byte, n), make([]string, n), make([]time.Time, n)
	for i, s := range group {
		ids[i] = pgtype.UUID{Bytes: uuid.Must(uuid.NewV7()), Valid: true}
		batches[i], units[i] = s.Batch, s.Unit
		devices[i], langs[i], times[i] = s.Device, s.Lang, s.At
	}
	return []any{ids, batches, units, devices, langs, times}
}
