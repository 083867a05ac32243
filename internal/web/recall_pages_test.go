package web

import (
	"net/url"
	"strconv"
	"strings"
	"testing"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/epcis"
	"temgoc/internal/stamp"
	"temgoc/internal/trace"
)

// bakery makes cakes of the world's tea.
type bakery struct {
	*world
	baker account.Principal
	cake  catalog.Product
}

func newBakery(w *world) bakery {
	w.Helper()
	b := bakery{world: w, baker: w.newUser(account.Producer, "lo-banh@example.vn")}
	var err error
	b.cake, err = catalog.CreateProduct(w.Context(), w.pool, b.baker, "0299", catalog.NewProduct{NameVI: "Bánh <chè>", Group: "thuc-pham"})
	w.must(err)
	return b
}

// bake makes a batch of cakes of a batch of tea.
func (b bakery) bake(tea catalog.Batch, lot string) catalog.Batch {
	b.Helper()
	made, err := catalog.CreateBatch(b.Context(), b.pool, b.baker, 1, catalog.NewBatch{
		ProductID: b.cake.ID, Lot: lot, ProducedOn: day.Date(2026, 2, 2), Quantity: 100,
	})
	b.must(err)
	b.report(b.baker, epcis.Draft{
		Type: epcis.TransformationEvent, BizStep: "commissioning",
		InGoods: []epcis.Quantity{{Class: epcis.LotURI(tea.GTIN, tea.Lot)}}, OutGoods: []epcis.Quantity{{Class: epcis.LotURI(made.GTIN, made.Lot)}},
	})
	return made
}

// report stores an event that everybody may see.
func (w *world) report(who account.Principal, d epcis.Draft) {
	w.Helper()
	d.Time = testNow().AddDate(0, 0, -7)
	event, err := d.Event()
	w.must(err)
	_, err = trace.Store(w.Context(), w.pool, who, trace.Visibility{Public: true}, nil, []epcis.Event{event})
	w.must(err)
}

// ship sends some of a batch to a receiver that gave its name.
func (w *world) ship(who account.Principal, b catalog.Batch, amount, name, contact string) {
	w.Helper()
	d := epcis.Draft{
		Type: epcis.ObjectEvent, Action: epcis.Observe, BizStep: "shipping",
		Goods: []epcis.Quantity{{Class: epcis.LotURI(b.GTIN, b.Lot), Amount: amount, UoM: "KGM"}},
	}
	for local, text := range map[string]string{"receiver": name, "receiverContact": contact} {
		if text != "" {
			d.Extensions = append(d.Extensions, epcis.Field{Space: epcis.Namespace, Local: local, Value: epcis.TextValue(text)})
		}
	}
	w.report(who, d)
}

// runOf is ten stamps of a batch of the baker.
func (b bakery) runOf(batch catalog.Batch) stamp.Run {
	b.Helper()
	run, _, err := stamp.Issue(b.Context(), b.pool, b.baker, batch.ID, 1, day.Of(testNow()), "", stamp.Order{Quantity: 10, Kind: stamp.Compact})
	b.must(err)
	b.must(stamp.Activate(b.Context(), b.pool, b.baker, run.ID, nil))
	return run
}

// TestRecallPagesReachEverything: what was made from a batch is listed, ticked,
// recalled with it, decided on later, and lifted with it.
func TestRecallPagesReachEverything(t *testing.T) {
	t.Parallel()
	w, admin := authority(t)
	b := newBakery(w)
	tea := w.newBatch("L1")
	first, second := b.bake(tea, "B1"), b.bake(tea, "B2")
	run := b.runOf(first)
	w.ship(w.producer, tea, "12.5", "=Chợ <Bo>", "")
	path := "/admin/batches/" + tea.ID.String() + "/recall"
	form := url.Values{"reason": {"Có nấm mốc"}}

	preview := admin.post(path, form)
	wantPage(t, preview, 200, "Bánh &lt;chè&gt; · Lô B1", "Lô B2", "cách 1 bước", `name="include" value="`+first.ID.String()+`" checked`,
		"1 nơi đã nhận hàng", "Một lô nguyên liệu làm nên hàng này đang bị thu hồi.")
	wantPage(t, w.get(w.path(run, 0)), 200, "Tem thật")
	form.Set("step", "declare")
	form["include"] = []string{first.ID.String()}
	report := admin.follow(admin.post(path, form))
	wantPage(t, report.page, 200, "Lệnh thu hồi đã có hiệu lực", "1 lô làm ra từ lô này còn cần quyết định.", "Lô bị thu hồi cùng", "Bánh &lt;chè&gt; · B1", "=Chợ &lt;Bo&gt;", "12,5 kg", "1 nơi chưa có liên hệ")
	wantPage(t, w.get(w.path(run, 0)), 200, "Hàng đang bị thu hồi", "Một lô nguyên liệu làm nên hàng này đang bị thu hồi.", "Có nấm mốc")
	wantPage(t, w.get(w.path(run, 1), "Accept-Language", "en"), 200, "A lot of material that went into these goods is recalled.")

	list := admin.get("/admin/recalls")
	wantPage(t, list, 200, "Cần quyết định (1)", "Lô B2", "Thu hồi vì Chè Thái, lô L1")
	decision := url.Values{"recall": {strings.TrimPrefix(report.path, "/admin/recalls/")}, "batch": {second.ID.String()}, "do": {"dismiss"}}
	wantPage(t, admin.post("/admin/recalls", decision), 400, "Hãy điền mục này.")
	decision.Set("reason", "Khác mẻ")
	wantPage(t, admin.follow(admin.post("/admin/recalls", decision)).page, 200, "Đã ghi quyết định không thu hồi.")
	later := b.bake(first, "B3")
	wantPage(t, admin.get("/admin/recalls"), 200, "Cần quyết định (1)", "Lô B3", "cách 2 bước")
	decision = url.Values{"recall": decision["recall"], "batch": {later.ID.String()}}
	wantPage(t, admin.follow(admin.post("/admin/recalls", decision)).page, 200, "Đã thu hồi lô đó cùng.")
	wantPage(t, admin.post("/admin/recalls", decision), 404, "Không tìm thấy")

	wantPage(t, admin.follow(admin.post(report.path, url.Values{"reason": {"Đạt"}, "members": {"yes"}})).page, 200, "Đã gỡ lệnh thu hồi.")
	var open int
	w.must(w.pool.QueryRow(t.Context(), `select count(*) from open_recall`).Scan(&open))
	if open > 0 {
		t.Errorf("%d recalls are open after all were lifted", open)
	}
}

// TestProducerIncludesOnlyOwn: others' batches are named to whoever may know of
// them, and left to the authority.
func TestProducerIncludesOnlyOwn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := newBakery(w)
	tea := w.newBatch("L1")
	cake := b.bake(tea, "B1")
	p := w.browser("htx-1@example.vn")
	path := "/producer/batches/" + tea.ID.String() + "/recall"
	form := url.Values{"reason": {"Có nấm mốc"}}
	preview := p.post(path, form)
	wantPage(t, preview, 200, "cơ quan quản lý sẽ quyết định", "Bánh &lt;chè&gt; · Lô B1")
	if strings.Contains(preview.Body.String(), cake.ID.String()) {
		t.Error("the preview offers another's batch")
	}
	before := w.marks()
	form.Set("step", "declare")
	form.Set("include", cake.ID.String())
	wantPage(t, p.post(path, form), 404, "Không tìm thấy")
	w.wantUnchanged(before)
}

// TestRecallOfAPart by a number and by a scanned stamp.
func TestRecallOfAPart(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.newBatch("L1")
	run := w.newRun(b)
	other := w.newRun(w.newBatch("L2"))
	p := w.browser("htx-1@example.vn")
	path := "/producer/batches/" + b.ID.String() + "/recall"
	form := url.Values{"reason": {"Rách bao"}, "first": {"3"}, "last": {"https://tem.example.vn" + w.path(run, 5)}}
	wantPage(t, p.post(path, form), 200, "Khi đã thu hồi tem số 3 đến 5,", "Thu hồi các tem này")
	before := w.marks()
	for name, tt := range map[string]struct {
		first, last, says string
	}{
		"beyond the stamps":        {"3", "10", "Lô này không có tem mang số đó."},
		"of another batch":         {"https://tem.example.vn" + w.path(other, 0), "", "Mã này là của lô khác"},
		"reversed":                 {"5", "3", "Số đầu phải nhỏ hơn hoặc bằng số cuối."},
		"an end without beginning": {"", "3", "Hãy điền mục này."},
		"no number":                {"ba", "bốn", "Đây không phải là số"},
	} {
		bad := url.Values{"reason": {"Rách bao"}, "step": {"declare"}, "first": {tt.first}, "last": {tt.last}}
		r := p.post(path, bad)
		if r.Code != 400 || !strings.Contains(r.Body.String(), tt.says) {
			t.Errorf("%s: status %d, want 400 with %q", name, r.Code, tt.says)
		}
	}
	w.wantUnchanged(before)

	form.Set("step", "declare")
	wantPage(t, p.follow(p.post(path, form)).page, 200, "Tem số 3–5")
	for unit, says := range map[int]string{2: "Tem thật", 3: "Hàng đang bị thu hồi", 5: "Rách bao", 6: "Tem thật"} {
		wantPage(t, w.get(w.path(run, unit)), 200, says)
	}
	code, err := w.ring.SignBatch(1, b.GTIN, b.Lot, b.ExpiresOn.YYMMDD())
	w.must(err)
	wantPage(t, w.get(code.Path()), 200, "Hàng đang bị thu hồi", "Chỉ các tem số 3 đến 5 của lô này bị thu hồi.")
	wantPage(t, w.get(code.Path(), "Accept-Language", "en"), 200, "Only stamps 3 to 5 of this lot are recalled.")
	wantPage(t, p.get("/producer/batches/"+b.ID.String()), 200, "Chỉ các tem số 3 đến 5", "Cấp tem")

	one := url.Values{"reason": {"Rách bao"}, "step": {"declare"}, "first": {strconv.Itoa(9)}}
	wantPage(t, p.follow(p.post(path, one)).page, 200, "Tem số 9</p>")
	wantPage(t, w.get(code.Path()), 200, "Chỉ tem số 9 của lô này bị thu hồi.")
}

// TestDrillPages: a producer practises, sees what it took, and ends it.
func TestDrillPages(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.newBatch("L1")
	run := w.newRun(b)
	w.ship(w.producer, b, "5", "Chợ Bo", "")
	p := w.browser("htx-1@example.vn")
	path := "/producer/batches/" + b.ID.String() + "/recall"
	form := url.Values{"reason": {"Thử"}, "drill": {"yes"}}
	wantPage(t, p.post(path, form), 200, "Đây là diễn tập.", "Bắt đầu diễn tập")
	form.Set("step", "declare")
	report := p.follow(p.post(path, form))
	wantPage(t, report.page, 200, "Diễn tập thu hồi", "hành trình của lô không thêm gì", "Chưa có liên hệ của: Chợ Bo", "Kết thúc diễn tập")
	wantPage(t, w.get(w.path(run, 0)), 200, "Tem thật")
	wantPage(t, p.get("/producer/recalls"), 200, "Diễn tập", "Thử")
	wantPage(t, p.follow(p.post(report.path, url.Values{"reason": {"Cần số của chợ"}, "members": {"yes"}})).page, 200, "Đã kết thúc lúc", "Cần số của chợ")
	wantPage(t, p.get("/producer/recalls"), 200, "Diễn tập, xong lúc")
}

func TestIdentifier(t *testing.T) {
	t.Parallel()
	for uri, want := range map[string]string{
		"https://id.gs1.org/417/9529000000137":       "GLN 9529000000137",
		epcis.Namespace + "party/1/ch%E1%BB%A3%20bo": "",
		"https://example.com/shops/7":                "https://example.com/shops/7",
		"":                                           "",
	} {
		if got := identifier(uri); got != want {
			t.Errorf("%s is told as %q, want %q", uri, got, want)
		}
	}
}

func TestReceiversFile(t *testing.T) {
	t.Parallel()
	w, admin := authority(t)
	b := w.newBatch("L1")
	w.ship(w.producer, b, "12.5", "=SUM(A1)", "0227 999; chợ Bo")
	w.ship(w.producer, b, "0.5", "=SUM(A1)", "0227 999; chợ Bo")
	form := url.Values{"reason": {"Mốc"}, "step": {"declare"}}
	report := admin.follow(admin.post("/admin/batches/"+b.ID.String()+"/recall", form))
	file := admin.get(report.path + "/receivers.csv")
	want := "\uFEFFNơi nhận,Mã của nơi nhận,Liên hệ,Chủ thể,Sản phẩm,GTIN,Số lô,Đơn vị tính,Số lượng đã gửi,Số lượng bên nhận ghi,Ngày đầu,Ngày cuối\r\n" +
		`'=SUM(A1),,"0227 999; chợ Bo",Tổ chức htx-1,Chè Thái,` + b.GTIN.String() + ",L1,kg,13,,2026-06-24,2026-06-24\r\n"
	if got := file.Body.String(); file.Code != 200 || got != want {
		t.Errorf("status %d, got\n%s\nwant\n%s", file.Code, got, want)
	}
	if got := file.Header().Get("Content-Disposition"); got != "attachment; filename=thu-hoi-L1.csv" {
		t.Errorf("Content-Disposition %q", got)
	}
	own := w.browser("htx-1@example.vn")
	if r := own.get(strings.Replace(report.path, "/admin/", "/producer/", 1) + "/receivers.csv"); r.Code != 200 || r.Body.String() != want {
		t.Errorf("its producer: status %d\n%s", r.Code, r.Body)
	}
}
