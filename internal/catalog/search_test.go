package catalog

import (
	"testing"

	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/pg/pgtest"
)

func TestSearchProducts(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	in := goodProduct()
	in.NameVI, in.NameEN = "Bánh đa Hoà Bình", "Rice noodles"
	p, err := UpdateProduct(t.Context(), w.db, w.producer, w.product.ID, in)
	checkError(t, err, nil)
	for _, tt := range []struct {
		name, text string
		who        account.Principal
		want       int
	}{
		{"as written", "Bánh đa", w.producer, 1},
		{"without accents", "banh da", w.producer, 1},
		{"accent on the other vowel", "hòa bình", w.producer, 1},
		{"decomposed", "Ba\u0301nh", w.producer, 1},
		{"upper case, more spaces", "  BÁNH   ĐA ", w.producer, 1},
		{"English name", "noodle", w.producer, 1},
		{"GTIN", p.GTIN.String()[1:], w.producer, 1},
		{"nothing asked", "", w.producer, 1},
		{"another", "kẹo", w.producer, 0},
		{"a pattern is text", "b%da", w.producer, 0},
		{"not UTF-8, and null", "b\xff\x00anh", w.producer, 1},
		{"a stranger's search", "banh da", w.stranger, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := SearchProducts(t.Context(), w.db, tt.who, tt.text, uuid.Nil, 10)
			if err != nil || len(got) != tt.want {
				t.Errorf("search %q: got %d products, %v, want %d", tt.text, len(got), err, tt.want)
			}
		})
	}
}
