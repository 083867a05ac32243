package scan_test

import (
	"errors"
	"testing"

	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/pg/pgtest"
	"temgoc/internal/scan"
)

func TestCloseReport(t *testing.T) {
	t.Parallel()
	db, ctx := pgtest.Tx(t), t.Context()
	inspector := account.Principal{Role: account.Inspector}
	if err := scan.FileReport(ctx, db, scan.Report{Code: "x", Kind: scan.ReportOther}, nil); err != nil {
		t.Fatalf("FileReport: %v", err)
	}
	wantOpen := func(want int) []scan.Filed {
		t.Helper()
		n, err := scan.OpenReports(ctx, db, inspector)
		if err != nil || n != want {
			t.Errorf("OpenReports: %d, %v; want %d", n, err, want)
		}
		reports, err := scan.Reports(ctx, db, inspector, uuid.Nil, 10)
		if err != nil {
			t.Fatalf("Reports: %v", err)
		}
		return reports
	}
	id := wantOpen(1)[0].ID
	for _, tt := range []struct {
		who  account.Principal
		id   uuid.UUID
		want error
	}{
		{account.Principal{Role: account.Producer, OrgID: uuid.New()}, id, account.ErrNotFound},
		{inspector, uuid.New(), account.ErrNotFound},
		{inspector, id, nil},
	} {
		if err := scan.CloseReport(ctx, db, tt.who, tt.id); !errors.Is(err, tt.want) {
			t.Errorf("CloseReport of %s by a %s: %v, want %v", tt.id, tt.who.Role, err, tt.want)
		}
	}
	closed := wantOpen(0)[0].ClosedAt
	if err := scan.CloseReport(ctx, db, inspector, id); err != nil {
		t.Errorf("CloseReport again: %v", err)
	}
	if again := wantOpen(0)[0].ClosedAt; closed == nil || !again.Equal(*closed) {
		t.Errorf("closed at %v, and after closing it again at %v", closed, again)
	}
}
