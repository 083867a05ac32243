package printing

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/pg"
)

// patience is what one statement may take.
const patience = 10 * time.Second

// WriteFile streams the file. A part is read when the one before is written, so
// that a slow taker holds a part in memory and no connection. ErrNoFile before
// the first byte means that there is no file; after it, that the file went
// away.
func (j Job) WriteFile(ctx context.Context, db pg.DB, w io.Writer) error {
	if j.State != Done {
		return ErrNoFile
	}
	var written int64
	for number := 0; written < j.Bytes; number++ {
		part, err := readPart(ctx, db, j.ID, number)
		if err != nil {
			return fmt.Errorf("read part %d of print %s: %w", number, j.ID, err)
		}
		if _, err := w.Write(part); err != nil {
			return fmt.Errorf("write print %s: %w", j.ID, err)
		}
		written += int64(len(part))
	}
	return nil
}

func readPart(ctx context.Context, db pg.DB, id uuid.UUID, number int) (part []byte, err error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	err = db.QueryRow(ctx, `
		select bytes
		from print_part
		where print_id = $1 and number = $2`, id, number).Scan(&part)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, ErrNoFile
	}
	return part, err
}
