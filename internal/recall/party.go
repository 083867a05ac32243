package recall

import (
	"context"
	"fmt"
	"strings"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/epcis"
	"temgoc/internal/gs1"
	"temgoc/internal/pg"
)

// Party is somebody who received goods, as far as it is known. The zero Party
// stands for goods that were sent while no event says to whom.
type Party struct {
	URI     string // canonical, of its GLN or otherwise; empty if only a name was given
	Name    string
	Contact string // telephone number and e-mail, as given
}

// parties are the organisations that the service knows.
type parties struct {
	byID  map[uuid.UUID]Party
	byGLN map[gs1.GLN]Party
}

func loadParties(ctx context.Context, db pg.DB) (parties, error) {
	rows, _ := db.Query(ctx, `
		select
			id,
			coalesce(gln, ''),
			name,
			phone,
			email
		from organisation`)
	known := parties{map[uuid.UUID]Party{}, map[gs1.GLN]Party{}}
	var id uuid.UUID
	var glnText, name, phone, email string
	_, err := pgx.ForEachRow(rows, []any{&id, &glnText, &name, &phone, &email}, func() error {
		p := Party{Name: name, Contact: strings.Trim(phone+", "+email, ", ")}
		if gln, err := gs1.ParseGLN(glnText); err == nil {
			p.URI = epcis.PartyURI(gln)
			known.byGLN[gln] = p
		}
		known.byID[id] = p
		return nil
	})
	if err != nil {
		return parties{}, fmt.Errorf("load organisations: %w", err)
	}
	return known, nil
}

// destinations by what they say of who has the goods (CBV 2.0 section 7.4),
// the best first.
var destinations = []string{"possessing_party", "owning_party", "location", ""}

// receiverOf is whom an event names as having got the goods: one of ours by its
// number, else by the name and contact that our own extensions give.
func (known parties) receiverOf(e epcis.Event) (p Party, named bool) {
	p = Party{Name: extension(e, "receiver"), Contact: extension(e, "receiverContact")}
	for _, kind := range destinations {
		for _, d := range e.Receivers {
			if d.Type == kind {
				return known.at(epcis.Canonical(d.ID), p), true
			}
		}
	}
	return p, p != Party{}
}

// at is the party with the URI, or what else was said of it.
func (known parties) at(uri string, said Party) Party {
	if gln, ok := epcis.GLNOf(uri); ok {
		if p, ok := known.byGLN[gln]; ok {
			return p
		}
	}
	said.URI = uri
	return said
}

// extension is a text among the members of our own namespace.
func extension(e epcis.Event, name string) string {
	for _, f := range e.Extensions {
		if f.Space == epcis.Namespace && f.Local == name {
			return f.Value.Text
		}
	}
	return ""
}
