package trace

import (
	"strings"
	"testing"

	"temgoc/internal/pg/pgtest"
)

func TestNothingIsMadeOfItself(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	own, other := lot(w.product, "L1"), lot(w.product, "L2")
	w.refused(w.producer, Refused{{0, "/outputQuantityList/0/epcClass", Circular}}, w.made([]string{own}, []string{own}))
	w.refused(w.producer, Refused{{0, "/outputQuantityList/1/epcClass", Circular}}, w.made([]string{own}, []string{other, own}))
	w.refused(w.producer, Refused{{0, "/outputQuantityList/1/epcClass", Circular}},
		w.made([]string{elsewhere("A"), elsewhere("B")}, []string{elsewhere("A"), elsewhere("B")}))

	// As in EPCIS's examples: what is left of a lot that only its maker knows.
	w.store(w.producer, everybody, w.made([]string{elsewhere("A"), elsewhere("B")}, []string{elsewhere("A"), other}))
	if got := w.graph(Reader{}, elsewhere("A"), Into).Edges; len(got) != 0 {
		t.Errorf("what went into what is left: got %v, want nothing", got)
	}
}

func TestNothingIsMadeOfItselfOverSeveralEvents(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	a, b, c, d := lot(w.product, "A"), lot(w.product, "B"), elsewhere("C"), lot(w.strangers, "D")
	ab, bc, ca := w.made([]string{a}, []string{b}), w.made([]string{b}, []string{c}), w.made([]string{c}, []string{a})
	circle := Refused{{0, "/inputQuantityList/0/epcClass", Circular}}
	all := Refused{
		{1, "/inputQuantityList/0/epcClass", Circular},
		{2, "/inputQuantityList/0/epcClass", Circular},
		{3, "/inputQuantityList/0/epcClass", Circular},
	}
	w.refused(w.producer, all, w.made([]string{d}, []string{a}), ca, ab, bc)

	w.store(w.producer, everybody, ab)
	w.store(w.producer, Visibility{}, bc) // what nobody else sees counts too
	w.refused(w.producer, circle, ca)
	w.store(w.stranger, everybody, w.made([]string{c}, []string{d}))
	w.refused(w.producer, circle, w.made([]string{d}, []string{a}))

	w.store(w.producer, everybody, w.withdrawal(ab))
	w.store(w.producer, everybody, ca)
}

// Two events of one transformation are one step, for the one who gave it its
// number.
func TestTransformationsOfOneIDAreOneStep(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	in := w.event(`"type": "TransformationEvent", "transformationID": "urn:epc:id:gdti:0614141.12345.400",
		"inputQuantityList": [{"epcClass": "%s"}]`, elsewhere("A"))
	out := w.event(`"type": "TransformationEvent", "transformationID": "urn:epc:id:gdti:0614141.12345.400",
		"outputQuantityList": [{"epcClass": "%s"}]`, elsewhere("A"))
	w.store(w.producer, everybody, in)
	w.store(w.stranger, everybody, out)
	w.refused(w.producer, Refused{{0, "/outputQuantityList/0/epcClass", Circular}}, out)
}

// Repacking is no circle: a crate is packed into another, and later the other
// way round.
func TestPackingMakesNoCircle(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	crate, other := "urn:epc:id:grai:0614141.12345.400", "urn:epc:id:grai:0614141.12345.401"
	packed := `"type": "AggregationEvent", "action": "ADD", "parentID": "PARENT", "childEPCs": ["CHILD"]`
	w.store(w.producer, everybody,
		w.event(strings.NewReplacer("PARENT", crate, "CHILD", other).Replace(packed)),
		w.event(strings.NewReplacer("PARENT", other, "CHILD", crate).Replace(packed)))
}

// A refusal would tell that another has an event which it keeps to itself.
func TestAnothersSecretMakesNoCircle(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	to, back := w.made([]string{elsewhere("A")}, []string{elsewhere("B")}), w.made([]string{elsewhere("B")}, []string{elsewhere("A")})
	w.store(w.producer, Visibility{}, to)
	w.store(w.stranger, everybody, back)
	for name, want := range map[Reader]int{{}: 1, ReaderOf(w.admin): 2} {
		if got := w.graph(name, elsewhere("A"), Into).Edges; len(got) != want {
			t.Errorf("%+v: got %v, want %d edges", name, got, want)
		}
	}
}
