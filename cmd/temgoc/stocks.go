package main

import (
	"fmt"
	"os"

	"temgoc/labels"
)

// readStocks reads the stocks of this office alone; an empty path is none.
func readStocks(path string) ([]labels.Stock, error) {
	if path == "" {
		return nil, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("TEMGOC_STOCKS: %w", err)
	}
	defer f.Close()
	own, err := labels.ReadStocks(f)
	if err != nil {
		return nil, fmt.Errorf("TEMGOC_STOCKS: %s: %w", path, err)
	}
	for _, s := range own {
		if _, taken := labels.StockNamed(s.Name); taken {
			return nil, fmt.Errorf("TEMGOC_STOCKS: %s: everyone has a stock %q; give this one another name", path, s.Name)
		}
	}
	return own, nil
}
