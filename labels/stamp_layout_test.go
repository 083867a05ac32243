package labels

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// designs are what people may want on a label, and what else may come.
var designs = map[string]Design{
	"nothing": {},
	"title":   {Title: "Chè dây"},
	"usual":   usualDesign,
	"long": {
		Title: "Bánh cáy làng Nguyễn đặc biệt truyền thống hộp thiếc quà tặng 500 g",
		Note:  "★★★★★ OCOP 5 sao cấp quốc gia năm 2026", Maker: "Hợp tác xã Dịch vụ Nông nghiệp Tổng hợp Hồng Tiến, xã Kiến Xương",
		Lines: usualDesign.Lines, Host: "truyxuatnguongoc.hungyen.gov.vn",
	},
	"capitals":   {Title: "NẤM RƠM ẨM THỰC ĐẶC SẢN ẤẨẪ", Lines: []string{"LÔ: ẤẨẪ-01", "ỆỄỂ"}},
	"long lot":   {Title: "Chè dây", Lines: []string{"Lô: " + strings.Repeat("W", 20), "HSD: 15/04/2027"}},
	"many lines": {Title: "Chè dây túi lọc", Note: "OCOP 3 sao", Lines: numberedLines(10), Host: "id.example.vn"},
	"endless": {
		Title: strings.Repeat("Nguyễn ", 1500), Note: strings.Repeat("s", 10_000),
		Maker: strings.Repeat("Ế", 10_000), Lines: numberedLines(1000), Host: strings.Repeat("w", 10_000),
	},
	"one word":    {Title: strings.Repeat("W", 10_000), Lines: []string{"L1"}},
	"marks":       {Title: "\u0301\u0302 a" + strings.Repeat("\u0301", 300) + " \u035d", Note: "\u0489\u0489", Lines: []string{"\u0316\u0317", "e\u0302\u0301"}},
	"right left":  {Title: "שלום עולם \u202e drawkcab", Maker: "مرحبا بالعالم", Lines: []string{"\u200f123"}},
	"pictures":    {Title: "🍵 Chè 👩‍🌾 dây 🇻🇳", Note: "⭐⭐⭐⭐", Lines: []string{"\x00\x1b[31m", "\t"}},
	"wide, tall":  {Title: "﷽ Ẳ⌠ΐ ᐂᐂ ⁄⁄", Lines: []string{"⟨∰⟩ ڸ"}},
	"not unicode": {Title: "Ch\xe8 d\xe2y", Lines: []string{"\xff\xfe"}},
}

var usualDesign = Design{
	Title: "Bánh cáy Thiên Đức",
	Note:  "★★★★ OCOP 4 sao",
	Maker: "HTX Nông nghiệp Hồng Tiến",
	Lines: []string{"Lô: L260415-01", "NSX: 15/04/2026", "HSD: 15/04/2027"},
	Host:  "id.example.vn",
}

func numberedLines(n int) []string {
	lines := make([]string, n)
	for i := range lines {
		lines[i] = fmt.Sprintf("Dòng thứ %d: gỗ, nứa, g", i+1)
	}
	return lines
}

var (
	compactStamp = Code{Number: 7, URL: compactCode(7), Serial: compactSerial(7), PIN: "042042"}
	sealedStamp  = Code{Number: 7, URL: sealedCode(7), Serial: "00000A0007", PIN: "987654"}
)

// TestLayouts sets every design on every stock: whatever comes, nothing leaves
// the label, and nothing is on anything else. At 600 dpi there is as much room
// as at 300.
func TestLayouts(t *testing.T) {
	t.Parallel()
	for _, stock := range Stocks() {
		t.Run(stock.Name, func(t *testing.T) {
			t.Parallel()
			for name, d := range designs {
				for _, dpi := range []int{203, 300, 600} {
					if dpi == 600 && name != "usual" && name != "long" {
						continue
					}
					for _, c := range []Code{compactStamp, sealedStamp} {
						checkDesign(t, fmt.Sprintf("%s, %d dpi, %d bytes", name, dpi, len(c.URL)), stock, d, c, dpi)
					}
				}
			}
		})
	}
}

func checkDesign(t *testing.T, name string, stock Stock, d Design, c Code, dpi int) {
	t.Helper()
	template, err := NewTemplate(stock, d, c, dpi)
	if small := (TooSmall{}); errors.As(err, &small) && c == sealedStamp {
		return
	}
	if full := (NoRoom{}); errors.As(err, &full) && full.Stock == "roll-round-30" && strings.HasPrefix(name, "long lot, 203") {
		return
	}
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	widest := c
	widest.Serial = strings.Repeat("W", len(c.Serial))
	for _, c := range []Code{c, widest} {
		for _, fault := range faults(t, template, c) {
			t.Errorf("%s: %s", name, fault)
		}
	}
	checkSaid(t, name, template, d, c)
}

// checkSaid holds what is on every label: the beginning of the title, the first
// line and the serial.
func checkSaid(t *testing.T, name string, template *Template, d Design, c Code) {
	t.Helper()
	var said strings.Builder
	for _, text := range slices.Concat(template.Common(), template.Own(c)) {
		said.WriteString(text.Words)
	}
	bare := func(s string) string { return strings.ReplaceAll(s, " ", "") }
	title := []rune(bare(settable(d.Title, true)))
	want := []string{string(title[:min(len(title), 2)]), bare(c.Serial)}
	if content := newContent(d, ""); len(content.lines) > 0 {
		want = append(want, bare(content.lines[0].words))
	}
	for _, w := range want {
		if !strings.Contains(bare(said.String()), w) {
			t.Errorf("%s: says %q, want %q in it", name, said.String(), w)
		}
	}
}

// faults are what is wrong with a label, measured on the ink.
func faults(t *testing.T, template *Template, c Code) (faults []string) {
	t.Helper()
	symbol, err := template.Symbol(c)
	if err != nil {
		t.Fatal(err)
	}
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	stock, m, corner := template.Stock, template.Module, template.Corner()
	side := m.MM * float64(symbol.Size()+2*QuietZone)
	quiet := Box{corner.X, corner.Y, Size{side, side}}
	if m.MM < MinModule || m.MM > MaxModule || m.MM != float64(m.Dots)*mmPerInch/float64(m.DPI) {
		fault("module of %g mm, %d dots", m.MM, m.Dots)
	}
	for _, at := range []float64{corner.X, corner.Y} {
		if dots := at / mmPerInch * float64(m.DPI); math.Abs(dots-math.Round(dots)) > 1e-6 {
			fault("symbol at %g dots", dots)
		}
	}
	if !onLabel(stock, quiet) {
		fault("quiet zone %v leaves the label", quiet)
	}
	taken := []Box{quiet}
	if stock.Scratch != nil {
		if stock.Scratch.touches(quiet) {
			fault("quiet zone %v on the scratch field", quiet)
		}
		taken = append(taken, *stock.Scratch)
	}
	for _, text := range slices.Concat(template.Common(), template.Own(c)) {
		ink := inkOf(text)
		if ink.area() == 0 {
			continue
		}
		if !onLabel(stock, ink) {
			fault("%q at %v leaves the label", text.Words, ink)
		}
		if text.Words == c.PIN && stock.Scratch != nil {
			if !ink.within(*stock.Scratch) {
				fault("PIN at %v leaves the scratch field", ink)
			}
			continue
		}
		for _, other := range taken {
			if ink.touches(other) {
				fault("%q at %v on %v", text.Words, ink, other)
			}
		}
		taken = append(taken, ink)
	}
	return faults
}

// inkOf is the box round what a text blackens.
func inkOf(text Text) Box {
	left, top, right, bottom := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for s := range text.outline() {
		for _, p := range s.points[:s.count()] {
			left, right = min(left, p.X), max(right, p.X)
			top, bottom = min(top, p.Y), max(bottom, p.Y)
		}
	}
	if left > right {
		return Box{}
	}
	return Box{left, top, Size{right - left, bottom - top}}
}

// onLabel tells whether a box lies on the label, inside the circle of a round
// one.
func onLabel(s Stock, b Box) bool {
	if !s.Round {
		return b.within(Box{Size: s.Label})
	}
	r := s.Label.W / 2
	return math.Hypot(max(r-b.X, b.right()-r), max(r-b.Y, b.bottom()-r)) <= r
}

// TestOmitted leaves out the less important first, and says so.
func TestOmitted(t *testing.T) {
	t.Parallel()
	order := append([]string{usualDesign.Maker, usualDesign.Host}, usualDesign.Lines[2], usualDesign.Lines[1], usualDesign.Note)
	for _, stock := range Stocks() {
		template, err := NewTemplate(stock, usualDesign, compactStamp, 203)
		if err != nil {
			t.Errorf("%s: %v", stock.Name, err)
			continue
		}
		omitted := template.Omitted()
		for i, words := range order {
			if got, want := slices.Contains(omitted, words), i < len(omitted); got != want {
				t.Errorf("%s leaves out %q: %v, want %v among %q", stock.Name, words, got, want, omitted)
			}
		}
		var said []string
		for _, text := range template.Common() {
			said = append(said, text.Words)
		}
		for _, words := range omitted {
			if strings.Contains(strings.Join(said, " "), words) {
				t.Errorf("%s says %q, which it claims to leave out", stock.Name, words)
			}
		}
	}
}

// TestTextSizes: what is said is read at arm's length, unless that is all there
// is room for.
func TestTextSizes(t *testing.T) {
	t.Parallel()
	for _, stock := range Stocks() {
		template, err := NewTemplate(stock, usualDesign, compactStamp, 300)
		if err != nil {
			t.Errorf("%s: %v", stock.Name, err)
			continue
		}
		for _, text := range template.Common() {
			if text.Size < leastSize {
				t.Errorf("%s: %q is set in %.2f points, want at least %.1f", stock.Name, text.Words, text.Size, leastSize)
			}
		}
		for _, text := range template.Own(compactStamp) {
			if text.Size < leastSerial {
				t.Errorf("%s: serial is set in %.2f points, want at least %.1f", stock.Name, text.Size, leastSerial)
			}
		}
	}
}

func TestTextThatCannotFit(t *testing.T) {
	t.Parallel()
	roll, _ := StockNamed("roll-35x22x3")
	long := compactStamp
	long.Serial = strings.Repeat("0", 400)
	for name, try := range map[string]struct {
		Design
		Code
	}{
		"lot":    {Design{Lines: []string{strings.Repeat("W", 500)}}, compactStamp},
		"serial": {Design{}, long},
	} {
		_, err := NewTemplate(roll, try.Design, try.Code, 203)
		if refused := (NoRoom{}); !errors.As(err, &refused) || refused.Stock != roll.Name {
			t.Errorf("%s: error %v, want NoRoom on %s", name, err, roll.Name)
		}
	}
}

func TestSettable(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"Bánh cáy  Thiên Đức":      "Bánh cáy Thiên Đức",
		"Ba\u0301nh":               "Bánh",
		"\u0301a":                  "a",
		"a \u0301b":                "a b",
		"x\u0301\u0302\u0303":      "x\u0301",
		"\u202eabc\u200b":          "abc",
		"★★★★ OCOP 4 sao – “ngon”": "★★★★ OCOP 4 sao – “ngon”",
	} {
		if got := settable(in, true); got != want {
			t.Errorf("%q is set as %q, want %q", in, got, want)
		}
		if !utf8.ValidString(settable(in, false)) {
			t.Errorf("%q is not set as UTF-8", in)
		}
	}
}
