package trace

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/epcis"
)

// described is what an organisation says of a place, a party or a class of
// goods, as of one type.
type described struct {
	ID         string              `json:"id"`
	Type       string              `json:"type"`
	Attributes map[string][]string `json:"attributes"`
	Children   []string            `json:"children"`
}

// insertMasterData takes what the header of a document says. What was said
// before of the same attributes is replaced.
func insertMasterData(ctx context.Context, tx pgx.Tx, org uuid.UUID, vocabularies []epcis.Vocabulary) error {
	all := masterData(vocabularies)
	if len(all) == 0 {
		return nil
	}
	text, err := json.Marshal(all)
	if err != nil {
		return fmt.Errorf("write master data: %w", err)
	}
	_, err = tx.Exec(ctx, `
		insert into master_data as m (org_id, id, type, attributes, children)
		select $1, id, type, attributes, children
		from jsonb_to_recordset($2) as d (id text, type text, attributes jsonb, children text[])
		order by id, type
		on conflict (org_id, id, type) do update set
			attributes = m.attributes || excluded.attributes,
			children = excluded.children`, org, text)
	if err != nil {
		return fmt.Errorf("store master data: %w", err)
	}
	return nil
}

// masterData has each thing once of each type, whatever the document does.
// What no index can hold is left out: no event that is stored names it.
func masterData(vocabularies []epcis.Vocabulary) []described {
	places := make(map[[2]string]int)
	var all []described
	for _, v := range vocabularies {
		for _, element := range v.Elements {
			id := epcis.Canonical(element.ID)
			if len(id)+len(v.Type) > 2*maxKey {
				continue
			}
			at, known := places[[2]string{id, v.Type}]
			if !known {
				at = len(all)
				places[[2]string{id, v.Type}] = at
				all = append(all, described{ID: id, Type: v.Type, Attributes: map[string][]string{}})
			}
			all[at].add(element)
		}
	}
	return all
}

func (d *described) add(element epcis.VocabularyElement) {
	d.Children = []string{}
	for _, child := range element.Children {
		d.Children = append(d.Children, epcis.Canonical(child))
	}
	attributes := make(map[string][]string)
	for _, a := range element.Attributes {
		attributes[a.Name] = append(attributes[a.Name], attributeTexts(a.Value)...)
	}
	for name, texts := range attributes {
		d.Attributes[name] = texts
	}
}

// attributeTexts are the texts that an attribute can be compared with; an
// object is compared as its JSON.
func attributeTexts(v epcis.Value) []string {
	switch v.Kind {
	case epcis.Array:
		var texts []string
		for _, item := range v.Items() {
			texts = append(texts, attributeTexts(item)...)
		}
		return texts
	case epcis.Object:
		return []string{string(v.AppendJSON(nil))}
	}
	return []string{v.Text}
}
