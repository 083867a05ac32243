package sample

import (
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/gs1"
	"temgoc/internal/pg"
	"temgoc/internal/pg/pgtest"
)

var today = day.Date(2026, 11, 21)

// everything is read as an inspector does.
var everything = account.Principal{Role: account.Inspector}

func load(t *testing.T, db pg.DB) {
	t.Helper()
	if err := Load(t.Context(), db, today); err != nil {
		t.Fatal(err)
	}
}

func TestLoadTwice(t *testing.T) {
	t.Parallel()
	db := pgtest.Pool(t)
	want := map[string]int{"organisation": 45, "product": 64, "certificate": 56, "place": 44, "picture": 1}
	for _, attempt := range []string{"first", "second"} {
		load(t, db)
		got := map[string]int{}
		for table := range want {
			var n int
			if err := db.QueryRow(t.Context(), `select count(*) from `+table).Scan(&n); err != nil {
				t.Fatalf("count %s: %v", table, err)
			}
			got[table] = n
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("rows after the %s time: -want +got\n%s", attempt, diff)
		}
	}
}

func TestSample(t *testing.T) {
	t.Parallel()
	db := pgtest.Pool(t)
	load(t, db)
	products, err := catalog.Products(t.Context(), db, everything, uuid.Nil, 200)
	if err != nil {
		t.Fatalf("list products: %v", err)
	}
	states := map[catalog.CertState]int{}
	for _, p := range products {
		if p.NameEN == "" || strings.ContainsFunc(p.NameEN, func(r rune) bool { return r > unicode.MaxASCII }) {
			t.Errorf("%s: got English name %q", p.NameVI, p.NameEN)
		}
		certs, err := catalog.Certificates(t.Context(), db, p.ID)
		if err != nil {
			t.Fatalf("certificates of %s: %v", p.NameVI, err)
		}
		c, state := catalog.OCOP(certs, today)
		states[state]++
		if state != catalog.CertNone && (!strings.HasPrefix(c.Number, "DEMO-") || c.IssuedOn.AddMonths(36).DaysUntil(c.ValidUntil) > 3) {
			t.Errorf("%s: got certificate %q of %s to %s", p.NameVI, c.Number, c.IssuedOn, c.ValidUntil)
		}
	}
	for _, state := range []catalog.CertState{catalog.CertValid, catalog.CertLapsing, catalog.CertLapsed, catalog.CertNone} {
		if states[state] < 5 {
			t.Errorf("got %d products whose stars are %s, want some of each: %v", states[state], state, states)
		}
	}
}

// The hero can be issued stamps with stars, and its page lacks nothing.
func TestHero(t *testing.T) {
	t.Parallel()
	db := pgtest.Pool(t)
	load(t, db)
	org, err := account.OrgByCode(t.Context(), db, Producer)
	if err != nil {
		t.Fatalf("hero's organisation: %v", err)
	}
	who := account.Principal{OrgID: org.ID, Role: account.Producer}
	products, err := catalog.Products(t.Context(), db, who, uuid.Nil, 1)
	if err != nil || len(products) != 1 || products[0].GTIN.String() != HeroGTIN {
		t.Fatalf("first product of %s: got %v, %v, want %s", Producer, products, err, HeroGTIN)
	}
	b, err := catalog.CreateBatch(t.Context(), db, who, 1, catalog.NewBatch{
		ProductID: products[0].ID, Lot: "L1", ProducedOn: today, Quantity: 10,
	})
	if err != nil {
		t.Fatalf("batch: %v", err)
	}
	facts, err := catalog.BatchFacts(t.Context(), db, b.Number)
	if err != nil {
		t.Fatalf("facts: %v", err)
	}
	c, state := catalog.OCOP(facts.Certificates, today)
	if state != catalog.CertValid || c.Stars != 4 || c.ValidUntil != today.AddMonths(24) {
		t.Errorf("got %d stars, %s until %s, want 4, valid for two years", c.Stars, state, c.ValidUntil)
	}
	if missing := facts.Missing(); missing != nil {
		t.Errorf("got missing %v, want none", missing)
	}
	if got, want := facts.Place.Before(), "Nguyên Xá, Đông Hưng, Thái Bình"; got != want {
		t.Errorf("place before: got %q, want %q", got, want)
	}
	if got, want := facts.Place.Now(), "Xã Đông Hưng, Tỉnh Hưng Yên"; got != want {
		t.Errorf("place now: got %q, want %q", got, want)
	}
}

func TestData(t *testing.T) {
	t.Parallel()
	products, err := read()
	if err != nil || len(products) != len(details) {
		t.Fatalf("got %d products, %v, want %d", len(products), err, len(details))
	}
	for _, p := range products {
		if _, err := gs1.PadGTIN(p.GTIN); err != nil {
			t.Errorf("product %d: %v", p.ID, err)
		}
		if _, err := gs1.ParseGLN(p.Producer.GLN); err != nil {
			t.Errorf("product %d: %v", p.ID, err)
		}
		if now := p.Place.Now.Province; now != "" && now != mergedInto[p.Place.Province].name {
			t.Errorf("product %d: %s became %s, want %s", p.ID, p.Place.Province, now, mergedInto[p.Place.Province].name)
		}
		if _, known := makers[p.Producer.Code]; known == p.Producer.Invented {
			t.Errorf("producer %s: details %v, invented %v", p.Producer.Code, known, p.Producer.Invented)
		}
	}
}

// What was rated in 2020 and 2022 has lapsed by 2026, save the hero.
func TestOldStarsHaveLapsed(t *testing.T) {
	t.Parallel()
	products, err := read()
	if err != nil {
		t.Fatal(err)
	}
	seen := false
	for _, p := range products {
		old := (p.Year == 2020 || p.Year == 2022) && "0"+p.GTIN != HeroGTIN
		if until := p.validUntil(today); old && until != day.Date(p.Year+3, 6, 30) {
			t.Errorf("%s of %d: got valid until %s", p.Name, p.Year, until)
		}
		seen = seen || old && "0"+p.GTIN == LapsedGTIN && p.Producer.Code == LapsedProducer
	}
	if !seen {
		t.Errorf("got no old stars of %s, product of %s", LapsedGTIN, LapsedProducer)
	}
}
