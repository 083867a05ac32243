package trace

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/pg"
)

// OwnEvents are those of an organisation's events that have one of the ids, in
// no order and without declarations of errors.
func OwnEvents(ctx context.Context, db pg.DB, org uuid.UUID, eventIDs []string) ([]Stored, error) {
	return Reader{org: org}.events(ctx, db, `
		where e.event_id = any(@ids) and e.org_id = @own and e.error_time is null`,
		pgx.NamedArgs{"ids": eventIDs})
}

// Commissioned are those of the canonical keys of classes that an event of the
// organisation, which still stands, has brought into being.
func Commissioned(ctx context.Context, db pg.DB, org uuid.UUID, keys []string) (map[string]bool, error) {
	rows, _ := db.Query(ctx, `
		select distinct x.key
		from event_epc as x
		join event as e on e.id = x.event_id
		where x.key = any($2)
			and x.org_id = $1
			and x.role = 'epc'
			and x.class
			and e.type = 'ObjectEvent'
			and e.action = 'ADD'
			and e.biz_step = 'commissioning'
			and e.error_time is null
			and not exists (
				select
				from event as d
				where d.event_id = e.event_id and d.org_id = e.org_id and d.error_time is not null
			)`, org, keys)
	begun := make(map[string]bool)
	var key string
	_, err := pgx.ForEachRow(rows, []any{&key}, func() error {
		begun[key] = true
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("look for commissioned classes: %w", err)
	}
	return begun, nil
}
