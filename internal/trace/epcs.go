package trace

import (
	"context"

	"github.com/jackc/pgx/v5"

	"temgoc/internal/pg"
)

// EPCs is Words for what events name: units, lots, classes, logistic units. It
// leaps from key to key, however many events name each.
func EPCs(ctx context.Context, db pg.DB, r Reader, after string, limit int) ([]string, error) {
	rows, _ := db.Query(ctx, `
		with recursive listed (key) as (
			values (@after collate "C")
			union all
			select `+r.keyAfter()+`
			from listed
			where listed.key is not null
		)
		select key
		from listed
		where key is not null
		offset 1
		limit @limit`, pgx.NamedArgs{"after": after, "own": r.org, "limit": pageSize(limit)})
	return collectWords(rows)
}

// keyAfter is the expression of the first key behind listed.key that r may see,
// by the indexes of event_epc.
func (r Reader) keyAfter() string {
	const after = `key > listed.key and role <> 'lot' order by key limit 1)`
	if r.all {
		return `(select key from event_epc where ` + after
	}
	return `least(
		(select key from event_epc where org_id = @own and ` + after + `,
		(select key from event_epc where public and ` + after + `)`
}
