package web

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/png"
	"testing"

	"github.com/google/uuid"

	"temgoc/internal/diary"
)

// TestAPIDiary: a program writes what the forms write.
func TestAPIDiary(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.newBatch("L1")
	p := w.script(w.producer)
	path := "/api/v1/batches/" + b.ID.String() + "/diary"
	body := `{"key":"1","kind":"process","at":"2026-06-30T08:00:00+07:00","amount":"100","unit":"goi",` +
		`"inputs":[{"name":"Gạo nếp","lot":"GN1","amount":"12.500","unit":"kg"}],"hidden":["people"]}`
	made := read[diary.Record](t, p.post(path, body), 201)
	if made.Inputs[0].Amount != "12.5" || len(made.Hidden) != 1 || made.State != diary.Holds {
		t.Errorf("made: %+v", made)
	}
	if again := read[diary.Record](t, p.post(path, body), 200); again.ID != made.ID {
		t.Errorf("again: entry %s, want %s", again.ID, made.ID)
	}
	read[diary.Record](t, p.post(path, `{"key":"2","kind":"display"}`), 201)
	page := read[list[diary.Record]](t, p.get(path+"?limit=1"), 200)
	if len(page.Items) != 1 || page.Items[0].Kind != diary.Display || page.Next == "" {
		t.Fatalf("first page: %+v", page)
	}
	if page = read[list[diary.Record]](t, p.get(path+"?limit=1&after="+page.Next), 200); page.Items[0].ID != made.ID {
		t.Errorf("second page: %+v", page)
	}
	for _, tt := range []struct{ body, field, problem string }{
		{`{"kind":"display"}`, "key", "diary.key_bad"},
		{`{"key":"1","kind":"display"}`, "key", "diary.key_reused"},
		{`{"key":"3","kind":"display","at":"2030-01-01T00:00:00Z"}`, "at", "diary.future"},
		{`{"key":"3","kind":"pack","amount":"-1","unit":"goi"}`, "amount", "diary.not_positive"},
		{`{"key":"3","kind":"pack","amount":"1"}`, "unit", "diary.unit_missing"},
		{`{"key":"3","kind":"display","amount":1}`, "amount", "json.wrong_type"},
		{`{"key":"3","kind":"display","photo":"eA=="}`, "photo", "picture.format"},
	} {
		got := wantProblem(t, p.post(path, tt.body), 400)
		if len(got.Errors) != 1 || got.Errors[0].Field != tt.field || got.Errors[0].Code != tt.problem {
			t.Errorf("%s: %+v, want %s %s", tt.body, got.Errors, tt.field, tt.problem)
		}
	}
	if n := w.events(); n != 2 {
		t.Errorf("%d events, want 2", n)
	}
}

// TestAPICorrection: what was wrong stays on record, and its photo goes with
// what is right.
func TestAPICorrection(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.newBatch("L1")
	p := w.script(w.producer)
	path := "/api/v1/batches/" + b.ID.String() + "/diary"
	var img bytes.Buffer
	w.must(png.Encode(&img, image.NewGray(image.Rect(0, 0, 300, 300))))
	photo := base64.StdEncoding.EncodeToString(img.Bytes())
	wrong := read[diary.Record](t, p.post(path, `{"key":"1","kind":"display","photo":"`+photo+`"}`), 201)
	if r := p.do("PUT", "/api/v1/entries/"+wrong.ID.String(), `{"key":"1","kind":"sell"}`); r.Code != 204 {
		t.Fatalf("correct: status %d, want 204\n%s", r.Code, r.Body)
	}
	wantProblem(t, p.do("DELETE", "/api/v1/entries/"+wrong.ID.String(), ""), 400) // it is corrected already
	states := map[diary.Kind]diary.State{}
	var right diary.Record
	for _, r := range read[list[diary.Record]](t, p.get(path), 200).Items {
		states[r.Kind] = r.State
		if r.Kind == diary.Sell {
			right = r
		}
	}
	if states[diary.Display] == diary.Holds || states[diary.Sell] != diary.Holds {
		t.Errorf("states after the correction: got %v, want the sale alone to hold", states)
	}
	record, err := diary.RecordByID(t.Context(), w.pool, w.producer, right.ID)
	if err != nil || record.Photo == uuid.Nil {
		t.Errorf("photo of the corrected entry: got %v, %v, want the one before", record.Photo, err)
	}
	if r := p.do("DELETE", "/api/v1/entries/"+right.ID.String(), ""); r.Code != 204 {
		t.Errorf("withdraw: status %d, want 204\n%s", r.Code, r.Body)
	}
}
