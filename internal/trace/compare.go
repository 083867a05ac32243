package trace

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// identity is what an organisation's event is known by.
type identity struct {
	key        string
	declaredAt time.Time // as the database has it; zero: not a declaration of an error
}

func (e entry) identity() identity {
	return identity{e.key, e.declaredAt().UTC().Truncate(time.Microsecond)}
}

// compare tells what each of the events is to those that are there and to those
// before it.
func compare(ctx context.Context, tx pgx.Tx, org uuid.UUID, entries []entry) ([]Outcome, error) {
	hashes, err := stored(ctx, tx, org, entries)
	if err != nil {
		return nil, err
	}
	outcomes := make([]Outcome, len(entries))
	for i, e := range entries {
		id := e.identity()
		hash, there := hashes[id]
		switch {
		case !there:
			hashes[id] = e.hash
		case bytes.Equal(hash, e.hash):
			outcomes[i] = Repeated
		default:
			outcomes[i] = Conflict
		}
	}
	return outcomes, nil
}

// stored are the hashes of those of the events that are there.
func stored(ctx context.Context, tx pgx.Tx, org uuid.UUID, entries []entry) (map[identity][]byte, error) {
	keys := make([]string, len(entries))
	for i, e := range entries {
		keys[i] = e.key
	}
	rows, _ := tx.Query(ctx, `
		select
			event_id,
			error_time,
			hash
		from event
		where event_id = any($1) and org_id = $2`, keys, org)
	hashes := make(map[identity][]byte)
	var key string
	var declared *time.Time
	var hash []byte
	_, err := pgx.ForEachRow(rows, []any{&key, &declared, &hash}, func() error {
		id := identity{key: key}
		if declared != nil {
			id.declaredAt = declared.UTC()
		}
		hashes[id] = bytes.Clone(hash)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("compare with stored events: %w", err)
	}
	return hashes, nil
}
