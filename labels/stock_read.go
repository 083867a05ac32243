package labels

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
)

//go:embed stocks.json
var stocksJSON []byte

// known panics on a stock that is wrong: ours are part of the program.
var known = sync.OnceValue(func() []Stock {
	stocks, err := ReadStocks(bytes.NewReader(stocksJSON))
	if err != nil {
		panic(fmt.Sprintf("stocks.json: %v", err))
	}
	return stocks
})

// Stocks are those of stocks.json: common sheets, rolls, a carton label. What
// they point to is shared, and is not to be changed.
func Stocks() []Stock { return slices.Clone(known()) }

// StockNamed finds one of them.
func StockNamed(name string) (Stock, bool) {
	i := slices.IndexFunc(known(), func(s Stock) bool { return s.Name == name })
	if i < 0 {
		return Stock{}, false
	}
	return known()[i], true
}

// maxStocks is far more than anyone has printers for.
const maxStocks = 500

// ReadStocks reads stocks as they stand in stocks.json: a JSON list of objects
// with the fields of Stock. The error names the stock, the field and what to do.
func ReadStocks(r io.Reader) ([]Stock, error) {
	d := json.NewDecoder(r)
	d.DisallowUnknownFields()
	var stocks []Stock
	if err := d.Decode(&stocks); err != nil {
		return nil, fmt.Errorf("read stocks: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("read stocks: there is more behind the list; put all stocks into it")
	}
	if len(stocks) == 0 || len(stocks) > maxStocks {
		return nil, fmt.Errorf("read stocks: %d in the list; give 1 to %d", len(stocks), maxStocks)
	}
	names := make(map[string]bool)
	for i, s := range stocks {
		if err := s.check(); err != nil {
			return nil, fmt.Errorf("stock %d, %q: %w", i+1, s.Name, err)
		}
		if names[s.Name] {
			return nil, fmt.Errorf("stock %d: there is another %q; rename one of them", i+1, s.Name)
		}
		names[s.Name] = true
	}
	return stocks, nil
}
