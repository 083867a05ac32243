package labels

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
)

// The parts of a workbook (ECMA-376, parts 1 and 2), as few as may be. Where it
// does not say otherwise, a part is a worksheet.
const (
	xmlHeader     = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	spreadsheetML = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	officeRel     = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packageNS     = "http://schemas.openxmlformats.org/package/2006/"

	contentTypes = xmlHeader + `<Types xmlns="` + packageNS + `content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` +
		`</Types>`
	packageRels = xmlHeader + `<Relationships xmlns="` + packageNS + `relationships">` +
		`<Relationship Id="rId1" Type="` + officeRel + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`
)

const sheetEnd = "</sheetData></worksheet>"

// workbook is an archive that is being written, up to and into its first sheet.
type workbook struct {
	*zip.Writer
	body io.Writer // of the sheet, already deflated
}

// startWorkbook writes all that comes before the body of the first sheet. Of
// its sum nothing is written before finish.
func startWorkbook(w io.Writer, sheet deflatedSum) (workbook, error) {
	wb := workbook{Writer: zip.NewWriter(w)}
	if err := wb.add("[Content_Types].xml", contentTypes); err != nil {
		return wb, err
	}
	if err := wb.add("_rels/.rels", packageRels); err != nil {
		return wb, err
	}
	var err error
	wb.body, err = wb.CreateRaw(&zip.FileHeader{
		Name:               "xl/worksheets/sheet1.xml",
		Method:             zip.Deflate,
		Flags:              0x8, // CRC and sizes come after the body (APPNOTE 4.4.4)
		CRC32:              sheet.CRC,
		CompressedSize64:   sheet.Packed,
		UncompressedSize64: sheet.Raw,
	})
	if err != nil {
		return wb, fmt.Errorf("begin worksheet: %w", err)
	}
	return wb, nil
}

// endWorkbook is what the writer of an archive adds to one whose first sheet is
// there but for its end. To know where everything is, it is led there once more,
// to nowhere, with zeros for the sheet.
func endWorkbook(sheet deflatedSum, end deflated, second []byte) ([]byte, error) {
	out := &outlet{io.Discard}
	wb, err := startWorkbook(out, sheet.then(end.deflatedSum))
	if err != nil {
		return nil, err
	}
	if _, err := io.CopyN(wb.body, zeros{}, int64(sheet.Packed)); err != nil {
		return nil, fmt.Errorf("pass over worksheet: %w", err)
	}
	if err := wb.Flush(); err != nil {
		return nil, fmt.Errorf("pass over worksheet: %w", err)
	}
	var b bytes.Buffer
	out.Writer = &b
	if _, err := wb.body.Write(end.bytes); err != nil {
		return nil, fmt.Errorf("end worksheet: %w", err)
	}
	if err := wb.finish(second); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// outlet is where an archive goes to: it may change on the way.
type outlet struct{ io.Writer }

// zeros are without end.
type zeros struct{}

func (zeros) Read(b []byte) (int, error) {
	clear(b)
	return len(b), nil
}

// finish writes all that comes after the first sheet: the second one, if there
// is one, and what tells of them.
func (wb workbook) finish(second []byte) error {
	sheets, rels := sheetEntry(1, "codes"), sheetRel(1)
	if len(second) > 0 {
		if err := wb.add("xl/worksheets/sheet2.xml", string(second)); err != nil {
			return err
		}
		sheets, rels = sheets+sheetEntry(2, "codes 2"), rels+sheetRel(2)
	}
	if err := wb.add("xl/workbook.xml", xmlHeader+`<workbook xmlns="`+spreadsheetML+`" xmlns:r="`+officeRel+`">`+
		`<bookViews><workbookView/></bookViews><sheets>`+sheets+`</sheets></workbook>`); err != nil {
		return err
	}
	if err := wb.add("xl/_rels/workbook.xml.rels", xmlHeader+`<Relationships xmlns="`+packageNS+`relationships">`+
		rels+`</Relationships>`); err != nil {
		return err
	}
	if err := wb.Close(); err != nil {
		return fmt.Errorf("end workbook: %w", err)
	}
	return nil
}

func sheetEntry(n int, name string) string {
	return fmt.Sprintf(`<sheet name="%s" sheetId="%d" r:id="rId%[2]d"/>`, name, n)
}

func sheetRel(n int) string {
	return fmt.Sprintf(`<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%[1]d.xml"/>`, n, officeRel)
}

func (wb workbook) add(name, text string) error {
	w, err := wb.Create(name)
	if err == nil {
		_, err = io.WriteString(w, text)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}
