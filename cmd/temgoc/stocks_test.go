package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"temgoc/labels"
)

func TestReadStocks(t *testing.T) {
	t.Parallel()
	const own = `[{
		"name": "cuon-rieng-40x25", "media": "roll", "page": {"w": 40, "h": 25},
		"columns": 1, "rows": 1, "label": {"w": 40, "h": 25}, "first": {"x": 0, "y": 0},
		"pitch": {"w": 40, "h": 25}, "gap": 2
	}]`
	for _, tt := range []struct {
		name, file string
		names      []string
		refused    string // in the error; empty: taken
	}{
		{"own", own, []string{"cuon-rieng-40x25"}, ""},
		{"name that everyone has", strings.Replace(own, "cuon-rieng-40x25", labels.Stocks()[0].Name, 1), nil, labels.Stocks()[0].Name},
		{"unknown field", strings.Replace(own, "gap", "gaap", 1), nil, "gaap"},
		{"no JSON", "40x25", nil, "read stocks"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "stocks.json")
			if err := os.WriteFile(path, []byte(tt.file), 0o600); err != nil {
				t.Fatal(err)
			}
			stocks, err := readStocks(path)
			if tt.refused != "" {
				if err == nil || !strings.HasPrefix(err.Error(), "TEMGOC_STOCKS: ") || !strings.Contains(err.Error(), tt.refused) {
					t.Errorf("got %v, want a sentence with TEMGOC_STOCKS and %s", err, tt.refused)
				}
				return
			}
			if err != nil || len(stocks) != len(tt.names) || stocks[0].Name != tt.names[0] {
				t.Errorf("got %v, %v, want %v", stocks, err, tt.names)
			}
		})
	}
}

func TestReadStocksWithoutFile(t *testing.T) {
	t.Parallel()
	if stocks, err := readStocks(""); err != nil || stocks != nil {
		t.Errorf("not set: got %v, %v, want none", stocks, err)
	}
	if _, err := readStocks(filepath.Join(t.TempDir(), "missing.json")); err == nil || !strings.Contains(err.Error(), "TEMGOC_STOCKS") {
		t.Errorf("missing file: got %v, want an error that names TEMGOC_STOCKS", err)
	}
}
