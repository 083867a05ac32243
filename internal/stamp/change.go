package stamp

import (
	"context"
	"fmt"
	"strconv"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/pg"
)

// Activate says that stamps of a run are on goods: those of r, or all if r is
// nil. Every one of them must be waiting.
func Activate(ctx context.Context, db pg.DB, who account.Principal, runID uuid.UUID, r *Range) error {
	if err := change(ctx, db, who, account.ChangeStamps, runID, r, StateRange{State: Active}); err != nil {
		return fmt.Errorf("activate stamps: %w", err)
	}
	return nil
}

// Void cancels stamps of a run for good: those of r, or all if r is nil. None
// of them may be voided already. The reason is one of Causes, with or without
// a note behind it.
func Void(ctx context.Context, db pg.DB, who account.Principal, runID uuid.UUID, r *Range, reason string) error {
	reason, err := cleanReason(reason)
	if err != nil {
		return err
	}
	if err := change(ctx, db, who, account.ChangeStamps, runID, r, StateRange{State: Voided, Reason: reason}); err != nil {
		return fmt.Errorf("void stamps: %w", err)
	}
	return nil
}

// change brings part of a run to the state and reason of to, for who has the
// right to do so.
func change(ctx context.Context, db pg.DB, who account.Principal, right account.Action, runID uuid.UUID, r *Range, to StateRange) error {
	return pg.InTx(ctx, db, func(tx pgx.Tx) error {
		run, err := RunByID(ctx, tx, who, runID)
		if err != nil {
			return err
		}
		if to.Range, err = run.Part(r); err != nil {
			return err
		}
		batch, err := lockBatch(ctx, tx, who, right, run.BatchID)
		if err != nil {
			return err
		}
		if batch.Recalled && to.State == Active {
			return ErrRecalledBatch
		}
		to.Since = batch.Now
		if err := writeChange(ctx, tx, batch.Number, to); err != nil {
			return err
		}
		if err := deeds[to.State].tell(ctx, tx, batch.owner(who), batch, runID, to.Range); err != nil {
			return err
		}
		return account.Record(ctx, tx, who, account.ChangeStamps, subject(runID), map[string]string{
			"first":  strconv.Itoa(to.First),
			"last":   strconv.Itoa(to.Last),
			"state":  string(to.State),
			"reason": to.Reason,
		})
	})
}

// writeChange replaces the rows that the change is about, and no others.
func writeChange(ctx context.Context, tx pgx.Tx, batch int32, to StateRange) error {
	current, err := statesNear(ctx, tx, batch, to.Range)
	if err != nil {
		return err
	}
	next, err := transition(current, to)
	if err != nil {
		return err
	}
	if err := deleteStates(ctx, tx, batch, except(current, next)); err != nil {
		return err
	}
	return insertStates(ctx, tx, batch, except(next, current))
}

// statesNear reads the ranges that overlap r or touch it: a change of r can
// cut or join no others. Ranges do not overlap each other, so the search begins
// at the last one that begins before r, and a batch of many is no slower.
func statesNear(ctx context.Context, tx pgx.Tx, batch int32, r Range) ([]StateRange, error) {
	rows, _ := tx.Query(ctx, `
		select
			first_unit,
			last_unit,
			state,
			reason,
			since
		from stamp_range_state
		where batch_number = $1 and first_unit <= $3 and last_unit >= $2
			and first_unit >= coalesce((
				select max(first_unit)
				from stamp_range_state
				where batch_number = $1 and first_unit <= $2), 0)
		order by first_unit`, batch, r.First-1, r.Last+1)
	states, err := pgx.CollectRows(rows, pgx.RowToStructByPos[StateRange])
	if err != nil {
		return nil, fmt.Errorf("read states: %w", err)
	}
	return states, nil
}

func deleteStates(ctx context.Context, tx pgx.Tx, batch int32, gone []StateRange) error {
	firsts := make([]int, len(gone))
	for i, s := range gone {
		firsts[i] = s.First
	}
	_, err := tx.Exec(ctx, `
		delete from stamp_range_state
		where batch_number = $1 and first_unit = any($2)`, batch, firsts)
	if err != nil {
		return fmt.Errorf("delete states: %w", err)
	}
	return nil
}

func insertStates(ctx context.Context, tx pgx.Tx, batch int32, states []StateRange) error {
	_, err := tx.CopyFrom(ctx, pgx.Identifier{"stamp_range_state"},
		[]string{"batch_number", "first_unit", "last_unit", "state", "reason", "since"},
		pgx.CopyFromSlice(len(states), func(i int) ([]any, error) {
			s := states[i]
			return []any{batch, s.First, s.Last, s.State, s.Reason, s.Since}, nil
		}))
	if err != nil {
		return fmt.Errorf("insert states: %w", err)
	}
	return nil
}
