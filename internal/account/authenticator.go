package account

import (
	"context"
	"fmt"
	"runtime"

	"golang.org/x/sync/semaphore"

	"temgoc/internal/pg"
)

// Authenticator tells whose a request is. It is safe for concurrent use.
type Authenticator struct {
	db      pg.DB
	hmacKey []byte
	// hashing lets as many passwords be hashed at once as there are
	// processors: more would only take argonMemory each, and be no faster.
	hashing *semaphore.Weighted
	// nobody is compared with when there is no account, to take as long.
	nobody argonHash
}

// NewAuthenticator takes a key of 32 bytes or more for the HMAC of e-mail and
// network addresses. Nodes that share a database share the key, or each counts
// failures on its own.
func NewAuthenticator(db pg.DB, hmacKey []byte) *Authenticator {
	return &Authenticator{
		db:      db,
		hmacKey: hmacKey,
		hashing: semaphore.NewWeighted(int64(runtime.GOMAXPROCS(0))),
		nobody:  emptyHash(),
	}
}

func (a *Authenticator) matches(ctx context.Context, h argonHash, password string) (bool, error) {
	if err := a.hashing.Acquire(ctx, 1); err != nil {
		return false, fmt.Errorf("wait to compare password: %w", err)
	}
	defer a.hashing.Release(1)
	return h.matches(password), nil
}

func (a *Authenticator) hash(ctx context.Context, password string) (argonHash, error) {
	if err := a.hashing.Acquire(ctx, 1); err != nil {
		return argonHash{}, fmt.Errorf("wait to hash password: %w", err)
	}
	defer a.hashing.Release(1)
	return hashPassword(password), nil
}
