package labels

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// TestNastyLists reads lists back: nothing but what is said of it is changed in
// a text, and it stays in its cell.
func TestNastyLists(t *testing.T) {
	t.Parallel()
	for kind, text := range nasty {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			codes := []Code{{1, text, "x" + text, text}, {2, "u", "s", "p"}}
			r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(file(t, CodesCSV(allColumns()...), codes), []byte(byteOrderMark))))
			rows, err := r.ReadAll()
			if err != nil {
				t.Fatalf("CSV: %v", err)
			}
			want := [][]string{
				{"number", "serial", "url", "pin"},
				{"1", readBack("x" + text), readBack(text), readBack(text)},
				{"2", "s", "u", "p"},
			}
			if diff := cmp.Diff(want, rows); diff != "" {
				t.Errorf("CSV (-want +got):\n%s", diff)
			}
			checkNastyXLSX(t, text, codes)
		})
	}
}

func checkNastyXLSX(t *testing.T, text string, codes []Code) {
	t.Helper()
	if utf8.RuneCountInString(text) > cellLength {
		if _, err := CodesXLSX(allColumns()...).Part(0, codes); err == nil {
			t.Error("XLSX: a text that no cell holds was accepted")
		}
		return
	}
	sheets := readWorkbook(t, file(t, CodesXLSX(allColumns()...), codes))
	if len(sheets) != 1 || len(sheets[0]) != 3 {
		t.Fatalf("XLSX: %d sheets, want one of 3 rows", len(sheets))
	}
	want := []xlsxCell{
		numberCell("A2", "1"), textCell("B2", cellText("x"+text)), textCell("C2", cellText(text)), textCell("D2", cellText(text)),
	}
	got := sheets[0][1].Cells
	for i := range got {
		got[i].Text = strings.ReplaceAll(got[i].Text, "_x005F_", "_") // as spreadsheets read it
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("XLSX (-want +got):\n%s", diff)
	}
}

// cellText is what a cell keeps of a text.
func cellText(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7F && r < 0xA0 || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, s)
}

func TestNastyManifest(t *testing.T) {
	t.Parallel()
	for kind, text := range nasty {
		want := Manifest{Run: text, Product: text, Kind: text, Format: text, Stock: text, File: text, SHA256: text}
		var b bytes.Buffer
		if err := WriteManifest(&b, want); err != nil {
			t.Fatal(err)
		}
		if bytes.ContainsAny(b.Bytes(), "<>&\x00\u2028") {
			t.Errorf("%s: the manifest is not plain: %.200q", kind, &b)
		}
		var got Manifest
		if err := json.Unmarshal(b.Bytes(), &got); err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		if got.Product != string([]rune(text)) { // what is no UTF-8 becomes U+FFFD
			t.Errorf("%s: reads %.200q", kind, got.Product)
		}
	}
}

// TestNastyElements has texts where GS1 barcodes allow few characters.
func TestNastyElements(t *testing.T) {
	t.Parallel()
	for kind, text := range nasty {
		for field, inject := range map[string]func(*Carton){
			"GTIN":    func(c *Carton) { c.GTIN = text },
			"expiry":  func(c *Carton) { c.Expiry = text },
			"carrier": func(c *Carton) { c.Carrier = Carrier(text) },
		} {
			c := sampleCarton(GS1128)
			inject(&c)
			if _, err := c.layout(); err == nil {
				t.Errorf("%s as %s: accepted", kind, field)
			}
		}
	}
}
