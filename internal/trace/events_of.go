package trace

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/pg"
)

// EventsOf lists the events that name the EPC or class of the canonical key, in
// the order of capture. after is the ID of the last one of the page before, nil
// at first.
func EventsOf(ctx context.Context, db pg.DB, r Reader, key string, after uuid.UUID, limit int) ([]Stored, error) {
	return r.events(ctx, db, `
		where e.id in (`+r.naming()+`)
		order by e.id`,
		pgx.NamedArgs{"key": key, "after": after, "limit": pageSize(limit)})
}

// naming selects the ids of a page of events that name @key, from the index of
// what r may see.
func (r Reader) naming() string {
	const page = `
		key = @key and event_id > @after and role <> 'lot'
		order by event_id
		limit @limit`
	if r.all {
		return `select distinct event_id from event_epc where` + page
	}
	return `
		(select distinct event_id from event_epc where org_id = @own and` + page + `)
		union
		(select distinct event_id from event_epc where public and` + page + `)
		order by event_id
		limit @limit`
}
