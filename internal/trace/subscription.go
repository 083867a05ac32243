package trace

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/day"
	"temgoc/internal/epcis"
	"temgoc/internal/input"
	"temgoc/internal/pg"
	"temgoc/internal/webhook"
)

// Subscription tells a receiver of events that match a named query, as the user
// who made it may see them.
type Subscription struct {
	ID                uuid.UUID
	QueryName         string
	Dest              string
	Schedule          *epcis.Schedule // in Vietnam's time; nil: a stream
	ReportIfEmpty     bool
	InitialRecordTime time.Time
	CreatedAt         time.Time
	LastNotifiedAt    *time.Time // nil: not yet
	Problem           string     // of the last delivery if it failed, see problemOf
	SuspendedAt       *time.Time // when a day of failures was enough; nil: at work
}

// NewSubscription is what makes a Subscription: with a Schedule, or as a Stream.
type NewSubscription struct {
	Dest              string
	Secret            string // signs deliveries; empty: they are not signed
	Schedule          *epcis.Schedule
	Stream            bool
	ReportIfEmpty     bool
	InitialRecordTime *time.Time // nil: now
}

const (
	maxSubscriptions = 50 // of one organisation
	maxSecret        = 500
)

var errManySubscriptions = input.Error{Field: "dest", Problem: "subscription.too_many"}

// Subscribe begins to tell in.Dest of the named query's events, by way of hooks.
func Subscribe(ctx context.Context, db pg.DB, hooks *webhook.Client, who account.Principal, queryName string, in NewSubscription) (Subscription, error) {
	if err := in.check(hooks); err != nil {
		return Subscription{}, err
	}
	q, err := QueryByName(ctx, db, who, queryName)
	if err != nil {
		return Subscription{}, err
	}
	if q.Query.Limit > 0 || q.Query.Max > 0 || q.Query.Order.By != nil {
		return Subscription{}, input.Error{Field: "query", Problem: "subscription.query_is_cut"}
	}
	id := newID()
	err = pg.InTx(ctx, db, func(tx pgx.Tx) error {
		if err := insertSubscription(ctx, tx, id, who, q, in); err != nil {
			return err
		}
		return account.Record(ctx, tx, who, "subscription.create", "query:"+q.ID.String(), map[string]string{"dest": in.Dest})
	})
	if err != nil {
		return Subscription{}, fmt.Errorf("subscribe: %w", err)
	}
	return SubscriptionByID(ctx, db, who, queryName, id)
}

func (in NewSubscription) check(hooks *webhook.Client) error {
	var bad input.Errors
	if hooks.Check(in.Dest) != nil {
		bad.Add("dest", "subscription.dest_refused")
	}
	switch {
	case len(in.Secret) > maxSecret:
		bad.Add("signatureToken", "text.too_long")
	case !utf8.ValidString(in.Secret) || strings.ContainsFunc(in.Secret, unicode.IsControl):
		bad.Add("signatureToken", "text.bad_character")
	}
	switch {
	case in.Stream == (in.Schedule != nil):
		bad.Add("stream", "subscription.stream_or_schedule")
	case in.Schedule != nil && in.Schedule.Check() != nil:
		bad.Add("schedule", "subscription.schedule_malformed")
	}
	if in.InitialRecordTime != nil && !storable(*in.InitialRecordTime) {
		bad.Add("initialRecordTime", "subscription.time_odd")
	}
	return bad.OrNil()
}

// insertSubscription begins at the events of transactions that have not ended
// yet, or at the first event of all if earlier ones are wanted.
func insertSubscription(ctx context.Context, tx pgx.Tx, id uuid.UUID, who account.Principal, q NamedQuery, in NewSubscription) error {
	tag, err := tx.Exec(ctx, `
		insert into subscription (
			id,
			query_id,
			user_id,
			dest,
			secret,
			schedule,
			report_if_empty,
			initial_record_time,
			cursor_xact,
			cursor_id,
			due_at
		)
		select
			@id,
			@query,
			@user,
			@dest,
			@secret,
			@schedule,
			@report,
			coalesce(@initial, now()),
			case when @initial < now() then '0' else pg_snapshot_xmin(pg_current_snapshot()) end,
			@first,
			@due
		where @max > (
			select count(*)
			from subscription as s
			join named_query as q on q.id = s.query_id
			where q.org_id = @org
		)`,
		pgx.NamedArgs{
			"id":       id,
			"query":    q.ID,
			"org":      q.OrgID,
			"user":     who.UserID,
			"dest":     in.Dest,
			"secret":   in.Secret,
			"schedule": in.Schedule,
			"report":   in.ReportIfEmpty,
			"initial":  in.InitialRecordTime,
			"first":    uuid.Nil,
			"due":      firstRun(in.Schedule, time.Now()),
			"max":      maxSubscriptions,
		})
	if err == nil && tag.RowsAffected() == 0 {
		return errManySubscriptions
	}
	return err
}

// firstRun is now for a stream. A schedule that has been checked comes.
func firstRun(s *epcis.Schedule, now time.Time) time.Time {
	if s == nil {
		return now
	}
	at, _ := s.Next(now.In(day.Vietnam))
	return at
}

const selectSubscription = `
	select
		s.id,
		q.name,
		s.dest,
		s.schedule,
		s.report_if_empty,
		s.initial_record_time,
		s.created_at,
		s.last_notified_at,
		s.problem,
		s.suspended_at
	from subscription as s
	join named_query as q on q.id = s.query_id
	where q.org_id = @org and q.name = @query
	`

// SubscriptionByID is one to a query of who's organisation.
func SubscriptionByID(ctx context.Context, db pg.DB, who account.Principal, queryName string, id uuid.UUID) (Subscription, error) {
	rows, _ := db.Query(ctx, selectSubscription+`and s.id = @id`,
		pgx.NamedArgs{"org": who.OrgID, "query": queryName, "id": id})
	s, err := pgx.CollectExactlyOneRow(rows, scanSubscription)
	return s, found("read subscription", err)
}

// Subscriptions lists those to a query in the order of their making. after is
// the ID of the last one of the page before, nil at first.
func Subscriptions(ctx context.Context, db pg.DB, who account.Principal, queryName string, after uuid.UUID, limit int) ([]Subscription, error) {
	if _, err := QueryByName(ctx, db, who, queryName); err != nil {
		return nil, err
	}
	rows, _ := db.Query(ctx, selectSubscription+`
		and s.id > @after
		order by s.id
		limit @limit`,
		pgx.NamedArgs{"org": who.OrgID, "query": queryName, "after": after, "limit": pageSize(limit)})
	subscriptions, err := pgx.CollectRows(rows, scanSubscription)
	if err != nil {
		return nil, fmt.Errorf("list subscriptions: %w", err)
	}
	return subscriptions, nil
}

func scanSubscription(row pgx.CollectableRow) (Subscription, error) {
	var s Subscription
	var schedule []byte
	err := row.Scan(
		&s.ID, &s.QueryName, &s.Dest, &schedule, &s.ReportIfEmpty, &s.InitialRecordTime,
		&s.CreatedAt, &s.LastNotifiedAt, &s.Problem, &s.SuspendedAt,
	)
	if err == nil && schedule != nil {
		err = json.Unmarshal(schedule, &s.Schedule)
	}
	return s, err
}

// Unsubscribe ends a subscription; a delivery that is on its way may still come.
func Unsubscribe(ctx context.Context, db pg.DB, who account.Principal, queryName string, id uuid.UUID) error {
	err := pg.InTx(ctx, db, func(tx pgx.Tx) error {
		var queryID uuid.UUID
		err := tx.QueryRow(ctx, `
			delete from subscription as s
			using named_query as q
			where q.id = s.query_id and s.id = $1 and q.org_id = $2 and q.name = $3
			returning q.id`, id, who.OrgID, queryName).Scan(&queryID)
		if err != nil {
			return err
		}
		return account.Record(ctx, tx, who, "subscription.end", "query:"+queryID.String(), nil)
	})
	return found("unsubscribe", err)
}
