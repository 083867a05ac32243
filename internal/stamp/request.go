package stamp

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// request is what an organisation's idempotency key stands for. Its row is in
// the transaction that issues, so a key is used exactly if its run is there.
type request struct {
	org  uuid.UUID
	key  string // empty: the caller gave none, and nothing is remembered
	hash [sha256.Size]byte
}

// maxKey is in characters.
const maxKey = 200

// ValidKey tells what may be an idempotency key.
func ValidKey(key string) bool {
	hidden := func(r rune) bool { return !unicode.IsPrint(r) }
	return utf8.ValidString(key) && utf8.RuneCountInString(key) <= maxKey && !strings.ContainsFunc(key, hidden)
}

// hashOrder identifies an order. It is stored, so its encoding must stay.
func hashOrder(batchID uuid.UUID, o Order) [sha256.Size]byte {
	return sha256.Sum256(fmt.Appendf(nil, "stamps v1\nbatch %s\nquantity %d\nkind %s\nocop %t\n",
		batchID, o.Quantity, o.Kind, o.OCOP))
}

// claim takes the key for this request; uuid.Nil means that it is ours now. If
// it was taken, by the same request, the run it led to is the answer. The
// insert waits for another transaction that is claiming the key.
func (r request) claim(ctx context.Context, tx pgx.Tx) (runID uuid.UUID, err error) {
	if r.key == "" {
		return uuid.Nil, nil
	}
	tag, err := tx.Exec(ctx, `
		insert into stamp_request (org_id, key, request_hash)
		values ($1, $2, $3)
		on conflict do nothing`, r.org, r.key, r.hash[:])
	if err != nil {
		return uuid.Nil, fmt.Errorf("claim idempotency key: %w", err)
	}
	if tag.RowsAffected() == 1 {
		return uuid.Nil, nil
	}
	return r.earlier(ctx, tx)
}

func (r request) earlier(ctx context.Context, tx pgx.Tx) (runID uuid.UUID, err error) {
	var hash []byte
	err = tx.QueryRow(ctx, `
		select request_hash, run_id
		from stamp_request
		where org_id = $1 and key = $2`, r.org, r.key).Scan(&hash, &runID)
	if err != nil {
		return uuid.Nil, fmt.Errorf("read idempotency key: %w", err)
	}
	if !bytes.Equal(hash, r.hash[:]) {
		return uuid.Nil, ErrKeyReused
	}
	return runID, nil
}

// settle remembers the run that the request led to.
func (r request) settle(ctx context.Context, tx pgx.Tx, runID uuid.UUID) error {
	if r.key == "" {
		return nil
	}
	_, err := tx.Exec(ctx, `
		update stamp_request set run_id = $3 where org_id = $1 and key = $2`, r.org, r.key, runID)
	if err != nil {
		return fmt.Errorf("settle idempotency key: %w", err)
	}
	return nil
}
