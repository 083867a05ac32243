package catalog

import "github.com/jackc/pgx/v5/pgtype"

// parsed reads a text column through the parser of its type, which stays the
// only way to make one.
type parsed[T any] struct {
	dst   *T
	parse func(string) (T, error)
}

func (c parsed[T]) ScanText(v pgtype.Text) (err error) {
	*c.dst, err = c.parse(v.String)
	return err
}
