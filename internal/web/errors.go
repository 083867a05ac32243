package web

import (
	"context"
	"errors"
	"math"
	"net/http"
	"strconv"
	"time"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/epcis"
	"temgoc/internal/gs1"
	"temgoc/internal/input"
	"temgoc/internal/inspection"
	"temgoc/internal/link"
	"temgoc/internal/lookup"
	"temgoc/internal/origincode"
	"temgoc/internal/pg"
	"temgoc/internal/printing"
	"temgoc/internal/scan"
	"temgoc/internal/stamp"
)

// A problem is an error as the caller gets it.
type problem struct {
	Status     int
	Key        string         // of the catalogue: Key+".title" and Key+".text"
	Values     []any          // of the text's placeholders, as Lang.T takes them
	RetryAfter time.Duration  // 0: not said
	Fields     input.Errors   // what is wrong with the caller's input
	Left       *int           // stamps that could still be issued, of those asked for
	Range      *stamp.Range   // the stamps that are in the way
	Fits       *fits          // what could be printed in place of what is too large
	Exception  string         // EPCIS's name of it; empty: by its status
	Faults     epcis.Problems // what is wrong with the caller's events
}

// Error lets a handler return an answer that it knows.
func (p problem) Error() string { return p.Key }

// status is an answer that the edge gives by itself.
type status int

func (s status) Error() string { return http.StatusText(int(s)) }

// known maps the errors that carry nothing.
var known = []struct {
	err    error
	status int
	key    string
}{
	{account.ErrNotFound, http.StatusNotFound, "error.404"},
	{account.ErrForbidden, http.StatusForbidden, "error.403"},
	{account.ErrNoSession, http.StatusUnauthorized, "error.401"},
	{account.ErrNoToken, http.StatusUnauthorized, "error.401"},
	{catalog.ErrRecalled, http.StatusConflict, "error.recalled_already"},
	{stamp.ErrNoCertificate, http.StatusConflict, "error.no_certificate"},
	{stamp.ErrRecalledBatch, http.StatusConflict, "error.recalled_batch"},
	{origincode.ErrRevoked, http.StatusConflict, "error.key_revoked"},
	{origincode.ErrNoIssuingKey, http.StatusServiceUnavailable, "error.no_key"},
	{link.ErrDecided, http.StatusConflict, "error.link_decided"},
	{stamp.ErrKeyReused, http.StatusUnprocessableEntity, "error.key_reused"},
	{printing.ErrQueueFull, http.StatusConflict, "error.print_queue"},
	{printing.ErrEnded, http.StatusConflict, "error.print_ended"},
	{scan.ErrNotScanned, http.StatusForbidden, "error.not_scanned"},
	{inspection.ErrDecided, http.StatusConflict, "error.case_decided"},
	{printing.ErrNoFile, http.StatusGone, "error.print_gone"},
}

// busy is how long a caller is asked to wait when a store is away.
const busy = 5 * time.Second

// classify is the one mapping from errors to answers. What it does not know is
// our fault.
func classify(err error) problem {
	var ready problem
	if errors.As(err, &ready) {
		return ready
	}
	if p, ok := classifyEPCIS(err); ok {
		return p
	}
	var (
		own     status
		tooMany account.TooManyError
		tooBig  *http.MaxBytesError
		beyond  stamp.BeyondBatch
		held    stamp.Conflict
		syntax  *gs1.SyntaxError
	)
	switch {
	case errors.As(err, &own):
		return problem{Status: int(own), Key: "error." + strconv.Itoa(int(own))}
	case len(input.Of(err)) > 0:
		return problem{Status: http.StatusBadRequest, Key: "error.400", Fields: input.Of(err)}
	case errors.As(err, &tooMany):
		return problem{Status: http.StatusTooManyRequests, Key: "error.429", RetryAfter: tooMany.RetryAfter}
	case errors.As(err, &tooBig):
		return problem{Status: http.StatusRequestEntityTooLarge, Key: "error.413"}
	case errors.As(err, &syntax):
		return noLink(syntax)
	case errors.As(err, &beyond):
		return problem{Status: http.StatusConflict, Key: "error.beyond_batch", Values: []any{"N", beyond.Left}, Left: &beyond.Left}
	case errors.As(err, &held):
		return conflict(held)
	case errors.Is(err, lookup.ErrUnavailable), errors.Is(err, scan.ErrBusy), errors.Is(err, context.DeadlineExceeded),
		errors.Is(err, context.Canceled), pg.IsAway(err):
		return problem{Status: http.StatusServiceUnavailable, Key: "error.503", RetryAfter: busy}
	}
	for _, k := range known {
		if errors.Is(err, k.err) {
			return problem{Status: k.status, Key: k.key}
		}
	}
	return problem{Status: http.StatusInternalServerError, Key: "error.500"}
}

// noLink is about an address that is no Digital Link.
func noLink(err *gs1.SyntaxError) problem {
	if err.AI == "" {
		return problem{Status: http.StatusBadRequest, Key: "error.no_link"}
	}
	return problem{Status: http.StatusBadRequest, Key: "error.no_link_ai", Values: []any{"AI", err.AI}}
}

// conflict is about stamps that cannot leave the state that they are in.
func conflict(held stamp.Conflict) problem {
	p := problem{
		Status: http.StatusConflict,
		Key:    "error.already_active",
		Values: []any{"First", held.First, "Last", held.Last},
		Range:  &held.Range,
	}
	if held.State == stamp.Voided {
		p.Key = "error.already_voided"
	}
	return p
}

func (p problem) setHeaders(h http.Header) {
	if p.RetryAfter > 0 {
		h.Set("Retry-After", strconv.Itoa(int(math.Ceil(p.RetryAfter.Seconds()))))
	}
	if p.Status == http.StatusUnauthorized {
		h.Set("WWW-Authenticate", `Bearer realm="temgoc"`)
	}
}
