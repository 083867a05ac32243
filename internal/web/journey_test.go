package web

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/epcis"
	"temgoc/internal/lookup"
	"temgoc/internal/trace"
)

var (
	maker   = lookup.Party{Name: "Xưởng Thiên Đức", NameEN: "Thien Duc workshop"}
	farmers = lookup.Party{Name: "HTX Lúa", NameEN: "Rice cooperative"}
)

func TestStepLine(t *testing.T) {
	t.Parallel()
	s := testServer(t, nil)
	at := time.Date(2026, 4, 15, 8, 30, 0, 0, day.Vietnam)
	lot := lookup.Goods{GTIN: "09520000001018", Lot: "L1"}
	own := lookup.Goods{GTIN: lot.GTIN, Lot: lot.Lot, Maker: maker}
	village := catalog.Place{UnitNow: "Xã Đông Hưng", ProvinceNow: "Tỉnh Hưng Yên"}
	for _, tt := range []struct {
		name   string
		step   lookup.Step
		vi, en stepLine
	}{
		{"at home, with readings",
			lookup.Step{
				Kind: lookup.StepStored, At: at, Goods: lot, There: maker, Org: maker, Place: village, GLN: "9529000000014",
				Amounts: []lookup.Amount{{Number: "1250.5", Unit: "KGM"}}, Method: "cool",
				Readings: []lookup.Reading{
					{Type: "Temperature", Least: "2", Most: "4", Unit: "CEL"},
					{Type: "RelativeHumidity", Least: "60", Most: "60", Unit: "P1", Alarm: true},
				},
			},
			stepLine{
				Title: "Làm lạnh", When: "08:30 15/04/2026", Where: "Xã Đông Hưng, Tỉnh Hưng Yên", Codes: "GLN\u00a09529000000014",
				Facts: []string{"1.250,5 kg", "Nhiệt độ 2–4 °C", "Độ ẩm 60% (vượt ngưỡng cảnh báo)"},
			},
			stepLine{
				Title: "Cooled", When: "15 Apr 2026, 08:30", Where: "Xã Đông Hưng, Tỉnh Hưng Yên", Codes: "GLN\u00a09529000000014",
				Facts: []string{"1,250.5 kg", "Temperature 2–4 °C", "Humidity 60% (beyond the warning limit)"},
			}},
		{"what went in, of another organisation",
			lookup.Step{
				Kind: lookup.StepHarvested, At: at, DayOnly: true, Source: true, There: farmers, Org: farmers, Place: village,
				Goods: lookup.Goods{GTIN: "09520000002015", Lot: "N1", NameVI: "Nếp cái", NameEN: "Sticky rice"},
			},
			stepLine{
				Title: "Nguyên liệu: Nếp cái, Lô N1 – Thu hoạch", When: "15/04/2026",
				Where: "HTX Lúa, Xã Đông Hưng, Tỉnh Hưng Yên", Codes: "GTIN\u00a009520000002015",
			},
			stepLine{
				Title: "Material: Sticky rice, Lot N1 – Harvested", When: "15 Apr 2026",
				Where: "Rice cooperative, Xã Đông Hưng, Tỉnh Hưng Yên", Codes: "GTIN\u00a009520000002015",
			}},
		{"a named material", lookup.Step{Kind: lookup.StepMaterial, At: at, Goods: lookup.Goods{NameVI: "Vỏ gấc", Lot: "V1"}},
			stepLine{Title: "Nhập nguyên liệu: Vỏ gấc, Lô V1", When: "08:30 15/04/2026"},
			stepLine{Title: "Material received: Vỏ gấc, Lot V1", When: "15 Apr 2026, 08:30"}},
		{"words of a template",
			lookup.Step{Kind: lookup.StepStored, At: at, Method: "keep", Goods: lookup.Goods{NameVI: "lạc"}, Note: "Để nguội"},
			stepLine{Title: "Bảo quản: lạc", When: "08:30 15/04/2026", Note: "Để nguội", NoteLang: "vi"},
			stepLine{Title: "Stored: peanuts", When: "15 Apr 2026, 08:30", Note: "Left to cool", NoteLang: "en"}},
		{"a note of the producer's own", lookup.Step{Kind: lookup.StepDisplayed, At: at, Goods: lot, Note: "Kệ 2"},
			stepLine{Title: "Trưng bày, chào bán", When: "08:30 15/04/2026", Note: "Kệ 2", NoteLang: "vi"},
			stepLine{Title: "On display", When: "15 Apr 2026, 08:30", Note: "Kệ 2", NoteLang: "vi"}},
		{"a test, told by another",
			lookup.Step{
				Kind: lookup.StepPassed, At: at, Goods: lot, Org: farmers, Laboratory: "Trung tâm 1", Certificates: []string{"KN-07"},
				People: "Chị Hoa", Hidden: []string{"temgoc:people", "temgoc:laboratory", "temgoc:certificate", "ex:x"},
			},
			stepLine{
				Title: "Kiểm nghiệm: đạt", When: "08:30 15/04/2026",
				Facts:   []string{"Người ghi: HTX Lúa", "Nơi kiểm nghiệm: Trung tâm 1", "Phiếu, chứng nhận: KN-07", "Người làm: Chị Hoa"},
				Private: "Người mua không thấy: người làm, phiếu kiểm nghiệm, ex:x",
			},
			stepLine{
				Title: "Tested: passed", When: "15 Apr 2026, 08:30",
				Facts:   []string{"Recorded by Rice cooperative", "Tested at Trung tâm 1", "Report or certificate: KN-07", "Done by Chị Hoa"},
				Private: "Shoppers do not see: people, test report, ex:x",
			}},
		{"units that have no words",
			lookup.Step{
				Kind: lookup.StepOther, At: at, BizStep: "https://example.com/blessing", To: farmers,
				Amounts:  []lookup.Amount{{Number: "1", Unit: ""}, {Number: "2", Unit: "4C"}, {Number: "1e400", Unit: "XBX"}},
				Readings: []lookup.Reading{{Type: "Torque", Text: "chặt"}}, Withdrawn: true,
			},
			stepLine{
				Title: "Hoạt động khác (https://example.com/blessing)", When: "08:30 15/04/2026", Withdrawn: true,
				Facts: []string{"1 đơn vị", "2 4C", "1e400 hộp", "Torque chặt", "Giao cho HTX Lúa"},
			},
			stepLine{
				Title: "Other step (https://example.com/blessing)", When: "15 Apr 2026, 08:30", Withdrawn: true,
				Facts: []string{"1 unit", "2 4C", "1e400 boxes", "Torque chặt", "Delivered to Rice cooperative"},
			}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for tag, want := range map[string]stepLine{"vi": tt.vi, "en": tt.en} {
				l := s.languages.byTag[tag]
				want.Kind, want.Stamp = tt.step.Kind, l.Stamp(at, tt.step.DayOnly)
				if diff := cmp.Diff(want, l.stepLine(tt.step, own)); diff != "" {
					t.Errorf("%s: -want +got\n%s", tag, diff)
				}
			}
		})
	}
}

// Every kind of step that the room below knows has its words.
func TestEveryStepHasWords(t *testing.T) {
	t.Parallel()
	schema := readOpenAPI(t).Components.Schemas["LookupStep"].Properties["kind"]
	kinds := strictly[struct {
		Type string
		Enum []string
	}](t, schema).Enum
	if len(kinds) < 20 {
		t.Fatalf("%d kinds of steps", len(kinds))
	}
	texts := catalogueOf(t, "vi")
	for _, kind := range kinds {
		if texts["step."+kind] == nil {
			t.Errorf("step %s has no words", kind)
		}
	}
	for key := range texts {
		if kind, ok := strings.CutPrefix(key, "step."); ok && !strings.Contains(string(schema), `"`+kind+`"`) {
			t.Errorf("step %s is not described", kind)
		}
	}
}

// longJourney is as much as the view of a batch ever holds.
func longJourney() lookup.Journey {
	photo := uuid.MustParse("0199a000-0000-7000-8000-000000000009")
	goods := func(i int) lookup.Goods {
		return lookup.Goods{
			GTIN: "09520000002015", Lot: fmt.Sprint("NCHV-2604-", i), NameVI: "Nếp cái hoa vàng Thụy Ninh loại một", NameEN: "Golden-flower sticky rice",
			Maker: lookup.Party{Name: "Hợp tác xã dịch vụ nông nghiệp Thụy Ninh"},
		}
	}
	j := lookup.Journey{More: 40, Graph: lookup.Graph{More: 7, Nodes: []lookup.Node{{Goods: goods(0)}}}}
	for i := range 12 {
		j.Steps = append(j.Steps, lookup.Step{
			Kind: lookup.StepStored, At: time.Date(2026, 4, i+1, 8, 30, 0, 0, day.Vietnam), Goods: goods(0), GLN: "9529000000021",
			There: lookup.Party{Name: "Hợp tác xã dịch vụ nông nghiệp Thụy Ninh"}, Place: catalog.Place{UnitNow: "Xã Thụy Ninh", ProvinceNow: "Tỉnh Hưng Yên"},
			Amounts: []lookup.Amount{{Number: "1250.5", Unit: "KGM"}}, Note: strings.Repeat("Phơi hai nắng. ", 8), Photo: &photo,
			Readings: []lookup.Reading{{Type: "Temperature", Least: "2", Most: "4", Unit: "CEL"}, {Type: "RelativeHumidity", Least: "60", Most: "65", Unit: "P1"}},
		})
	}
	for i := 1; i < 10; i++ {
		j.Graph.Nodes = append(j.Graph.Nodes, lookup.Node{Goods: goods(i), Level: -(1 + i/4)})
		j.Graph.Edges = append(j.Graph.Edges, lookup.Edge{From: i, To: max(0, i-4)})
	}
	return j
}

// A phone on a slow network gets the page in two dozen packets, however long
// the journey.
func TestScanPageOfALongJourneyIsSmall(t *testing.T) {
	t.Parallel()
	a := sampleAnswer(t)
	a.View.Journey = longJourney()
	for _, lang := range []string{"vi", "en"} {
		body := showPage(t, a, lang).Body.String()
		if len(body) > 30_000 {
			t.Errorf("%s: page of %d bytes, want less than 30000", lang, len(body))
		}
		t.Logf("%s: page of a long journey, %d bytes", lang, len(body))
		checkHeading(t, body, lang, good, "")
		for _, want := range []string{`role="img"`, `<ol class="journey">`, `lang="vi">Phơi`, "/journey?code=https%3a"} {
			if !strings.Contains(body, want) {
				t.Errorf("%s: no %q in the page", lang, want)
			}
		}
	}
}

// TestJourneyEscapes puts markup into everything that an event can bring.
func TestJourneyEscapes(t *testing.T) {
	t.Parallel()
	for _, evil := range []string{
		`"><script>alert(1)</script><img src=x onerror=alert(2)>`,
		`</title></text></svg><script>alert(1)</script>`,
		`' onload='alert(1)`,
		`{{.T "x"}}`,
	} {
		a := sampleAnswer(t)
		j := longJourney()
		s, n := &j.Steps[0], &j.Graph.Nodes[1]
		s.Kind, s.Source, s.BizStep, s.GLN, s.Note, s.People, s.Laboratory, s.Method = lookup.StepKind(evil), true, evil, evil, evil, evil, evil, evil
		s.There, s.Org, s.To = lookup.Party{Name: evil}, lookup.Party{Name: evil + "2"}, lookup.Party{Name: evil}
		s.Goods = lookup.Goods{GTIN: evil, Lot: evil, NameVI: evil, Code: evil}
		s.Certificates, s.Hidden = []string{evil}, []string{evil}
		s.Amounts, s.Readings = []lookup.Amount{{Number: evil, Unit: evil}}, []lookup.Reading{{Type: evil, Least: evil, Most: "1", Unit: evil}}
		n.Goods = lookup.Goods{GTIN: evil, Lot: evil, NameVI: evil, NameEN: evil, Maker: lookup.Party{Name: evil}}
		j.Graph.Nodes[2].Goods = lookup.Goods{Code: evil}
		a.View.Journey = j
		for _, lang := range []string{"vi", "en"} {
			body := showPage(t, a, lang).Body.String()
			for _, part := range []string{"<script>alert", "<img src=x", "' onload='", "</svg><script"} {
				if strings.Contains(body, part) {
					t.Errorf("%s: the page holds %q as markup", lang, part)
				}
			}
		}
	}
}

// tell stores an event of the producer's about a lot.
func (w *world) tell(v trace.Visibility, minute int, eventType epcis.EventType, members string) {
	w.Helper()
	e, err := epcis.ParseEvent(fmt.Appendf(nil, `{
		"@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", {"temgoc": %q}],
		"type": %q, "eventTime": "2026-01-02T08:%02d:00+07:00", "eventTimeZoneOffset": "+07:00", %s
	}`, epcis.Namespace, eventType, minute, members), time.Time{})
	w.must(err)
	_, err = trace.Store(w.Context(), w.pool, w.producer, v, nil, []epcis.Event{e})
	w.must(err)
}

// TestHiddenFactsStayHidden goes to every page and answer that tells of a
// journey, as everybody and as those who may know.
func TestHiddenFactsStayHidden(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.newBatch("L1")
	run := w.newRun(b)
	lot := epcis.LotURI(b.GTIN, b.Lot)
	goods := `"quantityList": [{"epcClass": "` + lot + `", "quantity": 77.5, "uom": "KGM"}]`
	w.tell(trace.Visibility{Public: true}, 1, epcis.TransformationEvent, `"bizStep": "commissioning", "temgoc:note": "Rang lạc",
		"inputQuantityList": [{"epcClass": "https://id.gs1.org/01/09520000002015/10/N1", "quantity": 20, "uom": "KGM"}],
		"outputQuantityList": [{"epcClass": "`+lot+`", "quantity": 18, "uom": "KGM"}]`)
	w.tell(trace.Visibility{Public: true, Hidden: []string{"temgoc:people", "destinationList", "temgoc:receiver", "quantityList"}}, 2, epcis.ObjectEvent,
		`"eventID": "urn:uuid:5d1b0c39-3a77-4c8a-9d4e-1e3f60c9a2b7", "action": "OBSERVE", "bizStep": "shipping", "temgoc:lot": "`+lot+`", `+goods+`,
		"temgoc:people": "Anh Kín", "temgoc:receiver": "Siêu thị Kín",
		"destinationList": [{"type": "owning_party", "destination": "urn:example:kin-buyer"}]`)
	w.tell(trace.Visibility{}, 3, epcis.ObjectEvent, `"action": "OBSERVE", "bizStep": "inspecting", "temgoc:note": "Ghi chú Kín", `+goods)
	w.tell(trace.Visibility{}, 4, epcis.TransformationEvent, `"bizStep": "commissioning",
		"inputQuantityList": [{"epcClass": "https://id.gs1.org/01/09520000002015/10/LO-KIN", "quantity": 20, "uom": "KGM"}],
		"outputQuantityList": [{"epcClass": "`+lot+`", "quantity": 18, "uom": "KGM"}]`)

	path := w.path(run, 0)
	code := url.QueryEscape("https://tem.example.vn" + path)
	secrets := []string{"Kín", "kin-buyer", "LO-KIN", "77,5", "77.5"}
	for name, body := range map[string]string{
		"page":         w.get(path, "Accept", browsing).Body.String(),
		"English page": w.get(path+"?lang=en", "Accept", browsing).Body.String(),
		"journey":      w.get("/journey?code=" + code).Body.String(),
		"API":          w.get("/api/v1/lookup?code=" + code).Body.String(),
		"JSON-LD":      w.get(path, "Accept", "application/ld+json").Body.String(),
	} {
		for _, secret := range secrets {
			if strings.Contains(body, secret) {
				t.Errorf("%s tells shoppers %q", name, secret)
			}
		}
		if words := []string{"Xuất hàng", "Shipped", "shipped"}; !containsAny(body, words) {
			t.Errorf("%s does not tell of the shipping:\n%s", name, body)
		}
	}
	wantPage(t, w.get("/journey?code="+code), 200, "Rang lạc", "Lô N1", `role="img"`, "Tem thật", path+"?via=link")

	w.newUser(account.Inspector, "thanh-tra@example.vn")
	for email, page := range map[string]string{
		"thanh-tra@example.vn": "/inspector?code=" + code,
		"htx-1@example.vn":     "/producer/batches/" + b.ID.String(),
	} {
		wantPage(t, w.browser(email).get(page), 200, "Anh Kín", "Siêu thị Kín", "Ghi chú Kín", "LO-KIN", "77,5 kg",
			"Người mua không thấy: người làm, nơi nhận, số lượng", "Người mua không thấy: toàn bộ mục này")
	}
}

func containsAny(text string, words []string) bool {
	for _, w := range words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// A producer reads what is missing and where to fill it in; it goes with each
// event that is told.
func TestToDo(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.newBatch("L1")
	producer := w.browser("htx-1@example.vn")
	page := "/producer/batches/" + b.ID.String()
	wantPage(t, producer.get(page), 200, "Công đoạn sản xuất, có nơi và thời gian", `href="`+page+`/diary"`,
		`href="/producer/products/`+b.ProductID.String()+`/picture"`, "Nhờ cơ quan quản lý bổ sung", "<progress", "4 trên 11")
	goods := `"quantityList": [{"epcClass": "` + epcis.LotURI(b.GTIN, b.Lot) + `"}]`
	w.tell(trace.Visibility{Public: true}, 1, epcis.ObjectEvent, `"action": "ADD", "bizStep": "commissioning", `+goods)
	w.tell(trace.Visibility{}, 2, epcis.ObjectEvent, `"action": "OBSERVE", "bizStep": "shipping", `+goods)
	wantPage(t, producer.get(page), 200, "Mã địa điểm (GLN) của công đoạn sản xuất", "Công đoạn đóng gói hoặc lưu thông, có nơi và thời gian")
}

func TestJourneyOfNoCode(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, code := range []string{"", "xin chào", "https://tem.example.vn/01/" + w.product.GTIN.String()} {
		if r := w.get("/journey?code=" + url.QueryEscape(code)); r.Code != 404 {
			t.Errorf("%q: status %d, want 404", code, r.Code)
		}
	}
}
