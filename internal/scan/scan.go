// Package scan keeps what shoppers' scans tell about a stamp.
//
//   - A scan that got an answer is stored: the request waits for the commit.
//   - Counts of a unit are exact; devices are counted up to MaxDevices.
//   - No address and nothing personal is stored: a device is an HMAC of a
//     random cookie.
//   - The same round trip returns the version of the batch, so that whoever
//     holds an older view of it knows at once.
package scan

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"temgoc/internal/pg"
)

// MaxDevices that a unit's row remembers; the clone rules need only a few.
const MaxDevices = 64

// WholeBatch is the Unit of a scan of the batch's own code.
const WholeBatch = -1

// Scan is one check of a code by a shopper's device.
type Scan struct {
	Batch  int32
	Unit   int32  // or WholeBatch
	Device []byte // HMAC of the device's cookie
	Lang   string
	At     time.Time
}

// Stamp is the state of a unit's stamp.
type Stamp string

const (
	Waiting Stamp = "waiting" // issued, not yet put on goods
	Active  Stamp = "active"
	Voided  Stamp = "voided"
)

// State is what is known of a unit, or of a batch, right after a scan.
type State struct {
	Known   bool  // there is such a batch
	Version int64 // of the batch
	Issued  bool  // the unit was issued; true for a batch's own code
	Stamp   Stamp
	Scans   int
	Mine    bool // this device has scanned the unit
	FirstAt time.Time
	LastAt  time.Time
	Evidence
}

// Peek reads the state of a unit without recording anything.
func Peek(ctx context.Context, db pg.DB, batch, unit int32, device []byte) (State, error) {
	rows, err := db.Query(ctx, `
		select b.version,
		       $2 < b.next_unit,
		       coalesce(r.state, 'waiting'),
		       coalesce(u.scans, 0),
		       coalesce(cardinality(u.devices), 0),
		       coalesce($3 = any (u.devices), false),
		       u.first_at,
		       u.last_at,
		       coalesce(u.cleared, 0),
		       coalesce(u.placed, 0),
		       coalesce(cardinality(u.provinces), 0),
		       u.claimed_at,
		       u.other_at
		from batch b
		left join unit_state u on u.batch_number = b.number and u.unit = $2
		left join lateral (
		    select s.state, s.last_unit
		    from stamp_range_state s
		    where s.batch_number = b.number and s.first_unit <= $2
		    order by s.first_unit desc
		    limit 1
		) r on r.last_unit >= $2
		where b.number = $1`,
		batch, unit, device)
	if err != nil {
		return State{}, fmt.Errorf("peek at unit: %w", err)
	}
	states, err := pgx.CollectRows(rows, scanState)
	if err != nil {
		return State{}, fmt.Errorf("peek at unit: %w", err)
	}
	if len(states) == 0 {
		return State{}, nil
	}
	return states[0], nil
}

func scanState(row pgx.CollectableRow) (State, error) {
	var r stateRow
	err := row.Scan(r.columns()...)
	return r.state(), err
}

// stateRow is a State as the database tells it.
type stateRow struct {
	State
	first, last, claimed, other *time.Time
}

// columns are in the order of the statements that tell a state.
func (r *stateRow) columns() []any {
	return []any{
		&r.Version, &r.Issued, &r.Stamp, &r.Scans, &r.Devices, &r.Mine, &r.first, &r.last,
		&r.Cleared, &r.Placed, &r.Provinces, &r.claimed, &r.other,
	}
}

func (r *stateRow) state() State {
	s := r.State
	s.Known = true
	s.FirstAt, s.LastAt = timeOrZero(r.first), timeOrZero(r.last)
	s.ClaimedAt, s.OtherAt = timeOrZero(r.claimed), timeOrZero(r.other)
	return s
}

func timeOrZero(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}
