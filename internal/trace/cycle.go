package trace

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/pg"
)

// rests are the goods that go into the transformation and come out of it again,
// as what is left of a lot does in EPCIS's own examples. They were not made
// there.
func (e entry) rests() map[string]bool {
	in, rests := make(map[string]bool), make(map[string]bool)
	for _, n := range e.goods { // inputs come first
		switch n.role {
		case asInput:
			in[n.key] = true
		case asOutput:
			if in[n.key] {
				rests[n.key] = true
			}
		}
	}
	return rests
}

// circular refuses a transformation in which a lot of the catalogue is made of
// itself, or nothing comes out but what went in. Of a unit, epcis has refused it.
func (o owners) circular(e entry) (bad Refused) {
	rests := e.rests()
	if len(rests) == 0 {
		return nil
	}
	var last named
	made := false
	for _, n := range e.goods {
		if n.role != asOutput {
			continue
		}
		_, known := o.gtin(n.key)
		switch {
		case !rests[n.key]:
			made = true
		case known && distinct(n.key):
			bad = append(bad, Refusal{e.at, n.pointer, Circular})
		default:
			last = n
		}
	}
	if len(bad) == 0 && !made {
		bad = append(bad, Refusal{e.at, last.pointer, Circular})
	}
	return bad
}

// refuseCircles looks at where the goods that are now made go, as far as the
// organisation may see, and whether they come back to what they are made of: a
// refusal must not tell of an event that another keeps to itself. A circle that
// is closed by such ones is stored, and so Genealogy walks each but once.
// Captures at the same moment wait for each other if they name a batch of ours in common;
// two that do not can still close a circle.
func refuseCircles(ctx context.Context, tx pgx.Tx, org uuid.UUID, rows []goodsRow) error {
	var made []goodsRow
	for _, r := range rows {
		if r.step != nil && (r.role == asInput || r.role == asOutput) {
			made = append(made, r)
		}
	}
	if len(made) == 0 {
		return nil
	}
	flow, err := downstream(ctx, tx, org, made)
	if err != nil {
		return err
	}
	for _, r := range made {
		flow.add(*r.step, r.key, r.role == asOutput)
	}
	circles := flow.circles()
	var bad Refused
	for _, r := range made {
		told := len(bad) > 0 && bad[len(bad)-1].Event == r.at
		if circles[*r.step] && !told {
			bad = append(bad, Refusal{r.at, r.pointer, Circular})
		}
	}
	return bad.orNil()
}

// downstream is all steps that the goods of rows go through from here on, with
// what the store has of their own, as far as the organisation may see.
func downstream(ctx context.Context, db pg.DB, org uuid.UUID, made []goodsRow) (flow, error) {
	var steps []uuid.UUID
	var keys []string
	for _, r := range made {
		steps = append(steps, *r.step)
		if r.role == asOutput {
			keys = append(keys, r.key)
		}
	}
	rows, _ := db.Query(ctx, `
		with recursive seen as not materialized (
			select *
			from event_step
			where public or org_id = $3
		),
		down (step) as (
			(
				select unnest($1::uuid[])
				union
				select s.step
				from seen as s
				where s.key = any($2) and not s.came_out and not s.packed
			)
			union
			select next.step
			from down
			join seen as s on s.step = down.step and s.came_out
			join seen as next on next.key = s.key and not next.came_out and not next.packed
		)
		select
			s.step,
			s.key,
			s.came_out
		from down
		join seen as s using (step)`, steps, keys, org)
	f := make(flow)
	var step uuid.UUID
	var key string
	var cameOut bool
	_, err := pgx.ForEachRow(rows, []any{&step, &key, &cameOut}, func() error {
		f.add(step, key, cameOut)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("follow goods: %w", err)
	}
	return f, nil
}
