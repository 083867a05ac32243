package labels

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"slices"
	"testing"
)

// xlsxCell is one of a worksheet; a formula of it would be read too.
type xlsxCell struct {
	Place   string `xml:"r,attr"`
	Type    string `xml:"t,attr"`
	Number  string `xml:"v"`
	Text    string `xml:"is>t"`
	Formula string `xml:"f"`
}

type xlsxRow struct {
	Number int        `xml:"r,attr"`
	Cells  []xlsxCell `xml:"c"`
}

// readWorkbook reads all cells of all sheets, finding the sheets as Excel does.
func readWorkbook(t *testing.T, b []byte) [][]xlsxRow {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	var book struct {
		Sheets []struct {
			Rel string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	type rel struct {
		ID     string `xml:"Id,attr"`
		Target string `xml:"Target,attr"`
	}
	var rels struct{ Relationship []rel }
	readXML(t, archive, "xl/workbook.xml", &book)
	readXML(t, archive, "xl/_rels/workbook.xml.rels", &rels)

	var sheets [][]xlsxRow
	for _, s := range book.Sheets {
		i := slices.IndexFunc(rels.Relationship, func(r rel) bool { return r.ID == s.Rel })
		if i < 0 {
			t.Fatalf("sheet %q is not among %v", s.Rel, rels.Relationship)
		}
		var sheet struct {
			Rows []xlsxRow `xml:"sheetData>row"`
		}
		readXML(t, archive, "xl/"+rels.Relationship[i].Target, &sheet)
		sheets = append(sheets, sheet.Rows)
	}
	return sheets
}

func readXML[T any](t *testing.T, archive *zip.Reader, name string, into *T) {
	t.Helper()
	f, err := archive.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b, err := io.ReadAll(f) // to the end: only there the CRC is checked
	if err != nil {
		t.Fatalf("read %s: %v", name, err)
	}
	if err := xml.Unmarshal(b, into); err != nil {
		t.Fatalf("read %s: %v\n%s", name, err, b)
	}
}
