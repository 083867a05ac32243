package labels

import (
	"bytes"
	"encoding/csv"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWriteCSV(t *testing.T) {
	t.Parallel()
	rows := slices.Values([][]string{
		{"1", "Bánh cáy", "https://id.example.vn/01/09520000001018/21/0A"},
		{"2", `a "b", c`, ""},
	})
	var b bytes.Buffer
	if err := WriteCSV(&b, []string{"số", "tên", "mã"}, rows); err != nil {
		t.Fatal(err)
	}
	want := "\xEF\xBB\xBFsố,tên,mã\r\n" +
		"1,Bánh cáy,https://id.example.vn/01/09520000001018/21/0A\r\n" +
		"2,\"a \"\"b\"\", c\",\r\n"
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("CSV (-want +got):\n%s", diff)
	}
}

func TestCells(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ in, want string }{
		{"", `""`},
		{"a", "a"},
		{"a=b", "a=b"},
		{"=1+1", "'=1+1"},
		{"+84912", "'+84912"},
		{"-2+3", "'-2+3"},
		{"@SUM(A1)", "'@SUM(A1)"},
		{`=HYPERLINK("http://evil","x")`, `"'=HYPERLINK(""http://evil"",""x"")"`},
		{"=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"},
		{"\t=1", "'\t=1"},
		{"\r=1", "\"'\r=1\""},
		{"\n=1", "\"'\n=1\""},
		{"\x00=1", "'\x00=1"},
		{"a;=1", `"a;=1"`}, // a semicolon starts a cell where commas are decimal
		{"a\r\n=1", "\"a\r\n=1\""},
		{`"=1`, `"""=1"`},
	} {
		var b bytes.Buffer
		c := NewCSV(&b)
		if err := c.Row(tt.in); err != nil {
			t.Fatal(err)
		}
		if err := c.ByteRow([]byte(tt.in)); err != nil {
			t.Fatal(err)
		}
		if err := c.Flush(); err != nil {
			t.Fatal(err)
		}
		line := tt.want + "\r\n"
		if got, want := b.String(), "\uFEFF"+line+line; got != want {
			t.Errorf("cell %q: got %q, want %q", tt.in, got, want)
		}
	}
}

func TestRowDoesNotAllocate(t *testing.T) {
	c := NewCSV(io.Discard)
	cells := [][]byte{[]byte("=1"), []byte("two"), []byte(`"3"`)}
	got := testing.AllocsPerRun(1000, func() {
		if err := c.ByteRow(cells[0], cells[1], cells[2]); err != nil {
			t.Fatal(err)
		}
		if err := c.Row("one", "two", "a,b"); err != nil {
			t.Fatal(err)
		}
	})
	if got != 0 {
		t.Errorf("two rows take %v allocations, want none", got)
	}
}

// FuzzCSV reads back with encoding/csv what was written.
func FuzzCSV(f *testing.F) {
	for _, s := range []string{"", "a", "=1", `"`, "a,b;c", "\r\n", "\n\r", "\tx", "Đức", "\xff", "'", "\uFEFF"} {
		f.Add(s, "x"+s, s+s)
	}
	f.Fuzz(func(t *testing.T, x, y, z string) {
		var b bytes.Buffer
		in := []string{x, y, z}
		if err := WriteCSV(&b, in, slices.Values([][]string{{y}})); err != nil {
			t.Fatal(err)
		}
		text, ok := strings.CutPrefix(b.String(), "\uFEFF")
		if !ok {
			t.Fatal("no byte order mark")
		}
		r := csv.NewReader(strings.NewReader(text))
		r.FieldsPerRecord = -1
		got, err := r.ReadAll()
		if err != nil {
			t.Fatalf("read %q: %v", text, err)
		}
		want := [][]string{{readBack(x), readBack(y), readBack(z)}, {readBack(y)}}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("rows (-want +got):\n%s", diff)
		}
	})
}

// readBack is how encoding/csv returns a cell: defused, with its CRLF as LF.
func readBack(cell string) string {
	if cell != "" && (strings.ContainsRune("=+-@\x7f", rune(cell[0])) || cell[0] < ' ') {
		cell = "'" + cell
	}
	return strings.ReplaceAll(cell, "\r\n", "\n")
}
