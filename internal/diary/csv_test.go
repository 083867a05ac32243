package diary

import (
	"bytes"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"temgoc/internal/input"
	"temgoc/labels"
)

func TestReadCSV(t *testing.T) {
	t.Parallel()
	want := []Entry{
		{Kind: Storing, Method: "dry", At: "2026-04-16T08:30:00+07:00", Temperature: "55.5", Note: "Lò 2", Hidden: []Fact{People}},
		{Kind: Ship, At: "2026-04-17T00:00:00+07:00", Amount: "40", Unit: "goi", Receiver: "Chợ; quầy 3", Hidden: []Fact{Receiver}},
	}
	comma := "Việc,Ngày giờ,Số lượng,Đơn vị,Nhiệt độ (°C),Người nhận,Ghi chú,Chỉ cán bộ xem\r\n" +
		"sấy,16/04/2026 8:30,,,\"55,5\",,Lò 2,\r\n" +
		",,,,,,,\r\n" +
		"Xuất hàng,2026-04-17,40,gói,,Chợ; quầy 3,,người nhận\r\n"
	semicolon := "Việc;Ngày giờ;Số lượng;Đơn vị;Nhiệt độ (°C);Người nhận;Ghi chú;Chỉ cán bộ xem\n" +
		"SẤY;16/4/2026 08:30;;;55,5;;Lò 2;\n" +
		"xuat hang;17/4/2026;40,0;goi;;\"Chợ; quầy 3\";;Người nhận"
	for name, file := range map[string]string{
		"comma": comma, "byte order mark": "\uFEFF" + comma, "semicolon": semicolon,
		"names of the fields": "kind,at,amount,unit,temperature,receiver,note,hidden\n" + strings.SplitN(comma, "\r\n", 2)[1],
	} {
		rows, err := ReadCSV([]byte(file), now)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, r := range rows {
			if len(r.Bad) > 0 {
				t.Errorf("%s: line %d: %v", name, r.Line, r.Bad)
			}
		}
		if diff := cmp.Diff(want, entriesOf(rows), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: -want +got\n%s", name, diff)
		}
	}
}

func TestBadFiles(t *testing.T) {
	t.Parallel()
	row := "Display,2026-04-17\n"
	for _, tt := range []struct{ name, file, want string }{
		{"empty", "", "diary.file_empty"},
		{"a mark alone", "\uFEFF \n", "diary.file_empty"},
		{"names alone", "Việc,Ngày giờ\n", "diary.file_empty"},
		{"another encoding", "Vi\xe7c,Ng\xe0y", "diary.file_not_utf8"},
		{"unknown column", "Việc,Ngày giờ,Giá\n" + row, "diary.column_unknown"},
		{"column twice", "Việc,Ngày giờ,Ngay gio\n" + row, "diary.column_twice"},
		{"no time", "Việc,Ghi chú\n" + row, "diary.column_missing"},
		{"kind not first", "Ngày giờ,Việc\n" + row, "diary.column_missing"},
		{"open quotation", "Việc,Ngày giờ\n\"Bán,2026-04-17\n", "diary.file_broken"},
		{"2 MB and a byte", strings.Repeat(" ", MaxFile+1), "diary.file_too_large"},
		{"5,001 rows", "Việc,Ngày giờ\n" + strings.Repeat(row, MaxRows+1), "diary.too_many_rows"},
	} {
		_, err := ReadCSV([]byte(tt.file), now)
		t.Run(tt.name, func(t *testing.T) { wantFaults(t, err, "file "+tt.want) })
	}
}

// TestBadRows are told by line and field, each with its own fault.
func TestBadRows(t *testing.T) {
	t.Parallel()
	file := "Việc,Ngày giờ,Số lượng,Đơn vị,Ghi chú\n" +
		"\"bán\",17/04/2026,1,gói,\"hai\ndòng\"\n" +
		"nhảy,17/04/2026,,,\n" +
		"bán,,1,gói,\n" +
		"bán,21/04/2026,1.500,lạng,\n" +
		"bán,17/04/2026,1,gói,x,thừa\n"
	rows, err := ReadCSV([]byte(file), now)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range rows {
		for _, f := range r.Bad {
			got = append(got, strconv.Itoa(r.Line)+" "+f.Error())
		}
	}
	want := []string{
		"4 kind: kind.unknown",
		"5 at: text.missing",
		"6 amount: diary.number_ambiguous", "6 at: diary.future", "6 unit: diary.unit_unknown",
		"7 kind: diary.cells_beyond",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// TestCSVComesBack: what is written as a file reads as the same entries, and
// nothing in it is a formula.
func TestCSVComesBack(t *testing.T) {
	t.Parallel()
	var entries []Entry
	for _, e := range everyKind() {
		var bad input.Errors
		e.SSCC = "" // a file has no column for it
		e.Note = "=" + e.Note
		entries = append(entries, e.cleaned(&bad, now))
		if len(bad) > 0 {
			t.Fatal(bad)
		}
	}
	var file bytes.Buffer
	if err := labels.WriteCSV(&file, CSVHeader(), CSVRows(entries)); err != nil {
		t.Fatal(err)
	}
	if text := file.String(); strings.Contains(text, ",=") || strings.Contains(text, ",-") {
		t.Errorf("a cell begins as a formula:\n%s", text)
	}
	rows, err := ReadCSV(file.Bytes(), now)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if len(r.Bad) > 0 {
			t.Errorf("line %d: %v", r.Line, r.Bad)
		}
	}
	if diff := cmp.Diff(entries, entriesOf(rows), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("-written +read\n%s", diff)
	}
}
