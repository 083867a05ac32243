package labels

import (
	"math"
	"slices"
	"strings"
	"testing"
)

func stamp(t *testing.T, stock string, d Design, sample Code) *Template {
	t.Helper()
	s, ok := StockNamed(stock)
	if !ok {
		t.Fatalf("no stock %q", stock)
	}
	template, err := NewTemplate(s, d, sample, 300)
	if err != nil {
		t.Fatal(err)
	}
	return template
}

// TestSymbolRefuses codes that the template was not made for.
func TestSymbolRefuses(t *testing.T) {
	t.Parallel()
	template := stamp(t, "a4-3x8", usualDesign, compactStamp)
	longer := compactStamp
	longer.Serial += "0"
	for name, tt := range map[string]struct {
		code Code
		want string
	}{
		"same":       {compactStamp, ""},
		"shorter":    {Code{URL: "https://id.example.vn/", Serial: "0"}, ""},
		"larger":     {sealedStamp, "needs a symbol of version 7"},
		"serial":     {longer, "serial of 21 letters"},
		"no code":    {Code{}, "empty"},
		"not ASCII":  {Code{URL: "https://id.example.vn/ệ"}, "not printable ASCII"},
		"worst same": {Code{URL: strings.Replace(compactStamp.URL, "0007", "WWWW", 1), Serial: "W"}, ""},
	} {
		symbol, err := template.Symbol(tt.code)
		if tt.want == "" {
			if err != nil || symbol.Version() != 4 {
				t.Errorf("%s: version %d, %v, want 4", name, symbol.Version(), err)
			}
			continue
		}
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want %q", name, err, tt.want)
		}
	}
}

// TestOwn sets each serial in its groups, all of it, on the same lines.
func TestOwn(t *testing.T) {
	t.Parallel()
	for stock, want := range map[string][]string{
		"a4-2x8":        {"0G6W Q4ZB 9T3H KMXN 0007"},
		"a4-3x8":        {"0G6W Q4ZB 9T3H", "KMXN 0007"},
		"roll-35x22x3":  {"0G6W Q4ZB", "9T3H KMXN", "0007"},
		"roll-round-30": {"0G6W Q4ZB 9T3H", "KMXN 0007"},
	} {
		template := stamp(t, stock, usualDesign, compactStamp)
		own := template.Own(compactStamp)
		var got []string
		for _, text := range own {
			got = append(got, text.Words)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: serial %q, want %q", stock, got, want)
		}
		other := compactStamp
		other.Serial = strings.Repeat("J", 20) // the narrowest
		for i, text := range template.Own(other) {
			if text.Y != own[i].Y || text.Size != own[i].Size {
				t.Errorf("%s: line %d of another serial at %+v, want beside %+v", stock, i, text, own[i])
			}
		}
	}
	if got := stamp(t, "a4-3x8", usualDesign, Code{URL: compactStamp.URL}).Own(Code{}); len(got) != 0 {
		t.Errorf("no serial is set as %v", got)
	}
}

// TestPIN is only where foil covers it, and in the middle of it.
func TestPIN(t *testing.T) {
	t.Parallel()
	for _, pin := range []string{"042042", "1", "123456789012345678901234567890", "WgẤ"} {
		c := compactStamp
		c.PIN = pin
		for _, stock := range []string{"roll-60x40-scratch", "a4-3x7-scratch"} {
			template := stamp(t, stock, usualDesign, c)
			own := template.Own(c)
			got, foil := own[len(own)-1], *template.Stock.Scratch
			ink := inkOf(got)
			if got.Words != pin || !ink.within(foil.grow(-0.5)) {
				t.Errorf("%s: PIN %q is set as %q at %v, want within %v", stock, pin, got.Words, ink, foil)
			}
			if off := ink.Y + ink.H/2 - foil.Y - foil.H/2; math.Abs(off) > 0.05 {
				t.Errorf("%s: PIN %q is %.2f mm off the middle", stock, pin, off)
			}
		}
		for _, text := range stamp(t, "roll-60x40", usualDesign, c).Own(c) {
			if strings.Contains(text.Words, pin) && pin != "1" {
				t.Errorf("PIN %q is printed without foil", pin)
			}
		}
	}
	c := compactStamp
	c.PIN = ""
	for _, text := range stamp(t, "roll-60x40-scratch", usualDesign, c).Own(c) {
		if !strings.Contains(Group(c.Serial), text.Words) {
			t.Errorf("without a PIN it says %q", text.Words)
		}
	}
}

// TestTemplateIsTheSame for the same input, whatever the serial of the sample.
func TestTemplateIsTheSame(t *testing.T) {
	t.Parallel()
	other := compactStamp
	other.Serial = strings.Repeat("1", 20)
	other.URL = strings.Replace(other.URL, compactStamp.Serial, other.Serial, 1)
	for _, s := range Stocks() {
		a, b := stamp(t, s.Name, usualDesign, compactStamp), stamp(t, s.Name, usualDesign, other)
		if a.Module != b.Module || a.Corner() != b.Corner() || !slices.Equal(a.Common(), b.Common()) ||
			!slices.Equal(a.Own(compactStamp), b.Own(compactStamp)) {
			t.Errorf("%s: samples %q and %q are set differently", s.Name, compactStamp.Serial, other.Serial)
		}
	}
}

func BenchmarkNewTemplate(b *testing.B) {
	for _, stock := range []string{"a4-3x8", "roll-round-30"} {
		s, _ := StockNamed(stock)
		for name, d := range map[string]Design{"usual": usualDesign, "long": designs["long"]} {
			b.Run(stock+"/"+name, func(b *testing.B) {
				for b.Loop() {
					if _, err := NewTemplate(s, d, compactStamp, 203); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
