// Package catalog keeps what is made and by whom: products, their pictures and
// certificates, batches and recalls.
//
// It promises:
//   - An organisation never learns of another's rows: they are ErrNotFound.
//   - A GTIN belongs to one product for ever, a lot to one batch of its GTIN.
//   - Whatever changes what a shopper is shown grows batch.version in the same
//     transaction, so a view that was built from an older version is known to be.
//   - Every write leaves an audit line in its own transaction.
//   - Text is NFC, trimmed and free of control characters.
//   - The state of a certificate is computed for a day and never stored.
//
// Locks are taken in one order: the product's row, then its batches.
package catalog

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

// permit refuses an action on something of org: it is forbidden to those who
// may see it, and not there for everyone else.
func permit(who account.Principal, action account.Action, org uuid.UUID) error {
	switch {
	case who.May(action, org):
		return nil
	case who.May(account.ReadOwn, org):
		return ErrForbidden
	}
	return ErrNotFound
}

// readsAll tells whether who sees the rows of every organisation.
func readsAll(who account.Principal) bool {
	return account.Allow(who.Role, account.ReadOwn, false)
}

// found turns "no rows" into ErrNotFound and says what was being done when
// anything else went wrong.
func found(doing string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, pgx.ErrNoRows):
		return ErrNotFound
	}
	return fmt.Errorf("%s: %w", doing, err)
}

// pageSize bounds a list: 50 rows unless told, at most 200.
func pageSize(limit int) int {
	if limit <= 0 {
		return 50
	}
	return min(limit, 200)
}

// newID is a UUIDv7, so ids sort by the time they were made.
func newID() uuid.UUID { return uuid.Must(uuid.NewV7()) }
