package trace

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"temgoc/internal/pg"
)

// Kind of word that events use and that can be listed.
type Kind string

const (
	BizSteps     Kind = "bizStep"
	BizLocations Kind = "bizLocation"
	ReadPoints   Kind = "readPoint"
	Dispositions Kind = "disposition"
	EventTypes   Kind = "eventType"
)

// word is a row of event_word, but for whose it is.
type word struct {
	kind   Kind
	word   string
	public bool
}

// insertWords adds those that the organisation's events have not used before.
func insertWords(ctx context.Context, tx pgx.Tx, src source, entries []entry) error {
	used := make(map[word]bool)
	for _, e := range entries {
		for kind, text := range map[Kind]string{
			BizSteps:     e.BizStep,
			BizLocations: e.bizLocation,
			ReadPoints:   e.readPoint,
			Dispositions: e.Disposition,
			EventTypes:   string(e.Type),
		} {
			if text != "" {
				used[word{kind, text, src.shows(kind.member())}] = true
			}
		}
	}
	var kinds []Kind
	var texts []string
	var public []bool
	for w := range used {
		kinds, texts, public = append(kinds, w.kind), append(texts, w.word), append(public, w.public)
	}
	_, err := tx.Exec(ctx, `
		insert into event_word (kind, word, public, org_id)
		select kind, word, public, $4
		from unnest($1::text[], $2::text[], $3::bool[]) as w (kind, word, public)
		order by kind, word
		on conflict do nothing`, kinds, texts, public, src.org)
	if err != nil {
		return fmt.Errorf("store words of events: %w", err)
	}
	return nil
}

// member of the event that the word is in.
func (k Kind) member() string {
	if k == EventTypes {
		return "type"
	}
	return string(k)
}

// Words lists what the events that r may see have of a kind, in the order of
// the alphabet: GS1 keys as canonical Digital Links, CBV's words bare. after is
// the last one of the page before, empty at first.
func Words(ctx context.Context, db pg.DB, r Reader, kind Kind, after string, limit int) ([]string, error) {
	rows, _ := db.Query(ctx, `
		select distinct word
		from event_word
		where kind = $1
			and word > $2
			and ($3 or public or org_id = $4)
		order by word
		limit $5`, kind, after, r.all, r.org, pageSize(limit))
	return collectWords(rows)
}

func collectWords(rows pgx.Rows) ([]string, error) {
	words, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return nil, fmt.Errorf("list words of events: %w", err)
	}
	return words, nil
}
