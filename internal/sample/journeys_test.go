package sample

import (
	"testing"
	"time"

	"temgoc/internal/catalog"
	"temgoc/internal/epcis"
	"temgoc/internal/pg"
	"temgoc/internal/pg/pgtest"
	"temgoc/internal/trace"
)

// What shoppers see of the sample: products of all kinds, each with a way from
// the field to the shop, and lots that went into those of other producers.
func TestJourneys(t *testing.T) {
	t.Parallel()
	db := pgtest.Pool(t)
	load(t, db)
	count := func() (n int) {
		if err := db.QueryRow(t.Context(), `select count(*) from event`).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	for i, now := range []time.Time{today.Time(), today.AddDays(3).Time()} {
		before := count()
		if err := Journeys(t.Context(), db, 1, now); err != nil {
			t.Fatalf("load %d: %v", i+1, err)
		}
		if got := count() - before; (got == 0) != (i == 1) {
			t.Errorf("load %d: got %d new events", i+1, got)
		}
	}
	list, err := journeys()
	if err != nil {
		t.Fatal(err)
	}
	groups := map[string]bool{}
	for _, j := range list {
		groups[checkJourney(t, db, j)] = true
	}
	if len(list) < 10 || len(groups) < 5 {
		t.Errorf("got %d journeys of %d groups, want at least 10 of 5", len(list), len(groups))
	}
	rice := list[0]
	graph, err := trace.Genealogy(t.Context(), db, trace.Reader{}, epcis.LotURI(rice.GTIN, rice.Lot), trace.OutOf, 5)
	if makers := makersOf(graph); err != nil || len(makers) < 3 {
		t.Errorf("made of lot %s: got makers %v, %v, want its own and at least two others", rice.Lot, makers, err)
	}
}

// checkJourney wants all that was written to be shown to shoppers, in a way
// from making to trade, and returns the product's group.
func checkJourney(t *testing.T, db pg.DB, j journey) string {
	t.Helper()
	steps, err := trace.Timeline(t.Context(), db, trace.Reader{}, j.GTIN, j.Lot)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, s := range steps {
		e, err := s.Event()
		if err != nil {
			t.Fatal(err)
		}
		seen[e.BizStep] = true
		if e.BizLocation == "" && e.ReadPoint == "" {
			t.Errorf("lot %s: got no place of %s", j.Lot, e.BizStep)
		}
	}
	for _, want := range []string{"commissioning", "packing", "shipping"} {
		if !seen[want] {
			t.Errorf("lot %s: got steps %v, want %s among them", j.Lot, seen, want)
		}
	}
	number, err := catalog.BatchByLot(t.Context(), db, j.GTIN, j.Lot)
	if err != nil {
		t.Fatal(err)
	}
	facts, err := catalog.BatchFacts(t.Context(), db, number)
	if err != nil {
		t.Fatal(err)
	}
	return facts.Product.Group
}

func makersOf(g trace.Graph) map[string]bool {
	makers := map[string]bool{}
	for _, n := range g.Nodes {
		makers[n.OrgName] = true
	}
	return makers
}
