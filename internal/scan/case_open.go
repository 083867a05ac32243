package scan

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"temgoc/internal/pg"
)

// suspect is what a case is opened of.
type suspect struct {
	batch  int32
	unit   *int32 // nil: the whole batch
	reason CaseReason
	facts  CaseFacts
}

// OpenReported opens a case of a unit that a shopper takes for a copy.
func OpenReported(ctx context.Context, db pg.DB, batch, unit int32) error {
	return openCases(ctx, db, []suspect{{batch, &unit, UnitReported, CaseFacts{Provinces: []string{}}}})
}

// openCases opens a case of each, save those that have one: a decided case comes
// up again only when it was dismissed. The facts of a pending case of a batch
// are brought up to date; those of a unit are in unit_state.
func openCases(ctx context.Context, db pg.DB, suspects []suspect) error {
	n := len(suspects)
	ids, batches, units := make([]uuid.UUID, n), make([]int32, n), make([]*int32, n)
	reasons, facts := make([]CaseReason, n), make([]CaseFacts, n)
	for i, s := range suspects {
		ids[i] = uuid.Must(uuid.NewV7())
		batches[i], units[i], reasons[i], facts[i] = s.batch, s.unit, s.reason, s.facts
	}
	_, err := db.Exec(ctx, `
		insert into clone_case (id, batch_number, unit, reason, evidence)
		select *
		from unnest($1::uuid[], $2::int[], $3::int[], $4::text[], $5::jsonb[])
		on conflict (batch_number, unit) where state <> 'dismissed' do update
		set evidence = excluded.evidence
		where clone_case.unit is null and clone_case.state in ('open', 'watched')`, ids, batches, units, reasons, facts)
	if err != nil {
		return fmt.Errorf("open cases: %w", err)
	}
	return nil
}
