package account

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/pg"
)

// AuditLine says who did what to which subject.
type AuditLine struct {
	ID      uuid.UUID
	At      time.Time
	UserID  uuid.NullUUID // not valid: the operator at the command line
	OrgID   uuid.NullUUID
	Action  Action
	Subject string // kind and id: "batch:0199…"
	Detail  map[string]string
}

// Record writes an audit line. db is the transaction of what it tells of, so
// that neither exists without the other.
func Record(ctx context.Context, db pg.DB, who Principal, action Action, subject string, detail map[string]string) error {
	if detail == nil {
		detail = map[string]string{} // or it would be JSON null
	}
	_, err := db.Exec(ctx, `
		insert into audit (id, user_id, org_id, action, subject, detail)
		values (@id, @user, @org, @action, @subject, @detail)`,
		pgx.NamedArgs{
			"id":      uuid.Must(uuid.NewV7()),
			"user":    nullable(who.UserID),
			"org":     nullable(who.OrgID),
			"action":  action,
			"subject": subject,
			"detail":  detail,
		})
	if err != nil {
		return fmt.Errorf("audit %s of %s: %w", action, subject, err)
	}
	return nil
}

func nullable(id uuid.UUID) uuid.NullUUID {
	return uuid.NullUUID{UUID: id, Valid: id != uuid.Nil}
}

// AuditTrail is what was done to a subject, the latest first.
func AuditTrail(ctx context.Context, db pg.DB, subject string, limit int) ([]AuditLine, error) {
	rows, _ := db.Query(ctx, `
		select
			id,
			at,
			user_id,
			org_id,
			action,
			subject,
			detail
		from audit
		where subject = $1
		order by at desc, id desc
		limit $2`, subject, limit)
	lines, err := pgx.CollectRows(rows, pgx.RowToStructByName[AuditLine])
	if err != nil {
		return nil, fmt.Errorf("audit trail of %s: %w", subject, err)
	}
	return lines, nil
}
