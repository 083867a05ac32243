package diary

import (
	"context"

	"github.com/jackc/pgx/v5"

	"temgoc/internal/trace"
)

// begin tells the first harvest of goods, which brings their lot into being,
// from later picks, which add to it (CBV 2.0, section 7.1.3).
func (b book) begin(ctx context.Context, tx pgx.Tx, pages []page) error {
	var harvested []string
	for _, p := range pages {
		if p.Kind == Harvest {
			harvested = append(harvested, b.class(p.Entry))
		}
	}
	if len(harvested) == 0 {
		return nil
	}
	begun, err := trace.Commissioned(ctx, tx, b.who.OrgID, harvested)
	if err != nil {
		return err
	}
	for i, p := range pages {
		if p.Kind == Harvest {
			pages[i].later = begun[b.class(p.Entry)]
			begun[b.class(p.Entry)] = true
		}
	}
	return nil
}
