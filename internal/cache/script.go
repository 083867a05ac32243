package cache

import (
	"context"
	"time"

	"github.com/redis/go-redis/v9"
)

// Script is a Lua script that Redis runs as one step on one key. What it keeps
// there is not authenticated: it must only save work, or bound it.
type Script struct{ lua *redis.Script }

func NewScript(source string) Script { return Script{redis.NewScript(source)} }

// Run is what the script returns, integers, and false without Redis.
func (c *Cache) Run(ctx context.Context, s Script, key string, args ...int64) ([]int64, bool) {
	if c == nil || !c.breaker.allow(time.Now()) {
		return nil, false
	}
	ctx, cancel := context.WithTimeout(ctx, Deadline)
	defer cancel()
	list := make([]any, len(args))
	for i, a := range args {
		list[i] = a
	}
	answer, err := s.lua.Run(ctx, c.client, []string{key}, list...).Int64Slice()
	c.report(ctx, err)
	return answer, err == nil
}
