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
	Devices int  // at most MaxDevices
	Mine    bool // this device has scanned the unit
	FirstAt time.Time
	LastAt  time.Time
}

// Evidence is what the clone rules judge the unit by.
func (s State) Evidence() Evidence { return Evidence{Devices: s.Devices} }

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
		       u.last_at
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
	s := State{Known: true}
	var first, last *time.Time
	err := row.Scan(&s.Version, &s.Issued, &s.Stamp, &s.Scans, &s.Devices, &s.Mine, &first, &last)
	if first != nil {
		s.FirstAt, s.LastAt = *first, *last
	}
	return s, err
}
