package stamp_test

import (
	"errors"
	"testing"

	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/pg/pgtest"
	"temgoc/internal/stamp"
)

func TestRunOfUnit(t *testing.T) {
	t.Parallel()
	s := openShop(t, pgtest.Tx(t), 0, 100)
	for range 2 {
		if _, _, err := s.issue(t, "", compact(10)); err != nil {
			t.Fatalf("issue: %v", err)
		}
	}
	stranger := account.Principal{OrgID: uuid.New(), Role: account.Producer}
	for _, tt := range []struct {
		who   account.Principal
		unit  int
		first int
		err   error
	}{
		{s.who, 0, 0, nil},
		{s.who, 9, 0, nil},
		{s.who, 10, 10, nil},
		{s.who, 19, 10, nil},
		{account.Principal{Role: account.Inspector}, 19, 10, nil},
		{s.who, 20, 0, catalog.ErrNotFound},
		{s.who, -1, 0, catalog.ErrNotFound},
		{stranger, 5, 0, catalog.ErrNotFound},
	} {
		run, err := stamp.RunOfUnit(t.Context(), s.db, tt.who, s.lot, tt.unit)
		if !errors.Is(err, tt.err) || run.FirstUnit != tt.first {
			t.Errorf("unit %d for a %s: run from %d, %v; want from %d, %v", tt.unit, tt.who.Role, run.FirstUnit, err, tt.first, tt.err)
		}
	}
}
