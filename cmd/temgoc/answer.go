package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"golang.org/x/sync/errgroup"
)

// shutdownGrace is what the answers under way get after no more are accepted.
const shutdownGrace = 10 * time.Second

// run answers requests on l until ctx ends. Then it goes on answering until
// load balancers have looked away, stops accepting, waits for the answers under
// way, and only then stops what they need.
func (s *service) run(ctx context.Context, l net.Listener, h http.Handler) error {
	tuneHeap()
	working, stopWorking := context.WithCancel(context.WithoutCancel(ctx))
	told := ctx // to stop; the group's ctx ends by a failure of ours, too
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return s.work(working) })
	g.Go(func() error { return s.metrics.Serve(working, s.debug, s.log) })
	g.Go(func() error {
		defer stopWorking()
		return answer(ctx, l, h, s.log, func() {
			if told.Err() != nil {
				s.drain()
			}
		})
	})
	return g.Wait()
}

// drain has readyz say 503 for a while in which everything is still answered.
func (s *service) drain() {
	s.stopping.Store(true)
	time.Sleep(s.drainTime)
}

// answer serves until ctx ends, and calls drain before it stops accepting.
func answer(ctx context.Context, l net.Listener, h http.Handler, log *slog.Logger, drain func()) error {
	server := &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       60 * time.Second, // a picture of 5 MB from a village
		WriteTimeout:      60 * time.Second, // long downloads extend theirs
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    32 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	stopped := make(chan error, 1)
	stop := context.AfterFunc(ctx, func() {
		drain()
		grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownGrace)
		defer cancel()
		err := server.Shutdown(grace)
		if errors.Is(err, context.DeadlineExceeded) {
			log.WarnContext(grace, "answers under way were cut off")
			err = server.Close()
		}
		stopped <- err
	})
	err := server.Serve(l)
	if stop() { // Serve failed by itself
		return fmt.Errorf("serve: %w", err)
	}
	return <-stopped
}
