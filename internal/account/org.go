package account

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/input"
	"temgoc/internal/pg"
)

// OrgKind tells the authority's organisations from producers.
type OrgKind string

const (
	AuthorityOrg OrgKind = "authority"
	ProducerOrg  OrgKind = "producer"
)

// Org is an organisation; all but kind, code and name may be empty.
type Org struct {
	ID        uuid.UUID
	Kind      OrgKind
	Code      string // short, for people and file names; unique
	Name      string
	NameEN    string
	OwnerType string // "ho-kinh-doanh", "hop-tac-xa", "doanh-nghiep"
	GLN       string // 13 digits, unique
	Phone     string
	Email     string
	Website   string // https
	PlaceID   *uuid.UUID
	CreatedAt time.Time
}

var (
	ErrOrgCodeTaken = input.Error{Field: "code", Problem: "org.code_taken"}
	ErrGLNTaken     = input.Error{Field: "gln", Problem: "org.gln_taken"}
)

// CreateOrg stores an organisation, as the operator's act, and returns its id.
// It gives o.ID and o.CreatedAt itself.
func CreateOrg(ctx context.Context, db pg.DB, o Org) (uuid.UUID, error) {
	if err := o.clean(); err != nil {
		return uuid.Nil, err
	}
	o.ID = uuid.Must(uuid.NewV7())
	err := pg.InTx(ctx, db, func(tx pgx.Tx) error {
		if err := insertOrg(ctx, tx, o); err != nil {
			return err
		}
		return Record(ctx, tx, Principal{}, "org.create", "org:"+o.ID.String(),
			map[string]string{"code": o.Code, "kind": string(o.Kind)})
	})
	switch {
	case err == nil:
		return o.ID, nil
	case pg.IsUnique(err, "organisation_code_key"):
		return uuid.Nil, ErrOrgCodeTaken
	case pg.IsUnique(err, "organisation_gln_key"):
		return uuid.Nil, ErrGLNTaken
	}
	return uuid.Nil, fmt.Errorf("create organisation %s: %w", o.Code, err)
}

func insertOrg(ctx context.Context, db pg.DB, o Org) error {
	_, err := db.Exec(ctx, `
		insert into organisation (
			id, kind, code, name, name_en, owner_type,
			gln, phone, email, website, place_id
		) values (
			@id, @kind, @code, @name, @name_en, @owner_type,
			nullif(@gln, ''), @phone, @email, @website, @place_id
		)`,
		pgx.NamedArgs{
			"id":         o.ID,
			"kind":       o.Kind,
			"code":       o.Code,
			"name":       o.Name,
			"name_en":    o.NameEN,
			"owner_type": o.OwnerType,
			"gln":        o.GLN,
			"phone":      o.Phone,
			"email":      o.Email,
			"website":    o.Website,
			"place_id":   o.PlaceID,
		})
	return err
}

// OrgByID is ErrNotFound if there is none.
func OrgByID(ctx context.Context, db pg.DB, id uuid.UUID) (Org, error) {
	rows, _ := db.Query(ctx, selectOrg+`where id = $1`, id)
	return collectOrg(rows)
}

// OrgByCode is ErrNotFound if there is none.
func OrgByCode(ctx context.Context, db pg.DB, code string) (Org, error) {
	rows, _ := db.Query(ctx, selectOrg+`where code = $1`, code)
	return collectOrg(rows)
}

const selectOrg = `
	select
		id,
		kind,
		code,
		name,
		name_en,
		owner_type,
		coalesce(gln, '') as gln,
		phone,
		email,
		website,
		place_id,
		created_at
	from organisation
	`

func collectOrg(rows pgx.Rows) (Org, error) {
	o, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[Org])
	if errors.Is(err, pgx.ErrNoRows) {
		return Org{}, ErrNotFound
	}
	if err != nil {
		return Org{}, fmt.Errorf("read organisation: %w", err)
	}
	return o, nil
}
