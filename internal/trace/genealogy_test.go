package trace

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"temgoc/internal/catalog"
	"temgoc/internal/epcis"
	"temgoc/internal/pg/pgtest"
)

func (w world) graph(r Reader, key string, dir Direction) Graph {
	w.t.Helper()
	g, err := Genealogy(w.t.Context(), w.db, r, key, dir, 10)
	w.check(err)
	return g
}

// names are the lots of the nodes, the first one at depth 0 and so on.
func names(g Graph) []string {
	var depths []string
	for _, n := range g.Nodes {
		if n.Depth == len(depths) {
			depths = append(depths, "")
		}
		depths[n.Depth] += n.Key[strings.LastIndex(n.Key, "/")+1:]
	}
	return depths
}

// withdrawal declares that the event was wrong.
func (w world) withdrawal(e epcis.Event) epcis.Event {
	w.t.Helper()
	text := string(without(e.Value, "@context", "eventTimeZoneOffset").AppendJSON(nil))
	return w.event("%s", strings.TrimSuffix(strings.TrimPrefix(text, "{"), "}")+
		`, "errorDeclaration": {"declarationTime": "2026-05-01T08:00:00Z", "reason": "incorrect_data"}`)
}

func TestGenealogy(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	leaf, water, tea, gift := lot(w.strangers, "L"), elsewhere("W"), lot(w.product, "L1"), lot(w.product, "G")
	w.store(w.stranger, everybody, w.made([]string{elsewhere("S")}, []string{leaf}))
	brewed := w.made([]string{leaf, water}, []string{tea})
	w.store(w.producer, everybody, brewed)
	w.store(w.producer, Visibility{}, w.made([]string{tea, leaf}, []string{gift}))
	const crate = "https://id.gs1.org/00/106141412345678908"
	w.store(w.producer, everybody, w.event(`"type": "AggregationEvent", "action": "ADD", "parentID": "%s",
		"childQuantityList": [{"epcClass": "%s"}]`, crate, gift))

	producer, officer := ReaderOf(w.producer), ReaderOf(w.inspector)
	for _, tt := range []struct {
		name string
		r    Reader
		key  string
		dir  Direction
		want []string
	}{
		{"into, to everybody", Reader{}, tea, Into, []string{"L1", "LW", "S"}},
		{"into a secret", producer, gift, Into, []string{"G", "L1L", "SW"}},
		{"into a secret, to an officer", officer, gift, Into, []string{"G", "L1L", "SW"}},
		{"into a secret, to a stranger", ReaderOf(w.stranger), gift, Into, []string{"G"}},
		{"into a secret, to everybody", Reader{}, crate, Into, []string{"106141412345678908", "G"}},
		{"out of", producer, leaf, OutOf, []string{"L", "GL1", "106141412345678908"}},
		{"out of, to everybody", Reader{}, leaf, OutOf, []string{"L", "L1"}},
		{"unknown", producer, elsewhere("X"), Into, []string{"X"}},
	} {
		if diff := cmp.Diff(tt.want, names(w.graph(tt.r, tt.key, tt.dir))); diff != "" {
			t.Errorf("%s: -want +got\n%s", tt.name, diff)
		}
	}

	g := w.graph(producer, tea, Into)
	id := w.eventsOf(producer, water)[0].ID
	wantEdges := []Edge{{leaf, tea, id, Made}, {water, tea, id, Made}}
	gotEdges := slices.DeleteFunc(g.Edges, func(e Edge) bool { return e.To != tea })
	slices.SortFunc(gotEdges, func(a, b Edge) int { return strings.Compare(a.From, b.From) })
	slices.SortFunc(wantEdges, func(a, b Edge) int { return strings.Compare(a.From, b.From) })
	if diff := cmp.Diff(wantEdges, gotEdges); diff != "" {
		t.Errorf("edges: -want +got\n%s", diff)
	}
	want := Node{
		Key: tea, Lot: "L1", ProductName: "Chè Thái", OrgID: w.producer.OrgID, OrgName: "HTX Chè",
		BatchID: w.batch.ID, BatchNumber: w.batch.Number,
	}
	if diff := cmp.Diff(want, g.Nodes[0]); diff != "" {
		t.Errorf("own batch: -want +got\n%s", diff)
	}
	want.BatchID, want.BatchNumber = [16]byte{}, 0
	if diff := cmp.Diff(want, w.graph(ReaderOf(w.stranger), tea, Into).Nodes[0]); diff != "" {
		t.Errorf("another's batch: -want +got\n%s", diff)
	}

	short, err := Genealogy(t.Context(), w.db, producer, gift, Into, 1)
	w.check(err)
	if diff := cmp.Diff([]string{"G", "L1L"}, names(short)); diff != "" {
		t.Errorf("one step: -want +got\n%s", diff)
	}

	w.store(w.producer, everybody, w.withdrawal(brewed))
	if diff := cmp.Diff([]string{"L1"}, names(w.graph(officer, tea, Into))); diff != "" {
		t.Errorf("after the withdrawal: -want +got\n%s", diff)
	}
}

// What somebody said of goods before their owner came into the catalogue counts
// no more.
func TestGenealogyIsOfTheOwnersWord(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	const gtin = "09521141123454"
	w.store(w.stranger, everybody, w.made([]string{elsewhere("POISON")}, []string{elsewhere("A")}))
	if got := w.graph(Reader{}, elsewhere("A"), Into); len(got.Nodes) != 2 {
		t.Errorf("before: got %v, want both lots", names(got))
	}
	_, err := catalog.CreateProduct(t.Context(), w.db, w.producer, "", catalog.NewProduct{NameVI: "Chè", Group: "do-uong", GTIN: gtin})
	w.check(err)
	if got := w.graph(Reader{}, elsewhere("A"), Into); len(got.Nodes) != 1 || len(got.Edges) != 0 {
		t.Errorf("after: got %v, %v, want the lot alone", names(got), got.Edges)
	}
}

// Captures at the same moment can close a circle together; reading it ends.
func TestGenealogyOfACircle(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	src := source{w.producer.OrgID, everybody, nil}
	for i, e := range []epcis.Event{
		w.made([]string{elsewhere("A")}, []string{elsewhere("B")}),
		w.made([]string{elsewhere("B")}, []string{elsewhere("A")}),
	} {
		one, err := newEntry(i, e)
		w.check(err)
		tx, err := w.db.Begin(t.Context())
		w.check(err)
		w.check(insertEvents(t.Context(), tx, src, []entry{one}))
		w.check(insertGoods(t.Context(), tx, src.org, goodsRows(src, []entry{one})))
		w.check(tx.Commit(t.Context()))
	}
	g := w.graph(Reader{}, elsewhere("A"), Into)
	if diff := cmp.Diff([]string{"A", "B"}, names(g)); diff != "" || len(g.Edges) != 2 {
		t.Errorf("got %d edges, want 2; nodes: -want +got\n%s", len(g.Edges), diff)
	}
}
