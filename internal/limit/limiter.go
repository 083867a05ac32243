package limit

import (
	"context"
	"fmt"
	"time"

	"github.com/maypok86/otter/v2"

	"temgoc/internal/cache"
)

// maxKeys that a node remembers by itself: about 10 MB.
const maxKeys = 100_000

// Limiter is safe for concurrent use.
type Limiter struct {
	redis *cache.Cache // may be nil
	local *otter.Cache[string, time.Time]
	now   func() time.Time
}

func New(redis *cache.Cache, now func() time.Time) *Limiter {
	local := otter.Must(&otter.Options[string, time.Time]{MaximumSize: maxKeys})
	return &Limiter{redis, local, now}
}

// take of Rate, on Redis' own clock, for the clocks of nodes differ. Times are
// in microseconds.
var take = cache.NewScript(`
	local every, tolerance = tonumber(ARGV[1]), tonumber(ARGV[2])
	local clock = redis.call('TIME')
	local now = clock[1] * 1000000 + clock[2]
	local tat = math.max(tonumber(redis.call('GET', KEYS[1])) or now, now)
	local wait = tat + every - now - tolerance
	if wait > 0 then
		return {wait}
	end
	redis.call('SET', KEYS[1], string.format('%.0f', tat + every), 'PX', math.ceil((tat + every - now) / 1000))
	return {0}`)

// Take counts one thing that key does, and is 0 if it may be done, else how
// long to wait. What is refused does not count.
func (l *Limiter) Take(ctx context.Context, r Rate, key string) (wait time.Duration) {
	wait, ok := l.takeShared(ctx, r, key)
	if !ok {
		return l.TakeHere(r, key)
	}
	return wait
}

// takeShared is false without Redis.
func (l *Limiter) takeShared(ctx context.Context, r Rate, key string) (wait time.Duration, ok bool) {
	key = fmt.Sprintf("temgoc:limit:%d/%s %s", r.Burst, r.Every, key) // another rate counts anew
	answer, ok := l.redis.Run(ctx, take, key, r.Every.Microseconds(), r.tolerance().Microseconds())
	if !ok || len(answer) != 1 {
		return 0, false
	}
	return time.Duration(answer[0]) * time.Microsecond, true
}

// TakeHere is Take on this node alone, in memory: for what must touch no store.
func (l *Limiter) TakeHere(r Rate, key string) (wait time.Duration) {
	l.local.Compute(key, func(tat time.Time, _ bool) (time.Time, otter.ComputeOp) {
		tat, wait = r.take(tat, l.now())
		return tat, otter.WriteOp
	})
	return wait
}
