// Package trace keeps what happened to goods: EPCIS events as they came, and
// what can be asked of them.
//
//   - An event is never changed and never removed. A wrong one is withdrawn by a
//     further one with the same content and an error declaration.
//   - The same event again is one event: an organisation's event id, or the hash
//     of what has none, is there once, and once more for each declaration.
//   - Nobody tells for another what is not theirs to say: where another's place
//     is, or that another's goods came to be or ceased.
//   - Nothing is made of itself: neither in one event nor over several.
//   - A reader learns by no function of an event, or of a member of one, that it
//     may not see; not even how many there are.
//   - A batch of ours that an event names has a newer version in the same
//     commit, so that no shopper's page goes on without the event.
//   - A document that was taken is captured in one transaction with the end of
//     its job, once, whichever node dies.
package trace

import (
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
)

// The same values as account's, so that the edge maps each of them once.
var (
	ErrNotFound  = account.ErrNotFound
	ErrForbidden = account.ErrForbidden
)

// found turns "no rows" into ErrNotFound and says what was being done when
// anything else went wrong.
func found(doing string, err error) error {
	if errors.Is(err, pgx.ErrNoRows) {
		return ErrNotFound
	}
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}

// pageSize bounds a list: 30 rows unless told, at most 1000.
func pageSize(limit int) int {
	if limit <= 0 {
		return 30
	}
	return min(limit, 1000)
}

// newID is a UUIDv7, so ids sort by the time they were made.
func newID() uuid.UUID { return uuid.Must(uuid.NewV7()) }
