package trace

import (
	"context"

	"github.com/jackc/pgx/v5"

	"temgoc/internal/epcis"
	"temgoc/internal/gs1"
	"temgoc/internal/pg"
)

// maxTimeline bounds the journey of one lot.
const maxTimeline = 500

// Timeline is the journey of a lot: the events that name it, or say that their
// units are of it, by the time that they happened. Declarations of errors do
// not stand in it themselves; what they withdraw is marked.
func Timeline(ctx context.Context, db pg.DB, r Reader, gtin gs1.GTIN, lot gs1.Lot) ([]Stored, error) {
	return r.events(ctx, db, `
		where e.error_time is null
			and e.id in (
				select x.event_id
				from event_epc as x
				where x.key = @key and (@all or x.org_id = @own or x.public)
			)
		order by e.event_time, e.id
		limit @limit`,
		pgx.NamedArgs{"key": epcis.LotURI(gtin, lot), "limit": maxTimeline})
}
