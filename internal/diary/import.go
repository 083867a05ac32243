package diary

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/input"
	"temgoc/internal/pg"
)

// Preview reads a file and says of each row whether it could be stored. It
// stores nothing. An error is about the file as a whole.
func Preview(ctx context.Context, db pg.DB, who account.Principal, batch uuid.UUID, now time.Time, file []byte) ([]Row, error) {
	b, err := openBook(ctx, db, who, batch, now)
	if err != nil {
		return nil, err
	}
	rows, err := ReadCSV(file, now)
	if err != nil {
		return nil, err
	}
	clean, bad, err := b.check(ctx, db, entriesOf(rows))
	if err != nil {
		return nil, err
	}
	for i := range rows {
		if len(rows[i].Bad) == 0 {
			rows[i].Entry, rows[i].Bad = clean[i], bad[i]
		}
		rows[i].early = isEarly(rows[i].Entry, rows[i].time(), b.batch)
	}
	return rows, nil
}

func entriesOf(rows []Row) []Entry {
	entries := make([]Entry, len(rows))
	for i, r := range rows {
		entries[i] = r.Entry
	}
	return entries
}

// Record is a good row as it will stand in the diary.
func (r Row) Record() Record {
	return Record{Entry: r.Entry, Time: r.time(), ByDiary: true, State: Holds, Early: r.early}
}

// time is zero in a row that is bad.
func (r Row) time() time.Time {
	t, err := time.Parse(time.RFC3339, r.Entry.At)
	if err != nil {
		return time.Time{}
	}
	return t
}

// CountBad is how many rows cannot be stored.
func CountBad(rows []Row) (n int) {
	for _, r := range rows {
		if len(r.Bad) > 0 {
			n++
		}
	}
	return n
}

// BadRows are all rows of a file of which some turned out bad when they were to
// be stored; nothing was.
type BadRows []Row

func (b BadRows) Error() string {
	return fmt.Sprintf("%d of %d rows cannot be stored", CountBad(b), len(b))
}

// Import stores the good ones of the rows of a Preview, all or none, and counts
// those that are new. The same file again stores nothing.
func Import(ctx context.Context, db pg.DB, who account.Principal, batch uuid.UUID, now time.Time, rows []Row) (int, error) {
	var list []Keyed
	var at []int // of each of the list, its place among the rows
	for i, r := range rows {
		if len(r.Bad) == 0 {
			list, at = append(list, keyedByContent(r.Entry)), append(at, i)
		}
	}
	if len(list) == 0 {
		return 0, nil
	}
	done, err := Write(ctx, db, who, batch, now, list)
	if faults := input.Of(err); len(faults) > 0 {
		for _, f := range faults {
			n, field := FaultOf(f)
			rows[at[n]].Bad.Add(field, f.Problem)
		}
		return 0, BadRows(rows)
	}
	return countNew(done), err
}

func countNew(done []Written) (n int) {
	for _, w := range done {
		if w.New {
			n++
		}
	}
	return n
}
