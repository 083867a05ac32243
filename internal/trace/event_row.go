package trace

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype/zeronull"

	"temgoc/internal/epcis"
)

// insertEvents writes them in the order of their keys: two transactions that
// store the same events wait for each other in no circle.
func insertEvents(ctx context.Context, tx pgx.Tx, src source, entries []entry) error {
	entries = slices.SortedFunc(slices.Values(entries), func(a, b entry) int { return strings.Compare(a.key, b.key) })
	_, err := tx.CopyFrom(ctx, pgx.Identifier{"event"}, eventColumns,
		pgx.CopyFromSlice(len(entries), func(i int) ([]any, error) { return src.row(entries[i]) }))
	if err != nil {
		return fmt.Errorf("store events: %w", err)
	}
	return nil
}

// eventColumns are written by source.row, in this order.
var eventColumns = []string{
	"id",
	"org_id",
	"capture_id",
	"public",
	"hidden",
	"event_id",
	"hash",
	"type",
	"action",
	"event_time",
	"biz_step",
	"disposition",
	"read_point",
	"biz_location",
	"transformation_id",
	"set_dispositions",
	"unset_dispositions",
	"error_time",
	"error_reason",
	"corrective",
	"facts",
	"context",
	"body",
}

func (src source) row(e entry) ([]any, error) {
	body := e.Value.AppendJSON(nil)
	facts, err := jsonOrNull(e.storedFacts())
	if err != nil {
		return nil, err
	}
	context, err := jsonOrNull(borrowed(e.Event, string(body)))
	if err != nil {
		return nil, err
	}
	declared := cmp.Or(e.Error, new(epcis.ErrorDeclaration))
	return []any{
		e.id,
		src.org,
		src.captureID,
		src.Public,
		append([]string{}, src.Hidden...), // never null
		e.key,
		e.hash,
		e.Type,
		zeronull.Text(e.Action),
		e.Time,
		zeronull.Text(e.BizStep),
		zeronull.Text(e.Disposition),
		zeronull.Text(e.readPoint),
		zeronull.Text(e.bizLocation),
		zeronull.Text(canonical(e.TransformationID)),
		e.Set,
		e.Unset,
		zeronull.Timestamptz(declared.At),
		zeronull.Text(declared.Reason),
		declared.Corrective,
		facts,
		context,
		string(body),
	}, nil
}

// jsonOrNull is null for what has nothing in it.
func jsonOrNull[T any](v []T) ([]byte, error) {
	if len(v) == 0 {
		return nil, nil
	}
	return json.Marshal(v)
}
