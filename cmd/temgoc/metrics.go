package main

// observe has the rooms tell what they do, to whoever scrapes.
func (s *service) observe() {
	s.metrics.WatchPool("shared", s.pool)
	s.metrics.WatchPool("scans", s.scans)
	s.metrics.WatchQueue(s.recorder)
	s.metrics.WatchViews(s.lookup.Finds())
	s.metrics.WatchJobs("print", s.prints.Running)
	s.metrics.WatchJobs("capture", s.captures.Running)
	if s.redis != nil {
		s.metrics.WatchRedis(s.redis)
	}
	s.recorder.Observe = s.metrics.Grouped
}
