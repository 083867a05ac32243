package scan

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/pg"
)

// Filed is a report with what is known by now of its unit.
type Filed struct {
	Report
	UnitHistory
}

// UnitHistory is that of a unit; it says nothing of a batch's own code.
type UnitHistory struct {
	Stamp   Stamp
	Scans   int
	Devices int
	Case    *uuid.UUID // the latest; nil: none
}

// reportColumns are the fields of Report, of fromReport.
const (
	reportColumns = `
		r.id,
		r.code,
		r.batch_number,
		r.unit,
		r.kind,
		r.note,
		r.province,
		r.place,
		r.created_at,
		r.closed_at,
		p.id`
	fromReport = `
		from report r
		left join report_photo p on p.report_id = r.id
		left join batch b on b.number = r.batch_number`
)

// Reports lists those of who's own batches or, to who may read all, everyone's;
// newest first. after is the last id of the page before, uuid.Nil for the first
// page.
func Reports(ctx context.Context, db pg.DB, who account.Principal, after uuid.UUID, limit int) ([]Filed, error) {
	rows, _ := db.Query(ctx, `
		select`+reportColumns+`,
		       coalesce(s.state, 'waiting'),
		       coalesce(u.scans, 0),
		       coalesce(cardinality(u.devices), 0),
		       c.id`+fromReport+`
		left join unit_state u on u.batch_number = r.batch_number and u.unit = r.unit
		left join lateral (
		    select s.state, s.last_unit
		    from stamp_range_state s
		    where s.batch_number = r.batch_number and s.first_unit <= r.unit
		    order by s.first_unit desc
		    limit 1
		) s on s.last_unit >= r.unit
		left join lateral (
		    select c.id
		    from clone_case c
		    where c.batch_number = r.batch_number and c.unit = r.unit
		    order by c.id desc
		    limit 1
		) c on true
		where (b.org_id = $1 or $2) and (r.id < $3 or $3 = $4)
		order by r.id desc
		limit $5`,
		who.OrgID, readsAll(who), after, uuid.Nil, limit)
	reports, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Filed])
	if err != nil {
		return nil, fmt.Errorf("list reports: %w", err)
	}
	return reports, nil
}

// OpenReports counts those of Reports that nobody has dealt with.
func OpenReports(ctx context.Context, db pg.DB, who account.Principal) (n int, err error) {
	err = db.QueryRow(ctx, `
		select count(*)
		from report r
		left join batch b on b.number = r.batch_number
		where r.closed_at is null and (b.org_id = $1 or $2)`, who.OrgID, readsAll(who)).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count open reports: %w", err)
	}
	return n, nil
}

// ReportPhoto is the JPEG that came with one of Reports.
func ReportPhoto(ctx context.Context, db pg.DB, who account.Principal, id uuid.UUID) (jpeg []byte, err error) {
	err = db.QueryRow(ctx, `
		select p.jpeg`+fromReport+`
		where p.id = $1 and (b.org_id = $2 or $3)`, id, who.OrgID, readsAll(who)).Scan(&jpeg)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, account.ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("read photo of report: %w", err)
	}
	return jpeg, nil
}
