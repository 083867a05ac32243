package diary

import (
	"context"
	"slices"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/catalog"
)

// photoID is of the one photo that an entry may have.
func photoID(entry uuid.UUID) uuid.UUID { return uuid.NewSHA1(entry, []byte("photo")) }

// keepPhoto stores what came with the entry, or what a correction takes over.
func (b book) keepPhoto(ctx context.Context, tx pgx.Tx, p *page) error {
	if !p.hasPhoto() {
		return nil
	}
	owner := uuid.Nil
	if slices.Contains(p.Hidden, Photo) {
		owner = b.who.OrgID
	}
	id, from := photoID(p.id), p.Photo
	p.Photo = id
	if p.Picture != nil {
		return catalog.KeepPicture(ctx, tx, id, owner, p.Picture)
	}
	return catalog.CopyPicture(ctx, tx, from, id, owner)
}
