package labels

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image"
	"image/png"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// nasty are texts that would do something where text is taken for more.
var nasty = map[string]string{
	"ZPL":             "^XZ^XA^FO0,0^FDevil^FS^XZ",
	"ZPL control":     "~JA~DGR:X.GRF",
	"TSPL":            "\r\nPRINT 1,1\r\nSELFTEST\r\n",
	"PDF string":      `)Tj ET Q (\`,
	"PDF object":      "\nendstream\nendobj\ntrailer<</Root 1 0 R>>",
	"PDF action":      ")>>/OpenAction<</S/JavaScript/JS(app.alert(1))>>",
	"HTML":            `</title></desc><script>alert(1)</script><svg onload="alert(1)">`,
	"XML":             `]]><!--<!ENTITY x SYSTEM "file:///etc/passwd">&x;`,
	"quotes":          `"'"'` + "`",
	"formula":         "=cmd|'/C calc'!A0",
	"plus":            "+1",
	"minus":           "-2+3",
	"at":              "@SUM(A1:A9)",
	"tab formula":     "\t=1+1",
	"separators":      `a;b,c|d"` + "\r\ne",
	"template":        "{{.}}${7*7}%s%n",
	"NUL":             "a\x00b",
	"controls":        "\x1b[2J\x07\x1d\x7f\u0085",
	"byte order mark": "\uFEFFx",
	"right to left":   "\u202Egpj.exe\u2066",
	"Arabic":          "مرحبا",
	"line separators": "a\u2028b\u2029c",
	"emoji":           "🐉👩‍🌾🇻🇳",
	"combining":       "a" + strings.Repeat("\u0301\u0323", 40),
	"invalid UTF-8":   "\xff\xfe\xc0\x80",
	"not characters":  "\uFFFE\uFFFF",
	"hex escape":      "_x003D_1 _x005F_",
	"FNC1":            "\u00f1\xe8^",
	"long":            strings.Repeat("dài ", 1<<14),
	"long word":       strings.Repeat("W", 1<<16),
}

// injections are the fields of a label that a text may get into.
var injections = map[string]func(*Design, *Code, string){
	"title":  func(d *Design, _ *Code, s string) { d.Title = s },
	"maker":  func(d *Design, _ *Code, s string) { d.Maker = s },
	"note":   func(d *Design, _ *Code, s string) { d.Note = s },
	"line":   func(d *Design, _ *Code, s string) { d.Lines = append(d.Lines, s) },
	"host":   func(d *Design, _ *Code, s string) { d.Host = s },
	"PIN":    func(_ *Design, c *Code, s string) { c.PIN = s },
	"serial": func(_ *Design, c *Code, s string) { c.Serial = s },
	"URL":    func(_ *Design, c *Code, s string) { c.URL = s },
	"everything": func(d *Design, c *Code, s string) {
		*d = Design{s, s, s, []string{"L1", s}, s}
		c.PIN = s
	},
}

func TestNastyTexts(t *testing.T) {
	t.Parallel()
	for kind, text := range nasty {
		for field, inject := range injections {
			t.Run(kind+" as "+field, func(t *testing.T) {
				t.Parallel()
				design, code := sampleCarton(GS1128).Design, compactUnit(1)
				inject(&design, &code, text)
				label, err := NewTemplate(mustStock(t, "roll-60x40-scratch"), design, code, 203)
				if err != nil {
					if field != "serial" && field != "URL" { // those are never cut
						t.Errorf("set: %v", err)
					}
					return
				}
				checkTexts(t, append(label.Common(), label.Own(code)...))
				checkSVG(t, label, code)
				if field == "everything" || field == "serial" || field == "URL" {
					checkPictures(t, label, code)
				}
			})
		}
	}
}

func mustStock(t *testing.T, name string) Stock {
	t.Helper()
	stock, ok := StockNamed(name)
	if !ok {
		t.Fatalf("no stock %s", name)
	}
	return stock
}

// checkTexts looks for what would reorder or hide text.
func checkTexts(t *testing.T, texts []Text) {
	t.Helper()
	for _, text := range texts {
		if i := strings.IndexFunc(text.Words, func(r rune) bool { return unicode.Is(unicode.C, r) }); i >= 0 {
			t.Errorf("text %q has a control at byte %d", text.Words, i)
		}
	}
}

// checkSVG allows the elements and attributes that labels are drawn with.
func checkSVG(t *testing.T, label *Template, code Code) {
	t.Helper()
	var b bytes.Buffer
	if err := label.WriteSVG(&b, code); err != nil {
		t.Fatal(err)
	}
	elements := []string{"svg", "title", "desc", "path"}
	attributes := []string{"xmlns", "role", "width", "height", "viewBox", "fill", "stroke", "stroke-width", "d", "transform", "shape-rendering"}
	for d := xml.NewDecoder(&b); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("SVG: %v", err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if !slices.Contains(elements, token.Name.Local) {
				t.Errorf("SVG has an element %s", token.Name.Local)
			}
			for _, a := range token.Attr {
				if !slices.Contains(attributes, a.Name.Local) {
					t.Errorf("SVG has an attribute %s", a.Name.Local)
				}
			}
		case xml.EndElement, xml.CharData:
		default:
			t.Errorf("SVG has a %T", token)
		}
	}
}

// checkPictures reads strictly what printers get: one label and nothing else.
func checkPictures(t *testing.T, label *Template, code Code) {
	t.Helper()
	var b bytes.Buffer
	if err := label.WritePNG(&b, code); err != nil {
		t.Fatal(err)
	}
	if _, err := png.Decode(&b); err != nil {
		t.Errorf("PNG: %v", err)
	}
	for name, newDocument := range labelPrinters {
		d, err := newDocument(label)
		if err != nil {
			t.Fatal(err)
		}
		printed := printZPL
		if name == "tspl" {
			printed = func(t *testing.T, file []byte) []*image.Gray { return printTSPL(t, file, label.Module.DPI) }
		}
		if labels := printed(t, file(t, d, []Code{code})); len(labels) != 1 {
			t.Errorf("%s: %d labels, want 1", name, len(labels))
		}
	}
}
