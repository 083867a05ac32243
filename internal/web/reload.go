package web

import (
	"context"
	"log/slog"
	"time"
)

// What the resolver answers from memory follows the store within seconds. After
// a change that was made here, this node follows at once.

// Whoever made it may have left meanwhile.

const reloadTime = 5 * time.Second

func (s *Server) reloadProducts(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), reloadTime)
	defer cancel()
	s.warn(ctx, "directory of products is as it was", s.Lookup.Directory.Load(ctx))
}

func (s *Server) reloadLinks(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), reloadTime)
	defer cancel()
	s.warn(ctx, "directory of links is as it was", s.Links.Load(ctx))
}

// warn is for what is no failure of the request.
func (s *Server) warn(ctx context.Context, what string, err error) {
	if err != nil {
		s.Log.WarnContext(ctx, what, slog.Any("error", err))
	}
}
