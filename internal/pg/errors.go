package pg

import (
	"errors"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/puddle/v2"
)

func retryable(err error) bool {
	code := sqlState(err)
	return code == "40001" || code == "40P01"
}

// IsUnique tells whether err is a violation of the named unique constraint;
// an empty name means any.
func IsUnique(err error, constraint string) bool {
	var e *pgconn.PgError
	return errors.As(err, &e) && e.Code == "23505" && (constraint == "" || e.ConstraintName == constraint)
}

// IsAway tells whether the database could not be reached, broke the connection
// or is stopping, so that the same may go well in a moment: connection
// exceptions (class 08), a server that was demoted (25006), too many connections
// (53300), shutdown and start (57P01 to 57P03).
func IsAway(err error) bool {
	var (
		connect *pgconn.ConnectError
		network net.Error
	)
	if err == nil {
		return false
	}
	if errors.As(err, &connect) || errors.As(err, &network) || errors.Is(err, puddle.ErrClosedPool) ||
		errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) || pgconn.SafeToRetry(err) {
		return true
	}
	code := sqlState(err)
	return strings.HasPrefix(code, "08") || code == "25006" || code == "53300" || strings.HasPrefix(code, "57P0")
}

func sqlState(err error) string {
	var e *pgconn.PgError
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}
