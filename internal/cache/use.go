package cache

import "sync/atomic"

// Use counts what became of the calls since the start. Calls that were not
// made, because Redis is left alone, are none.
type Use struct {
	Calls     atomic.Int64
	Failures  atomic.Int64 // calls without an answer in time
	Untrusted atomic.Int64 // values that this service did not write under their key
}

// Use goes on counting. A nil Cache has none.
func (c *Cache) Use() *Use { return &c.use }

// LeftAlone is true while Redis failed too often to be asked.
func (c *Cache) LeftAlone() bool { return c.breaker.open() }
