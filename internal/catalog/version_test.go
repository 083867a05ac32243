package catalog

import (
	"context"
	"errors"
	"testing"

	"github.com/jackc/pgx/v5"

	"temgoc/internal/day"
	"temgoc/internal/pg"
	"temgoc/internal/pg/pgtest"
)

// Every change that a shopper could see grows the version, and by no more than
// one; a change that was refused does not.
func TestVersionGrows(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	signUp(t, w.db, &w.admin)
	first, second := w.newBatch(t, "L1"), w.newBatch(t, "L2")
	elsewhere := w
	elsewhere.product = w.newProduct(t)
	other := elsewhere.newBatch(t, "L1")
	var cert Certificate
	var recall Recall

	for _, tt := range []struct {
		name                 string
		change               func(context.Context) error
		first, second, other int64
	}{
		{"product", func(ctx context.Context) error {
			_, err := UpdateProduct(ctx, w.db, w.producer, w.product.ID, goodProduct())
			return err
		}, 1, 1, 0},
		{"product, refused", func(ctx context.Context) error {
			_, err := UpdateProduct(ctx, w.db, w.producer, w.product.ID, NewProduct{})
			return refused(err)
		}, 0, 0, 0},
		{"picture", func(ctx context.Context) error {
			_, err := SetPicture(ctx, w.db, w.producer, w.product.ID, pngOf(t, 200, 200))
			return err
		}, 1, 1, 0},
		{"certificate", func(ctx context.Context) (err error) {
			cert, err = AddCertificate(ctx, w.db, w.admin, w.goodCertificate())
			return err
		}, 1, 1, 0},
		{"revocation", func(ctx context.Context) error {
			return RevokeCertificate(ctx, w.db, w.admin, cert.ID, day.Date(2026, 6, 1))
		}, 1, 1, 0},
		{"recall", func(ctx context.Context) (err error) {
			recall, err = DeclareRecall(ctx, w.db, w.admin, first.ID, NewRecall{Reason: "Mốc"})
			return err
		}, 1, 0, 0},
		{"recall, refused", func(ctx context.Context) error {
			_, err := DeclareRecall(ctx, w.db, w.admin, first.ID, NewRecall{Reason: "Mốc"})
			return refused(err)
		}, 0, 0, 0},
		{"recall lifted", func(ctx context.Context) error {
			_, err := LiftRecall(ctx, w.db, w.admin, recall.ID, "Đã kiểm nghiệm")
			return err
		}, 1, 0, 0},
		{"touch", func(ctx context.Context) error {
			return pg.InTx(ctx, w.db, func(tx pgx.Tx) error { return Touch(ctx, tx, other.Number) })
		}, 0, 0, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			before := w.versions(t, first, second, other)
			checkError(t, tt.change(t.Context()), nil)
			after := w.versions(t, first, second, other)
			for i, want := range []int64{tt.first, tt.second, tt.other} {
				if got := after[i] - before[i]; got != want {
					t.Errorf("batch %d grew by %d, want %d", i, got, want)
				}
			}
		})
	}
}

func refused(err error) error {
	if err == nil {
		return errors.New("was done, want it refused")
	}
	return nil
}

func (w world) versions(t *testing.T, batches ...Batch) (versions []int64) {
	t.Helper()
	for _, b := range batches {
		b, err := BatchByID(t.Context(), w.db, w.admin, b.ID)
		checkError(t, err, nil)
		versions = append(versions, b.Version)
	}
	return versions
}
