package scan

import (
	"context"
	"fmt"
	"time"

	"temgoc/internal/pg"
)

// MaxPINTries that are wrong lock a unit's PIN for good: who guesses finds one
// in 200,000.
const MaxPINTries = 5

// PINTry is a try of the PIN under a unit's scratch foil.
type PINTry struct {
	Batch  int32
	Unit   int32
	Device []byte // as in Scan
	Right  bool
	At     time.Time
}

// PINOutcome is what becomes of a try; empty: there was none.
type PINOutcome string

const (
	PINFirst  PINOutcome = "first"  // this device is the one that uses the PIN
	PINUsed   PINOutcome = "used"   // another one did before
	PINWrong  PINOutcome = "wrong"  // it counts
	PINLocked PINOutcome = "locked" // says nothing of whether it was right
)

// PIN is the answer to a try.
type PIN struct {
	Outcome PINOutcome
	UsedAt  time.Time // of PINFirst and PINUsed: when the PIN was used
	Left    int       // of PINWrong: further tries
}

// Claim uses the unit's PIN if it was right, which only one device ever does;
// the same one may ask again, whatever others guessed meanwhile.
//
// The unit's row of pin_try is held from before the judgement, so that guesses
// sent at once are judged one after another.
func Claim(ctx context.Context, db pg.DB, t PINTry) (PIN, error) {
	var tries int
	var usedAt *time.Time
	var own bool
	err := db.QueryRow(ctx, `
		with tried as (
		    insert into pin_try as p (batch_number, unit, tries)
		    values ($1, $2, case when $4 then 0 else 1 end)
		    on conflict (batch_number, unit) do update set
		        tries = least(p.tries + excluded.tries, $6),
		        locked_at = case when p.tries + excluded.tries >= $6 then coalesce(p.locked_at, $5) end
		    returning tries
		), claimed as (
		    insert into unit_state as u (batch_number, unit, scans, devices, first_at, last_at, claimed_at, claimed_by)
		    select $1, $2, 0, '{}', $5, $5, $5, $3
		    from tried
		    where $4 and (tries < $6 or exists (
		        select
		        from unit_state
		        where batch_number = $1 and unit = $2 and claimed_by = $3
		    ))
		    on conflict (batch_number, unit) do update set
		        claimed_at = coalesce(u.claimed_at, excluded.claimed_at),
		        claimed_by = coalesce(u.claimed_by, excluded.claimed_by)
		    returning claimed_at, claimed_by
		)
		select t.tries,
		       c.claimed_at,
		       coalesce(c.claimed_by = $3, false)
		from tried t
		left join claimed c on true`,
		t.Batch, t.Unit, t.Device, t.Right, t.At, MaxPINTries).Scan(&tries, &usedAt, &own)
	if err != nil {
		return PIN{}, fmt.Errorf("claim PIN: %w", err)
	}
	switch {
	case own:
		return PIN{Outcome: PINFirst, UsedAt: *usedAt}, nil
	case usedAt != nil:
		return PIN{Outcome: PINUsed, UsedAt: *usedAt}, nil
	case tries == MaxPINTries:
		return PIN{Outcome: PINLocked}, nil
	}
	return PIN{Outcome: PINWrong, Left: MaxPINTries - tries}, nil
}
