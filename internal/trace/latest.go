package trace

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/epcis"
	"temgoc/internal/gs1"
	"temgoc/internal/pg"
)

// Latest is the Timeline of a lot backwards and in pages, as far as the reader
// sees that an event is of the lot. before is the ID of the last event of the
// page before, uuid.Nil at first.
func Latest(ctx context.Context, db pg.DB, r Reader, gtin gs1.GTIN, lot gs1.Lot, before uuid.UUID, limit int) ([]Stored, error) {
	return r.events(ctx, db, `
		where e.error_time is null
			and e.id in (
				select x.event_id
				from event_epc as x
				where x.key = @key and (@all or x.org_id = @own or x.public)
			)
			and (@before = '00000000-0000-0000-0000-000000000000'::uuid or (e.event_time, e.id) < (
				select b.event_time, b.id
				from event as b
				where b.id = @before
			))
		order by e.event_time desc, e.id desc
		limit @limit`,
		pgx.NamedArgs{"key": epcis.LotURI(gtin, lot), "before": before, "limit": pageSize(limit)})
}
