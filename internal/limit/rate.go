// Package limit bounds how often somebody may do a thing.
//
//   - Limits are for failures and for what costs us: a valid code is never
//     refused.
//   - A key is an HMAC of an address under a key of the day: no address is
//     kept, here or in Redis.
//   - All nodes share a limit through Redis. Without Redis each node holds it by
//     itself, so a limit grows at most by the number of nodes.
//   - Memory is bounded: beyond maxKeys the keys longest unused are forgotten.
package limit

import "time"

// Rate lets Burst things happen at once, and one every Every in the long run.
type Rate struct {
	Every time.Duration
	Burst int
}

// tolerance is how far the theoretical arrival time may run ahead.
func (r Rate) tolerance() time.Duration { return r.Every * time.Duration(r.Burst) }

// take is the generic cell rate algorithm (ITU-T I.371, virtual scheduling).
// tat is the theoretical arrival time, the only thing that is remembered; wait
// is 0 if the thing may happen, and the time moves on only then.
func (r Rate) take(tat, now time.Time) (next time.Time, wait time.Duration) {
	if tat.Before(now) {
		tat = now
	}
	next = tat.Add(r.Every)
	if wait := next.Sub(now) - r.tolerance(); wait > 0 {
		return tat, wait
	}
	return next, 0
}
