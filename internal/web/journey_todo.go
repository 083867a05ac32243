package web

import (
	"temgoc/internal/catalog"
)

// todo is what a producer still has to tell of a batch.
type todo struct {
	*Lang
	catalog.Completeness
	Items []todoItem
}

// todoItem is something missing, and where it is filled in.
type todoItem struct {
	What string
	Do   string
	Link string // empty: not by the producer
}

func todoOf(l *Lang, f catalog.Facts, stages catalog.Stages) todo {
	t := todo{Lang: l, Completeness: f.Completeness(stages)}
	product := "/producer/products/" + f.Product.ID.String()
	for _, key := range t.Missing {
		item := todoItem{What: l.T(key)}
		switch key {
		case "missing.picture":
			item.Do, item.Link = l.T("complete.add_picture"), product+"/picture"
		case "missing.name", "missing.shelf_life", "missing.standards":
			item.Do, item.Link = l.T("complete.edit_product"), product+"/edit"
		case "missing.production", "missing.production_place", "missing.trade", "missing.trade_place":
			item.Do, item.Link = l.T("complete.write_diary"), diaryPath(f.Batch)
		default: // of the organisation, which the authority registers
			item.Do = l.T("complete.ask")
		}
		t.Items = append(t.Items, item)
	}
	return t
}
