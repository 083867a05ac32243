package account

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/pg"
)

// Orgs lists all organisations by code for those who manage users. after is the
// last code of the page before, empty for the first.
func Orgs(ctx context.Context, db pg.DB, who Principal, after string, limit int) ([]Org, error) {
	if err := who.Check(ManageUsers, uuid.Nil); err != nil {
		return nil, err
	}
	rows, _ := db.Query(ctx, selectOrg+`where code > $1 order by code limit $2`, after, limit)
	orgs, err := pgx.CollectRows(rows, pgx.RowToStructByName[Org])
	if err != nil {
		return nil, fmt.Errorf("list organisations: %w", err)
	}
	return orgs, nil
}
