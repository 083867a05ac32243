package scan_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/input"
	"temgoc/internal/pg/pgtest"
	"temgoc/internal/scan"
)

func TestReports(t *testing.T) {
	t.Parallel()
	db, ctx := pgtest.Tx(t), t.Context()
	batch, unit := int32(7), int32(12)
	inspector := account.Principal{Role: account.Inspector}
	want := []scan.Report{ // newest first
		{Code: "https://elsewhere.example/x", Kind: scan.ReportOther, Note: "dòng một\ndòng hai", Province: "33", Place: "Chợ Bo"},
		{Code: "https://tem.example.vn/01/…", Batch: &batch, Unit: &unit, Kind: scan.ReportCopied},
	}
	for _, r := range []scan.Report{want[1], want[0]} {
		if err := scan.FileReport(ctx, db, r, nil); err != nil {
			t.Fatalf("FileReport: %v", err)
		}
	}
	got, err := scan.Reports(ctx, db, inspector, uuid.Nil, 10)
	if err != nil {
		t.Fatalf("Reports: %v", err)
	}
	stored := cmpopts.IgnoreFields(scan.Report{}, "ID", "At")
	if diff := cmp.Diff(want, told(got), stored); diff != "" {
		t.Errorf("Reports, -want +got:\n%s", diff)
	}
	next, err := scan.Reports(ctx, db, inspector, got[0].ID, 10)
	if err != nil {
		t.Fatalf("Reports after the first: %v", err)
	}
	if diff := cmp.Diff(want[1:], told(next), stored); diff != "" {
		t.Errorf("Reports after the first, -want +got:\n%s", diff)
	}
}

// told are the reports without what is known of their units.
func told(filed []scan.Filed) (reports []scan.Report) {
	for _, f := range filed {
		reports = append(reports, f.Report)
	}
	return reports
}

func TestFileReportRefuses(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	for _, tt := range []struct {
		name string
		in   scan.Report
		want input.Errors
	}{
		{"no kind", scan.Report{Code: "x"}, input.Errors{{Field: "kind", Problem: "report.kind.missing"}}},
		{"made-up kind", scan.Report{Code: "x", Kind: "fake"}, input.Errors{{Field: "kind", Problem: "report.kind.missing"}}},
		{"nothing said", scan.Report{Kind: scan.ReportOther}, input.Errors{{Field: "note", Problem: "report.empty"}}},
		{
			"too long",
			scan.Report{Kind: scan.ReportOther, Code: strings.Repeat("x", 501), Note: strings.Repeat("ế", 1001)},
			input.Errors{{Field: "code", Problem: "text.too_long"}, {Field: "note", Problem: "text.too_long"}},
		},
		{
			"place too long, in no province of today",
			scan.Report{Kind: scan.ReportOther, Code: "x", Place: strings.Repeat("ợ", 121), Province: "34"}, // Thái Bình until 2025
			input.Errors{{Field: "place", Problem: "text.too_long"}, {Field: "province", Problem: "bought.unknown"}},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := scan.FileReport(t.Context(), db, tt.in, nil)
			if diff := cmp.Diff(tt.want, input.Of(err)); diff != "" {
				t.Errorf("FileReport: %v, -want +got:\n%s", err, diff)
			}
		})
	}
}
