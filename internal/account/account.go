// Package account knows who takes part: organisations and their users, what a
// role may do, and how a request proves to be someone's.
//
//   - No secret is stored: a password only as argon2id, the secret of a session
//     or a token only as SHA-256, an address only as HMAC.
//   - Neither the words nor the time of an answer to a sign-in tell whether the
//     account exists; a disabled one does not.
//   - A try is counted before its password is looked at, so tries in parallel
//     are no more than tries in a row.
//   - A session begins at sign-in with a new secret, never with one that came
//     with the request. It ends after 12 hours without use or 7 days, and with
//     sign-out, a change of password elsewhere, or its user.
//   - Each change of an account and its line in the audit commit together.
//   - Times are the database's, so nodes with wrong clocks agree.
package account

import (
	"errors"

	"github.com/google/uuid"
)

var (
	// ErrNotFound also stands for what belongs to another organisation: the
	// two must not be told apart.
	ErrNotFound = errors.New("not found")
	// ErrForbidden is for what the role may do nowhere.
	ErrForbidden = errors.New("forbidden")
	// ErrBadCredentials is one answer for unknown account, wrong password and
	// disabled user.
	ErrBadCredentials = errors.New("wrong e-mail or password")
	// ErrNoSession is for a secret that is unknown, or whose session ended.
	ErrNoSession = errors.New("no such session")
	// ErrNoToken is for a secret that is unknown, or whose token is revoked.
	ErrNoToken = errors.New("no such token")
)

// Principal is who acts. The zero Principal is the operator at the command
// line, or nobody: it may do nothing that is asked of May.
type Principal struct {
	UserID uuid.UUID
	OrgID  uuid.UUID
	Role   Role
	Name   string
	Email  string
}

// May tells whether p may do action to what belongs to org.
func (p Principal) May(action Action, org uuid.UUID) bool {
	return Allow(p.Role, action, p.OrgID == org)
}

// Check is May as an error: ErrForbidden if the role may nowhere, ErrNotFound
// if it may but not here.
func (p Principal) Check(action Action, org uuid.UUID) error {
	switch {
	case p.May(action, org):
		return nil
	case Allow(p.Role, action, true):
		return ErrNotFound
	default:
		return ErrForbidden
	}
}
