package labels

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const ownRoll = `{"name": "roll-40x30", "media": "roll", "page": {"w": 40, "h": 30}, "columns": 1, "rows": 1,
	"label": {"w": 40, "h": 30}, "first": {"x": 0, "y": 0}, "pitch": {"w": 0, "h": 0}, "gap": 3}`

func TestReadStocks(t *testing.T) {
	t.Parallel()
	stocks, err := ReadStocks(strings.NewReader("[" + ownRoll + "]"))
	if err != nil {
		t.Fatal(err)
	}
	want := []Stock{{
		Name: "roll-40x30", Media: OnRoll, Page: Size{40, 30}, Columns: 1, Rows: 1, Label: Size{40, 30}, Gap: 3,
	}}
	if diff := cmp.Diff(want, stocks); diff != "" {
		t.Errorf("stocks (-want +got):\n%s", diff)
	}
}

// TestReadStocksRefuses changes one thing of a good stock.
func TestReadStocksRefuses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ old, new, want string }{
		{`"name": "roll-40x30"`, `"name": ""`, "name: want"},
		{`"name": "roll-40x30"`, `"name": "Roll 40"`, "name: want"},
		{`"name": "roll-40x30"`, `"name": "../etc"`, "name: want"},
		{`"name": "roll-40x30"`, `"name": "` + strings.Repeat("a", 41) + `"`, "name: want"},
		{`"name"`, `"like": "a\u0000b", "name"`, "like: want"},
		{`"name"`, `"nmae": "x", "name"`, `unknown field "nmae"`},
		{`"media": "roll"`, `"media": "tape"`, `media is "tape"`},
		{`"media": "roll"`, `"media": "sheet"`, "gap is 3 mm: only rolls"},
		{`"rows": 1`, `"rows": 2`, "a roll has 1"},
		{`"columns": 1`, `"columns": 0`, "columns is 0: give 1 to 50"},
		{`"columns": 1`, `"columns": 51`, "columns is 51"},
		{`"columns": 1`, `"columns": 2`, "they overlap"},
		{`"columns": 1`, `"columns": 1.5`, "cannot unmarshal"},
		{`"page": {"w": 40`, `"page": {"w": 39`, "the last label ends at 40.00 mm, page.w is 39 mm"},
		{`"page": {"w": 40, "h": 30}`, `"page": {"w": 1e9, "h": 30}`, "page.w is 1e+09 mm: give 5 to 1000"},
		{`"label": {"w": 40, "h": 30}`, `"label": {"w": 40, "h": 31}`, "page.h is 30 mm"},
		{`"label": {"w": 40, "h": 30}`, `"label": {"w": -40, "h": 30}`, "label.w is -40 mm"},
		{`"label": {"w": 40, "h": 30}`, `"label": {"w": 40, "h": 11}`, "room for a symbol of 10.4 mm"},
		{`"first": {"x": 0`, `"first": {"x": -1`, "first.x is -1 mm"},
		{`"first": {"x": 0`, `"first": {"x": 1`, "the last label ends at 41.00 mm"},
		{`"pitch": {"w": 0`, `"pitch": {"w": -1`, "pitch.w is -1 mm"},
		{`"gap": 3`, `"gap": -1`, "gap is -1 mm"},
		{`"gap": 3`, `"round": true`, "a round one is as wide as high"},
		{`"gap": 3`, `"scratch": {"x": 30, "y": 20, "w": 11, "h": 5}`, "scratch: it leaves the label"},
		{`"gap": 3`, `"scratch": {"x": 30, "y": 20, "w": 2, "h": 5}`, "scratch is 2 × 5 mm"},
		{`"gap": 3`, `"scratch": {"x": 0, "y": 10, "w": 40, "h": 10}`, "room for a symbol"},
		{`"gap": 3}`, `"gap": 3}, ` + ownRoll, `another "roll-40x30"`},
		{`"gap": 3}`, `"gap": 3}] [`, "more behind the list"},
		{ownRoll, "", "0 in the list"},
		{ownRoll, "7", "cannot unmarshal"},
	} {
		list := "[" + strings.Replace(ownRoll, tt.old, tt.new, 1) + "]"
		stocks, err := ReadStocks(strings.NewReader(list))
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s for %s: %v, error %v, want %q", tt.new, tt.old, stocks, err, tt.want)
		}
	}
}

func TestReadStocksRefusesScratchOnRound(t *testing.T) {
	t.Parallel()
	s, _ := StockNamed("roll-round-30")
	s.Scratch = &Box{5, 20, Size{20, 5}}
	if err := s.check(); err == nil || !strings.Contains(err.Error(), "a round label has no room for it") {
		t.Errorf("error %v, want one on the scratch field", err)
	}
}

// FuzzReadStocks reads what it accepted once more, and sets a label on it.
func FuzzReadStocks(f *testing.F) {
	f.Add(stocksJSON)
	f.Add([]byte("[" + ownRoll + "]"))
	f.Fuzz(func(t *testing.T, b []byte) {
		stocks, err := ReadStocks(bytes.NewReader(b))
		if err != nil {
			return
		}
		again, err := json.Marshal(stocks)
		if err != nil {
			t.Fatal(err)
		}
		back, err := ReadStocks(bytes.NewReader(again))
		if diff := cmp.Diff(stocks, back); err != nil || diff != "" {
			t.Errorf("read again: %v (-want +got):\n%s", err, diff)
		}
		template, err := NewTemplate(stocks[0], usualDesign, compactStamp, 300)
		if err != nil {
			return
		}
		for _, fault := range faults(t, template, compactStamp) {
			t.Errorf("%+v: %s", stocks[0], fault)
		}
	})
}
