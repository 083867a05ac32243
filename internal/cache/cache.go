// Package cache is the second level of caching, in Redis. It only saves work:
//
//   - a nil Cache is a cache that holds nothing: the service is right without;
//   - every call ends within Deadline, and after several failures in a row
//     Redis is left alone for a while, so a dead or hung Redis costs little;
//   - values are authenticated together with their key, so what somebody else
//     wrote into Redis, or moved from another key, is the same as nothing;
//   - an old value of the right key is let through: whoever uses the cache
//     settles staleness by a version inside the value.
package cache

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/redis/go-redis/v9"
)

// Deadline of one call. Redis on a local network answers within 1 ms.
const Deadline = 50 * time.Millisecond

// Cache is safe for concurrent use.
type Cache struct {
	client  redis.UniversalClient
	key     []byte // of the HMAC
	ttl     time.Duration
	breaker breaker
	use     Use
	log     *slog.Logger
}

// Open connects lazily: a Redis that is away at start is used once it is back.
// url is redis://, rediss:// or unix://.
func Open(url string, key []byte, ttl time.Duration, log *slog.Logger) (*Cache, error) {
	opt, err := redis.ParseURL(url)
	if err != nil {
		return nil, fmt.Errorf("redis url: %w", err)
	}
	// go-redis on its defaults blocks for 5 s when Redis hangs.
	opt.ContextTimeoutEnabled = true
	opt.DialTimeout, opt.ReadTimeout, opt.WriteTimeout, opt.PoolTimeout = Deadline, Deadline, Deadline, Deadline
	opt.MaxRetries = -1
	return &Cache{client: redis.NewClient(opt), key: key, ttl: ttl, log: log}, nil
}

func (c *Cache) Close() error {
	if c == nil {
		return nil
	}
	return c.client.Close()
}

// Get is the value under key, and false if there is none to be trusted.
func (c *Cache) Get(ctx context.Context, key string) ([]byte, bool) {
	if c == nil || !c.breaker.allow(time.Now()) {
		return nil, false
	}
	ctx, cancel := context.WithTimeout(ctx, Deadline)
	defer cancel()
	sealed, err := c.client.Get(ctx, key).Bytes()
	if errors.Is(err, redis.Nil) {
		c.report(ctx, nil)
		return nil, false
	}
	c.report(ctx, err)
	if err != nil {
		return nil, false
	}
	value, ok := c.unseal(key, sealed)
	if !ok {
		c.use.Untrusted.Add(1)
	}
	return value, ok
}

// Put stores a value for the cache's TTL, if it can.
func (c *Cache) Put(ctx context.Context, key string, value []byte) {
	if c == nil || !c.breaker.allow(time.Now()) {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, Deadline)
	defer cancel()
	c.report(ctx, c.client.Set(ctx, key, c.seal(key, value), c.ttl).Err())
}

// Answers is true if Redis answers now.
func (c *Cache) Answers(ctx context.Context) bool {
	if c == nil || !c.breaker.allow(time.Now()) {
		return false
	}
	ctx, cancel := context.WithTimeout(ctx, Deadline)
	defer cancel()
	err := c.client.Ping(ctx).Err()
	c.report(ctx, err)
	return err == nil
}

func (c *Cache) report(ctx context.Context, err error) {
	c.use.Calls.Add(1)
	if err != nil {
		c.use.Failures.Add(1)
	}
	if c.breaker.report(time.Now(), err) {
		c.log.WarnContext(ctx, "redis left alone for a while", slog.Any("err", err))
	}
}

// seal puts HMAC-SHA256(len(key), 8 bytes BE | key | value) before the value.
func (c *Cache) seal(key string, value []byte) []byte {
	return append(c.sum(key, value), value...)
}

func (c *Cache) unseal(key string, sealed []byte) ([]byte, bool) {
	if len(sealed) < sha256.Size {
		return nil, false
	}
	value := sealed[sha256.Size:]
	return value, hmac.Equal(sealed[:sha256.Size], c.sum(key, value))
}

func (c *Cache) sum(key string, value []byte) []byte {
	h := hmac.New(sha256.New, c.key)
	h.Write(binary.BigEndian.AppendUint64(nil, uint64(len(key))))
	h.Write([]byte(key))
	h.Write(value)
	return h.Sum(nil)
}
