package diary

import (
	"strconv"
	"testing"
	"time"

	"temgoc/internal/catalog"
	"temgoc/internal/day"
)

func TestTemplateFor(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, group, want string }{
		{"Gạo làng Giắng", "thuc-pham", "rice"},
		{"Nếp thơm Đình Đá", "thuc-pham", "rice"},
		{"Trứng vịt biển Đông Xuyên", "thuc-pham", "eggs"},
		{"Trứng vịt muối", "thuc-pham", "eggs"},
		{"Bánh cáy Thiên Đức", "thuc-pham", "candy"},
		{"Kẹo gạo lứt Đình Mạnh", "thuc-pham", "candy"}, // made of rice, and no rice
		{"Nước mắm Diêm Điền", "thuc-pham", "fish-sauce"},
		{"Muối Thụy Hải", "thuc-pham", "salt"},
		{"Bí đỏ Đông Xá", "thuc-pham", "fresh"},
		{"Măng tây tươi Phước Vinh 59", "thuc-pham", "fresh"},
		{"Hà Nam", "thuc-pham", "generic"}, // no mushrooms
		{"Trà bạc hà Gotafarm", "do-uong", "drink"},
		{"Rượu nếp cái Năm Tấn", "do-uong", "drink"}, // no rice
		{"Dưỡng da 123 Plus+", "duoc-lieu", "herbs"},
		{"Đồ thủ công mỹ nghệ làm từ cói Tây An", "thu-cong-my-nghe", "handicraft"},
		{"Cây phát lộc Minh Tân", "sinh-vat-canh", "plants"},
		{"Tour làng nghề", "du-lich", "generic"},
	} {
		if got := TemplateFor(catalog.Product{NameVI: tt.name, Group: tt.group}).ID; got != tt.want {
			t.Errorf("%s: template %s, want %s", tt.name, got, tt.want)
		}
	}
}

// TestTemplatesAreWhole: each names all its steps in both languages, and what
// is ticked can be stored as it stands.
func TestTemplatesAreWhole(t *testing.T) {
	t.Parallel()
	for _, template := range Templates {
		t.Run(template.ID, func(t *testing.T) {
			w := newWorld(t)
			var entries []Entry
			for _, p := range template.Propose(w.batch, now) {
				if p.VI == "" || p.EN == "" {
					t.Errorf("step %+v has no name", p.Step)
				}
				if (p.Name == "") != (p.NameEN == "") {
					t.Errorf("material %q is %q in English", p.Name, p.NameEN)
				}
				if p.Kind == Material && p.Entry.Note != "" {
					t.Errorf("the note %q says what the name does", p.Entry.Note)
				}
				if p.Kind == Test && p.Tick {
					t.Error("a test's result is taken for granted")
				}
				if p.Tick {
					entries = append(entries, p.Entry)
				}
			}
			Feed(entries)
			list := make([]Keyed, len(entries))
			for i, e := range entries {
				list[i] = Keyed{strconv.Itoa(i), e}
			}
			done, err := Write(t.Context(), w.db, w.producer, w.batch.ID, now, list)
			if err != nil || len(done) < 3 {
				t.Errorf("%d entries stored, %v; want at least 3", len(done), err)
			}
			for _, r := range w.records() {
				if r.Early {
					t.Errorf("%s at %s is before the day of production", r.Kind, r.At)
				}
			}
		})
	}
}

// TestProposeInOrder: steps follow each other, and none is in the future.
func TestProposeInOrder(t *testing.T) {
	t.Parallel()
	made := day.Date(2026, 4, 20)
	now := time.Date(2026, 4, 20, 7, 45, 0, 0, day.Vietnam)
	proposals := TemplateByID("rice").Propose(catalog.Batch{ProducedOn: made, Quantity: 7}, now)
	for i, want := range []struct {
		at   string
		tick bool
	}{
		{"2026-03-31T07:00", true},
		{"2026-04-02T07:00", true},
		{"2026-04-05T07:00", true},
		{"2026-04-20T07:00", true},
		{"2026-04-20T07:30", false}, // a test
		{"2026-04-20T07:45", false}, // not yet
	} {
		if p := proposals[i]; p.Entry.At != want.at || p.Tick != want.tick {
			t.Errorf("%s: got %s, ticked %v; want %s, %v", p.VI, p.Entry.At, p.Tick, want.at, want.tick)
		}
	}
}
