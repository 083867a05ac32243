package web

import (
	"strings"
	"testing"

	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/lookup"
)

// What is rendered once is never shown for another view, language or day.
func TestRenderedViewIsOfItsViewLanguageAndDay(t *testing.T) {
	t.Parallel()
	s := testServer(t, nil)
	today := day.Of(testNow())
	view := func(name string) *lookup.View {
		return &lookup.View{
			Lot:     "L1",
			Product: lookup.Product{NameVI: name, NameEN: name + " in English"},
			Certificates: []catalog.Certificate{{
				Kind: catalog.KindOCOP, Stars: 4, IssuedOn: today.AddMonths(-36), ValidUntil: today,
			}},
		}
	}
	before, after := view("Chè <cũ>"), view("Chè mới")
	for range 2 { // made, then found
		for _, tt := range []struct {
			name  string
			view  *lookup.View
			lang  string
			today day.Day
			want  []string
		}{
			{"before", before, "vi", today, []string{"Chè &lt;cũ&gt;", "hết hiệu lực ngày"}},
			{"after a change", after, "vi", today, []string{"Chè mới", "hết hiệu lực ngày"}},
			{"in English", after, "en", today, []string{"Chè mới in English", "lapses on"}},
			{"the day after", after, "vi", today.AddDays(1), []string{"Chè mới", "không được dùng sao này nữa"}},
		} {
			r, err := s.renderedView(s.languages.byTag[tt.lang], tt.view, tt.today)
			if err != nil {
				t.Fatal(err)
			}
			for _, want := range tt.want {
				if !strings.Contains(string(r.Goods), want) {
					t.Errorf("%s: no %q in\n%s", tt.name, want, r.Goods)
				}
			}
		}
	}
}
