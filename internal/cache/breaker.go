package cache

import (
	"sync"
	"time"
)

const (
	// tolerated failures in a row before Redis is left alone.
	tolerated = 5
	// pause before one call may try again.
	pause = 3 * time.Second
)

// breaker decides whether Redis is worth a try. The zero value is closed.
type breaker struct {
	mu       sync.Mutex // held for a few instructions only
	failures int
	retryAt  time.Time
}

// allow is true while all is well, and once a pause when it is not.
func (b *breaker) allow(now time.Time) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.failures < tolerated {
		return true
	}
	if now.Before(b.retryAt) {
		return false
	}
	b.retryAt = now.Add(pause) // the others wait for this one's report
	return true
}

// open is true from the failure that was too many until a call succeeds.
func (b *breaker) open() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.failures >= tolerated
}

// report is true when this failure made the breaker open.
func (b *breaker) report(now time.Time, err error) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err == nil {
		b.failures = 0
		return false
	}
	b.failures++
	if b.failures < tolerated {
		return false
	}
	b.retryAt = now.Add(pause)
	return b.failures == tolerated
}
