package trace

import (
	"context"

	"github.com/jackc/pgx/v5"

	"temgoc/internal/pg"
)

// ByEventID is the event with an eventID, or with a hash as its URI, and behind
// it the declarations of its error. Of events of several organisations it is
// the reader's own, else the one that was captured first. ErrNotFound also
// stands for what the reader may not see.
func ByEventID(ctx context.Context, db pg.DB, r Reader, eventID string) ([]Stored, error) {
	events, err := r.events(ctx, db, `
		where e.event_id = @id
			and e.org_id = (
				select org_id
				from event
				where event_id = @id and (@all or org_id = @own or public)
				order by org_id <> @own, id
				limit 1
			)
			and (@all or e.org_id = @own or e.public)
		order by e.error_time nulls first, e.id`,
		pgx.NamedArgs{"id": eventID})
	if err == nil && len(events) == 0 {
		err = ErrNotFound
	}
	return events, err
}
