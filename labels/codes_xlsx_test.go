package labels

import (
	"bytes"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func allColumns() []Column { return []Column{NumberColumn, SerialColumn, URLColumn, PINColumn} }

func TestCodesXLSX(t *testing.T) {
	t.Parallel()
	d := CodesXLSX(allColumns()...)
	b := file(t, d, listCodes(7, 2), listCodes(9, 1))
	want := []xlsxRow{{1, []xlsxCell{textCell("A1", "number"), textCell("B1", "serial"), textCell("C1", "url"), textCell("D1", "pin")}}}
	for i, n := range []string{"2", "3", "4"} {
		c := listCode(7 + i)
		want = append(want, xlsxRow{i + 2, []xlsxCell{
			numberCell("A"+n, strconv.Itoa(c.Number)), textCell("B"+n, c.Serial), textCell("C"+n, c.URL), textCell("D"+n, "012345"),
		}})
	}
	if diff := cmp.Diff([][]xlsxRow{want}, readWorkbook(t, b)); diff != "" {
		t.Errorf("sheets (-want +got):\n%s", diff)
	}
	runTool(t, "unzip", "-tqq", tempFile(t, "codes.xlsx", b))
	if again := file(t, d, listCodes(7, 2), listCodes(9, 1)); !bytes.Equal(b, again) {
		t.Error("the same codes gave another file")
	}
}

func textCell(place, s string) xlsxCell   { return xlsxCell{Place: place, Type: "inlineStr", Text: s} }
func numberCell(place, n string) xlsxCell { return xlsxCell{Place: place, Number: n} }

func TestXLSXOfNoCodes(t *testing.T) {
	t.Parallel()
	got := readWorkbook(t, file(t, CodesXLSX(URLColumn)))
	if diff := cmp.Diff([][]xlsxRow{{{1, []xlsxCell{textCell("A1", "url")}}}}, got); diff != "" {
		t.Errorf("sheets (-want +got):\n%s", diff)
	}
}

// TestSecondSheet has one row left on the first, as a full batch has none.
func TestSecondSheet(t *testing.T) {
	t.Parallel()
	for name, parts := range map[string][][]Code{
		"in a part": {listCodes(0, 3)},
		"between":   {listCodes(0, 1), listCodes(1, 2)},
		"and on":    {listCodes(0, 2), listCodes(2, 1)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := fileFrom(t, CodesXLSX(NumberColumn), sheetCodes-1, parts...)
			header := xlsxRow{1, []xlsxCell{textCell("A1", "number")}}
			want := [][]xlsxRow{
				{header, {1048576, []xlsxCell{numberCell("A1048576", "0")}}},
				{header, {2, []xlsxCell{numberCell("A2", "1")}}, {3, []xlsxCell{numberCell("A3", "2")}}},
			}
			if diff := cmp.Diff(want, readWorkbook(t, b)); diff != "" {
				t.Errorf("sheets (-want +got):\n%s", diff)
			}
			runTool(t, "unzip", "-tqq", tempFile(t, "codes.xlsx", b))
		})
	}
}

func TestXLSXRefuses(t *testing.T) {
	t.Parallel()
	d := CodesXLSX(allColumns()...)
	if _, err := d.Part(2*sheetCodes, listCodes(0, 1)); err == nil {
		t.Error("a code beyond the second sheet was accepted")
	}
	if _, err := d.Part(0, []Code{{URL: strings.Repeat("ă", cellLength+1)}}); err == nil {
		t.Error("a cell that is too long was accepted")
	}
	if _, err := d.Tail(func(yield func([]byte) bool) { yield([]byte("short")) }); err == nil {
		t.Error("a note that is none was accepted")
	}
}

func TestCellText(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ in, want string }{
		{"Đức", "Đức"},
		{"<&>]]>", "&lt;&amp;&gt;]]&gt;"},
		{"=1+1", "=1+1"}, // a text cell is no formula
		{"a\x00\t\r\n\x7fb\uFFFE", "ab"},
		{"\xff", "\uFFFD"},
		{"_x0041_", "_x005F_x0041_"}, // else read as A
		{"_x0041_x0042_", "_x005F_x0041_x005F_x0042_"},
		{"_x004_ _x", "_x004_ _x"},
	} {
		if got := string(appendCellText(nil, tt.in)); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.in, got, tt.want)
		}
	}
}

// BenchmarkCodesXLSX counts codes, on one processor.
func BenchmarkCodesXLSX(b *testing.B) {
	benchmarkList(b, CodesXLSX(NumberColumn, SerialColumn, URLColumn))
}
