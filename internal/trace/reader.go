package trace

import (
	"github.com/google/uuid"

	"temgoc/internal/account"
)

// Reader is who events are shown to. The zero Reader is everybody: it sees
// public events without their hidden members.
type Reader struct {
	all bool      // officers see every event whole
	org uuid.UUID // sees its own events whole
}

// ReaderOf is who as a reader.
func ReaderOf(who account.Principal) Reader {
	return Reader{
		all: account.Allow(who.Role, account.ReadOwn, false),
		org: who.OrgID,
	}
}

// whole tells whether r sees all there is of an event of org.
func (r Reader) whole(org uuid.UUID) bool {
	return r.all || r.org != uuid.Nil && r.org == org
}
