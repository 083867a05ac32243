package obs

import "temgoc/internal/cache"

// WatchRedis shows how Redis does, and whether it is left alone.
func (m *Metrics) WatchRedis(c *cache.Cache) {
	use := c.Use()
	m.gauge("temgoc_redis_left_alone", "1 while Redis failed so often that it is left alone.", nil, func() float64 {
		if c.LeftAlone() {
			return 1
		}
		return 0
	})
	m.counter("temgoc_redis_calls_total", "Calls that Redis answered or failed to.", nil, use.Calls.Load)
	m.counter("temgoc_redis_failures_total", "Calls that Redis did not answer, or not in time.", nil, use.Failures.Load)
	m.counter("temgoc_redis_untrusted_total", "Values in Redis that this service did not write under their key.", nil, use.Untrusted.Load)
}
