package trace

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/epcis"
)

// turn is a subscription that this node alone is at, until the lease ends. A
// minute is longer than what it does: a few queries of at most five seconds
// and a post of ten.
type turn struct {
	ID         uuid.UUID
	Lease      uuid.UUID
	Dest       string
	Secret     string
	Schedule   *epcis.Schedule
	EmptyWants bool // this run has to say something, even that there is nothing
	Failures   int  // one after the other until now
	QueryName  string
	Definition []byte
	Namespaces map[string]string
	OrgID      uuid.UUID // of the user
	Role       account.Role
	Disabled   bool
}

// horizon is the oldest transaction of this database that has not ended: of
// those before it all events are there, and none can appear among them any
// more. Transactions that are seen to be of another database of the server do
// not hold it back; any that cannot be placed do.
const horizon = `
	coalesce(
		(
			select x.xact
			from pg_snapshot_xip(pg_current_snapshot()) as x (xact)
			where not exists (
				select
				from pg_locks as l
				join pg_stat_activity as a on a.pid = l.pid
				where l.locktype = 'transactionid'
					and l.transactionid = x.xact::xid
					and l.mode = 'ExclusiveLock'
					and a.datname <> current_database()
			)
			order by x.xact
			limit 1
		),
		pg_snapshot_xmax(pg_current_snapshot())
	)`

// cursorIsBehind holds for a subscription s for which there may be news.
const cursorIsBehind = `
	exists (
		select
		from event as e
		where (e.xact, e.id) > (s.cursor_xact, s.cursor_id)
			and e.xact < (select ` + horizon + `)
	)`

// claim takes the subscription that is due the longest.
func (d *Deliverer) claim(ctx context.Context) (turn, bool, error) {
	rows, _ := d.db.Query(ctx, `
		update subscription as claimed
		set lease = @lease,
			leased_until = now() + interval '1 minute'
		from named_query as q, user_account as u
		where q.id = claimed.query_id
			and u.id = claimed.user_id
			and claimed.id = (
				select s.id
				from subscription as s
				where s.suspended_at is null
					and s.due_at <= now()
					and (s.lease is null or s.leased_until < now())
					and (
						s.schedule is not null
						or exists (select from delivery where subscription_id = s.id and acknowledged_at is null)
						or `+cursorIsBehind+`
					)
				order by s.due_at
				limit 1
				for update skip locked
			)
		returning
			claimed.id,
			claimed.lease,
			claimed.dest,
			claimed.secret,
			claimed.schedule,
			claimed.schedule is not null and claimed.report_if_empty and claimed.run_sent = 0 as empty_wants,
			claimed.failures,
			q.name as query_name,
			q.query as definition,
			q.namespaces,
			u.org_id,
			u.role,
			u.disabled_at is not null as disabled`,
		pgx.NamedArgs{"lease": uuid.New()})
	c, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[turn])
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return turn{}, false, nil
	case err != nil:
		return turn{}, false, fmt.Errorf("claim a subscription: %w", err)
	}
	return c, true, nil
}

func (c turn) reader() Reader {
	return ReaderOf(account.Principal{OrgID: c.OrgID, Role: c.Role})
}

func (c turn) query() (epcis.Query, error) {
	definition, err := epcis.ReadValue(c.Definition)
	if err != nil {
		return epcis.Query{}, err
	}
	return epcis.ParseQueryJSON(definition, c.Namespaces)
}
