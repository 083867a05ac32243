package web

import (
	"strings"
	"testing"

	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/lookup"
)

// TestScriptsRecallEverything: a program recalls, includes, decides and lifts.
func TestScriptsRecallEverything(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := newBakery(w)
	tea := w.newBatch("L1")
	first, second, third := b.bake(tea, "B1"), b.bake(tea, "B2"), b.bake(tea, "B3")
	run := b.runOf(first)
	admin, producer := w.script(w.newUser(account.Admin, "so@example.vn")), w.script(w.producer)
	const recalls = "/api/v1/recalls"
	order := func(include string) string {
		return `{"batch_id":"` + tea.ID.String() + `","reason":"Mốc"` + include + `}`
	}
	before := w.marks()
	wantProblem(t, producer.post(recalls, order(`,"include":["`+first.ID.String()+`"]`)), 404)
	wantProblem(t, admin.post(recalls, order(`,"include":["`+uuid.NewString()+`"]`)), 404)
	wantProblem(t, admin.post(recalls, order(`,"include":"some"`)), 400)
	w.wantUnchanged(before)

	r := read[recallDetail](t, admin.post(recalls, order(`,"include":["`+first.ID.String()+`"]`)), 201)
	if len(r.Members) != 1 || r.Members[0].BatchID != first.ID || r.Members[0].Distance != 1 || r.Members[0].Producer != "Tổ chức lo-banh" {
		t.Errorf("members %+v, want the first cakes", r.Members)
	}
	if len(r.Undecided) != 2 || r.Findings != nil || r.Product != "Chè Thái" || r.Lot != tea.Lot {
		t.Errorf("got %+v, want two undecided of the tea, and no findings", r)
	}
	code := "https://tem.example.vn" + w.path(run, 0)
	producer.wantVerdict(code, lookup.Recalled)
	if got := read[lookupAnswer](t, producer.get("/api/v1/lookup?code="+code), 200); !got.Goods.Recall.Material {
		t.Errorf("lookup says %+v, want that a material is recalled", got.Goods.Recall)
	}

	at := recalls + "/" + r.ID.String()
	wantDone(t, admin.post(at+"/include", `{"batch_id":"`+second.ID.String()+`"}`))
	wantProblem(t, admin.post(at+"/dismiss", `{"batch_id":"`+third.ID.String()+`"}`), 400)
	wantDone(t, admin.post(at+"/dismiss", `{"batch_id":"`+third.ID.String()+`","reason":"Khác mẻ"}`))
	wantProblem(t, admin.post(at+"/include", `{"batch_id":"`+third.ID.String()+`"}`), 404)
	if r = read[recallDetail](t, admin.get(at), 200); len(r.Members) != 2 || len(r.Undecided) != 0 {
		t.Errorf("got %d members, %d undecided, want 2 and none", len(r.Members), len(r.Undecided))
	}
	if own := read[recallDetail](t, producer.get(at), 200); len(own.Members) != 0 {
		t.Errorf("the tea's producer sees another's batches: %+v", own.Members)
	}
	if r := admin.get(at + "/receivers.csv"); r.Code != 200 || !strings.HasPrefix(r.Body.String(), "\uFEFFNơi nhận,") {
		t.Errorf("receivers: status %d, %.60q", r.Code, r.Body)
	}
	wantDone(t, admin.post(at+"/lift", `{"reason":"Đạt","members":true}`))
	producer.wantVerdict(code, lookup.Genuine)
	wantProblem(t, admin.post(at+"/lift", `{"reason":"Đạt"}`), 404)
}

func TestScriptsDrill(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.newBatch("L1")
	code := "https://tem.example.vn" + w.path(w.newRun(b), 0)
	w.ship(w.producer, b, "5", "Chợ Bo", "")
	p := w.script(w.producer)
	r := read[recallDetail](t, p.post("/api/v1/recalls", `{"batch_id":"`+b.ID.String()+`","reason":"Thử","drill":true}`), 201)
	f := r.Findings
	if f == nil || f.Batches != 1 || f.Units != 10 || f.Receivers != 1 || len(f.Silent) != 1 || f.Silent[0] != "Chợ Bo" || f.FindReceivers <= 0 {
		t.Errorf("found %+v, want one batch of 10 stamps and one receiver without a contact", f)
	}
	p.wantVerdict(code, lookup.Genuine)
	wantDone(t, p.post("/api/v1/recalls/"+r.ID.String()+"/lift", `{"reason":"Xong","members":true}`))
}
