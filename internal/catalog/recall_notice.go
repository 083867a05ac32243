package catalog

import (
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/pg"
)

// RecallNotice is a recall and what it recalls.
type RecallNotice struct {
	Recall Recall
	Goods
}

// selectNotice reads what scanNotice scans.
const selectNotice = `
	select` +
	recallColumns + `,` +
	goodsColumns + `
	from recall as r
	join batch as b on b.number = r.batch_number
	join product as p on p.id = b.product_id
	join organisation as o on o.id = b.org_id`

func scanNotice(row pgx.CollectableRow) (n RecallNotice, err error) {
	err = row.Scan(slices.Concat(n.Recall.columns(), n.Goods.columns())...)
	return n, err
}

// RecallNotices lists the recalls of who's own batches or, to who may read all,
// everyone's that have no cause: the others are with their cause, see
// RecallWith. Newest first; after is the last id of the page before, nil for
// the first.
func RecallNotices(ctx context.Context, db pg.DB, who account.Principal, after uuid.UUID, limit int) ([]RecallNotice, error) {
	rows, _ := db.Query(ctx, selectNotice+`
		where (b.org_id = $1 or $2 and r.cause is null) and (r.id < $3 or $3 = $4)
		order by r.id desc
		limit $5`, who.OrgID, readsAll(who), after, uuid.Nil, pageSize(limit))
	notices, err := pgx.CollectRows(rows, scanNotice)
	if err != nil {
		return nil, fmt.Errorf("list recalls: %w", err)
	}
	return notices, nil
}

// RecallWith is a recall, first, and those that it caused, the nearest first,
// of batches that who may see. A recall of another's batch is ErrNotFound.
func RecallWith(ctx context.Context, db pg.DB, who account.Principal, id uuid.UUID) ([]RecallNotice, error) {
	rows, _ := db.Query(ctx, selectNotice+`
		where (r.id = $1 or r.cause = $1) and (b.org_id = $2 or $3)
		order by r.distance, b.number`, id, who.OrgID, readsAll(who))
	notices, err := pgx.CollectRows(rows, scanNotice)
	if err != nil {
		return nil, fmt.Errorf("read recall: %w", err)
	}
	if len(notices) == 0 || notices[0].Recall.ID != id { // only what it caused is who's to see
		return nil, ErrNotFound
	}
	return notices, nil
}

// RootRecalls are the open recalls without a cause that shoppers are told of,
// the oldest first.
func RootRecalls(ctx context.Context, db pg.DB, who account.Principal) ([]RecallNotice, error) {
	if err := permit(who, account.LiftRecall, uuid.Nil); err != nil {
		return nil, err
	}
	rows, _ := db.Query(ctx, selectNotice+`
		where r.lifted_at is null and not r.drill and r.cause is null
		order by r.id`)
	notices, err := pgx.CollectRows(rows, scanNotice)
	if err != nil {
		return nil, fmt.Errorf("list open recalls: %w", err)
	}
	return notices, nil
}

// openRecalls are those that shoppers of a batch are told of: of the whole
// batch first, for its own sake before another's.
func openRecalls(ctx context.Context, db pg.DB, number int32) ([]Recall, error) {
	rows, _ := db.Query(ctx, `
		select`+recallColumns+`
		from recall as r
		join open_recall using (id)
		where r.batch_number = $1
		order by r.first_unit nulls first, r.distance, r.id`, number)
	recalls, err := pgx.CollectRows(rows, scanRecall)
	if err != nil {
		return nil, fmt.Errorf("read recalls of batch %d: %w", number, err)
	}
	return recalls, nil
}
