package scan_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/google/uuid"

	"temgoc/internal/input"
	"temgoc/internal/pg/pgtest"
	"temgoc/internal/scan"
)

func TestReports(t *testing.T) {
	t.Parallel()
	db, ctx := pgtest.Tx(t), t.Context()
	batch, unit := int32(7), int32(12)
	want := []scan.Report{ // newest first
		{Code: "https://elsewhere.example/x", Kind: scan.ReportOther, Note: "dòng một\ndòng hai"},
		{Code: "https://tem.example.vn/01/…", Batch: &batch, Unit: &unit, Kind: scan.ReportCopied},
	}
	for _, r := range []scan.Report{want[1], want[0]} {
		if err := scan.FileReport(ctx, db, r); err != nil {
			t.Fatalf("FileReport: %v", err)
		}
	}
	got, err := scan.Reports(ctx, db, uuid.Nil, 10)
	if err != nil {
		t.Fatalf("Reports: %v", err)
	}
	stored := cmpopts.IgnoreFields(scan.Report{}, "ID", "At")
	if diff := cmp.Diff(want, got, stored); diff != "" {
		t.Errorf("Reports, -want +got:\n%s", diff)
	}
	next, err := scan.Reports(ctx, db, got[0].ID, 10)
	if err != nil {
		t.Fatalf("Reports after the first: %v", err)
	}
	if diff := cmp.Diff(want[1:], next, stored); diff != "" {
		t.Errorf("Reports after the first, -want +got:\n%s", diff)
	}
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
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := scan.FileReport(t.Context(), db, tt.in)
			if diff := cmp.Diff(tt.want, input.Of(err)); diff != "" {
				t.Errorf("FileReport: %v, -want +got:\n%s", err, diff)
			}
		})
	}
}
