package lookup

import "sync/atomic"

// Finds counts where the views of batches came from since the start. Visitors
// who wait for one building share its count.
type Finds struct {
	Memory atomic.Int64
	Redis  atomic.Int64
	Built  atomic.Int64
	Failed atomic.Int64
}

// Finds goes on counting.
func (s *Service) Finds() *Finds { return &s.views.finds }
