package link

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/input"
	"temgoc/internal/pg"
)

// maxLinks of a product, and of a batch, whatever their state, besides those
// that wait to replace one.
const maxLinks = 50

var (
	errTooMany      = input.Error{Field: "href", Problem: "link.too_many"}
	errDefaultTaken = input.Error{Field: "default", Problem: "link.default_taken"}
)

// Propose gives a product or a batch of who's organisation another link, which
// serves when it is approved.
func Propose(ctx context.Context, db pg.DB, who account.Principal, on Bearer, in Link) (e Entry, err error) {
	var bad input.Errors
	in = in.cleaned(&bad)
	err = pg.InTx(ctx, db, func(tx pgx.Tx) error {
		at, err := on.lock(ctx, tx, who, account.ProposeLinks)
		if err != nil {
			return err
		}
		if err := bad.OrNil(); err != nil {
			return err
		}
		e, err = at.add(ctx, tx, who, in, nil)
		return err
	})
	return e, err
}

// Change proposes a link in the place of another one, which it withdraws unless
// that is approved: then it goes on serving until the decision. At most one
// proposal waits to replace a link, the latest.
func Change(ctx context.Context, db pg.DB, who account.Principal, id uuid.UUID, in Link) (e Entry, err error) {
	var bad input.Errors
	in = in.cleaned(&bad)
	err = pg.InTx(ctx, db, func(tx pgx.Tx) error {
		was, err := lockEntry(ctx, tx, who, account.ProposeLinks, id)
		if err != nil {
			return err
		}
		if err := bad.OrNil(); err != nil {
			return err
		}
		replaces, err := supersede(ctx, tx, was)
		if err != nil {
			return err
		}
		e, err = level{was.ProductID, was.batch}.add(ctx, tx, who, in, replaces)
		return err
	})
	return e, err
}

// supersede withdraws what a change of the link makes void, and returns the
// approved link that the new one is to replace, if any.
func supersede(ctx context.Context, tx pgx.Tx, was Entry) (replaces *uuid.UUID, err error) {
	if was.State != Approved {
		return was.Replaces, remove(ctx, tx, was.ID)
	}
	if _, err := tx.Exec(ctx, `delete from link where replaces = $1`, was.ID); err != nil {
		return nil, fmt.Errorf("withdraw earlier change: %w", err)
	}
	return &was.ID, nil
}

// add stores a proposal, under the lock of the product.
func (at level) add(ctx context.Context, tx pgx.Tx, who account.Principal, in Link, replaces *uuid.UUID) (Entry, error) {
	if err := at.check(ctx, tx, in, replaces); err != nil {
		return Entry{}, err
	}
	id := uuid.Must(uuid.NewV7())
	_, err := tx.Exec(ctx, `
		insert into link (id, product_id, batch_number, link_type, href, title,
			lang, media_type, is_default, replaces, proposed_by)
		values (@id, @product, @batch, @type, @href, @title,
			@lang, @media_type, @default, @replaces, @who)`, pgx.NamedArgs{
		"id":         id,
		"product":    at.productID,
		"batch":      at.batch,
		"type":       in.Type,
		"href":       in.Href,
		"title":      in.Title,
		"lang":       in.Lang,
		"media_type": in.MediaType,
		"default":    in.Default,
		"replaces":   replaces,
		"who":        who.UserID,
	})
	if err != nil {
		return Entry{}, fmt.Errorf("store link: %w", err)
	}
	e, err := ByID(ctx, tx, who, id)
	if err != nil {
		return Entry{}, err
	}
	return e, record(ctx, tx, who, account.ProposeLinks, e, "proposed")
}

// check tells at once of what would stand against the link's approval.
func (at level) check(ctx context.Context, tx pgx.Tx, in Link, replaces *uuid.UUID) error {
	var links, defaults int
	err := tx.QueryRow(ctx, `
		select
			count(*) filter (where replaces is null),
			count(*) filter (where state = 'approved' and is_default and lang = $3 and id is distinct from $4)
		from link
		where product_id = $1 and batch_number is not distinct from $2`,
		at.productID, at.batch, in.Lang, replaces).Scan(&links, &defaults)
	switch {
	case err != nil:
		return fmt.Errorf("count links: %w", err)
	case replaces == nil && links >= maxLinks:
		return errTooMany
	case in.Default && defaults > 0:
		return errDefaultTaken
	}
	return nil
}

// Withdraw takes a link back, whatever its state.
func Withdraw(ctx context.Context, db pg.DB, who account.Principal, id uuid.UUID) error {
	return pg.InTx(ctx, db, func(tx pgx.Tx) error {
		e, err := lockEntry(ctx, tx, who, account.ProposeLinks, id)
		if err != nil {
			return err
		}
		if err := remove(ctx, tx, id); err != nil {
			return err
		}
		return record(ctx, tx, who, account.ProposeLinks, e, "withdrawn")
	})
}

// remove deletes the row; the audit tells what it said.
func remove(ctx context.Context, tx pgx.Tx, id uuid.UUID) error {
	if _, err := tx.Exec(ctx, `delete from link where id = $1`, id); err != nil {
		return fmt.Errorf("remove link: %w", err)
	}
	return nil
}

// record writes what was done to a link into the trail of its product.
func record(ctx context.Context, tx pgx.Tx, who account.Principal, action account.Action, e Entry, done string) error {
	detail := map[string]string{"link": e.ID.String(), "done": done, "type": e.Type, "href": e.Href}
	if e.Lot != "" {
		detail["lot"] = e.Lot
	}
	if e.Reason != "" {
		detail["reason"] = e.Reason
	}
	return account.Record(ctx, tx, who, action, "product:"+e.ProductID.String(), detail)
}
