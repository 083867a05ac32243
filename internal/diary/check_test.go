package diary

import (
	"errors"
	"strings"
	"testing"

	"temgoc/internal/account"
)

// TestBadEntries: each fault is named by its field, and nothing is stored.
func TestBadEntries(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	process := func(in ...Input) Entry {
		return Entry{Kind: Process, Amount: "1", Unit: "goi", Inputs: in}
	}
	own, lot := w.product.GTIN.String(), w.batch.Lot.String()
	for _, tt := range []struct {
		name string
		e    Entry
		want string
	}{
		{"no kind", Entry{}, "kind kind.unknown"},
		{"tomorrow", Entry{Kind: Display, At: "2026-04-21T12:00"}, "at diary.future"},
		{"in six minutes", Entry{Kind: Display, At: "2026-04-20T12:06"}, "at diary.future"},
		{"no time", Entry{Kind: Display, At: "sáng nay"}, "at diary.time_bad"},
		{"no such day", Entry{Kind: Display, At: "30/02/2026"}, "at diary.time_bad"},
		{"long ago", Entry{Kind: Display, At: "1926-04-20"}, "at diary.time_bad"},
		{"less than nothing", Entry{Kind: Display, Amount: "-1", Unit: "kg"}, "amount diary.not_positive"},
		{"nothing", Entry{Kind: Display, Amount: "0.000", Unit: "kg"}, "amount diary.not_positive"},
		{"no number", Entry{Kind: Display, Amount: "nhiều", Unit: "kg"}, "amount diary.number_bad"},
		{"exponent", Entry{Kind: Display, Amount: "1e9", Unit: "kg"}, "amount diary.number_bad"},
		{"no unit", Entry{Kind: Display, Amount: "1"}, "unit diary.unit_missing"},
		{"unknown unit", Entry{Kind: Display, Amount: "1", Unit: "KGM"}, "unit diary.unit_unknown"},
		{"quantity missing", Entry{Kind: Pack}, "amount diary.amount_missing"},
		{"another's place", Entry{Kind: Display, Place: w.strangers}, "place diary.anothers_place"},
		{"place of a wrong check digit", Entry{Kind: Display, Place: "9529000000015"}, "place org.bad_gln"},
		{"script of many letters", Entry{Kind: Display, Note: strings.Repeat("<script>", 200)}, "note text.too_long"},
		{"control character", Entry{Kind: Display, People: "Chị\x00Hoa"}, "people text.bad_character"},
		{"two lines of people", Entry{Kind: Display, People: "Hoa\nLan"}, "people text.bad_character"},
		{"no material", Entry{Kind: Material}, "name text.missing"},
		{"no method", Entry{Kind: Storing}, "method text.missing"},
		{"colder than anything", Entry{Kind: Storing, Method: "cool", Temperature: "-274"}, "temperature diary.temperature_range"},
		{"wetter than water", Entry{Kind: Storing, Method: "keep", Humidity: "100.1"}, "humidity diary.humidity_range"},
		{"humidity below nothing", Entry{Kind: Storing, Method: "keep", Humidity: "-1"}, "humidity diary.humidity_range"},
		{"no result", Entry{Kind: Test}, "result diary.result_missing"},
		{"shipped to nobody", Entry{Kind: Ship, Amount: "1", Unit: "goi"}, "receiver text.missing"},
		{"wrong SSCC", Entry{Kind: Pack, Amount: "1", Unit: "goi", SSCC: "195060001343520001"}, "sscc diary.sscc_bad"},
		{"reading of a sale", Entry{Kind: Sell, Temperature: "4"}, "temperature diary.not_of_kind"},
		{"receiver of a harvest", Entry{Kind: Harvest, Receiver: "A"}, "receiver diary.not_of_kind"},
		{"nothing to hide", Entry{Kind: Display, Hidden: []Fact{Receiver}}, "hidden diary.fact_unknown"},
		{"place to hide", Entry{Kind: Display, Hidden: []Fact{"place"}}, "hidden diary.fact_unknown"},

		{"itself", process(Input{GTIN: own, Lot: lot}), "inputs.0.name diary.own_input"},
		{"itself, written short", process(Input{Name: "Gạo"}, Input{GTIN: strings.TrimLeft(own, "0"), Lot: lot}), "inputs.1.name diary.own_input"},
		{"itself as what came in", Entry{Kind: Material, GTIN: own, Lot: lot}, "name diary.own_input"},
		{"unknown lot of one's own", process(Input{GTIN: own, Lot: "L9"}), "inputs.0.lot diary.lot_unknown"},
		{"GTIN without lot", process(Input{GTIN: "09506000134352"}), "inputs.0.lot lot.empty"},
		{"GTIN of a wrong check digit", process(Input{GTIN: "09506000134353", Lot: "A"}), "inputs.0.gtin diary.gtin_bad"},
		{"lot of nothing", process(Input{Lot: "A"}), "inputs.0.name text.missing"},
		{"twice the same", process(Input{Name: "Gạo"}, Input{Name: "gạo"}), "inputs.1.name diary.input_twice"},
		{"quantity of an input without unit", process(Input{Name: "Gạo", Amount: "5"}), "inputs.0.unit diary.unit_missing"},
		{"too many inputs", process(manyInputs(MaxInputs + 1)...), "inputs diary.too_many_inputs"},
	} {
		_, err := w.write(tt.name, tt.e)
		t.Run(tt.name, func(t *testing.T) { wantFaults(t, err, tt.want) })
	}
	if n := w.events(); n != 0 {
		t.Errorf("%d events after bad entries, want none", n)
	}
}

func manyInputs(n int) []Input {
	inputs := make([]Input, n)
	for i := range inputs {
		inputs[i].Name = strings.Repeat("a", i+1)
	}
	return inputs
}

// TestCircle: over several lots too, nothing is made of itself.
func TestCircle(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	other := w.newBatch("L2")
	from := func(lot string) Entry {
		return Entry{Kind: Process, Amount: "1", Unit: "goi", Inputs: []Input{{GTIN: w.product.GTIN.String(), Lot: lot}}}
	}
	w.mustWrite("k", from("L2"))
	_, err := Write(t.Context(), w.db, w.producer, other.ID, now, []Keyed{{"k", from("L1")}})
	wantFaults(t, err, "inputs diary.circular")
	if n := w.events(); n != 1 {
		t.Errorf("%d events, want the first one only", n)
	}
}

// TestAllOrNone: of several entries each fault has the place of its entry.
func TestAllOrNone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	_, err := Write(t.Context(), w.db, w.producer, w.batch.ID, now, []Keyed{
		{"1", Entry{Kind: Display}}, {"2", Entry{Kind: Pack}}, {"3", Entry{Kind: Display, Place: w.strangers}},
	})
	wantFaults(t, err, "1.amount diary.amount_missing", "2.place diary.anothers_place")
	if n := w.events(); n != 0 {
		t.Errorf("%d events, want none", n)
	}
}

func TestStranger(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.mustWrite("k", Entry{Kind: Display})
	list := []Keyed{{"k", Entry{Kind: Display}}}
	_, writing := Write(t.Context(), w.db, w.stranger, w.batch.ID, now, list)
	_, reading := Records(t.Context(), w.db, w.stranger, w.batch.ID, r.Next, 1)
	_, one := RecordByID(t.Context(), w.db, w.stranger, r.ID)
	_, preview := Preview(t.Context(), w.db, w.stranger, w.batch.ID, now, []byte("x"))
	for name, err := range map[string]error{
		"write": writing, "records": reading, "record": one, "preview": preview,
		"correct":  Correct(t.Context(), w.db, w.stranger, r.ID, now, list[0]),
		"withdraw": Withdraw(t.Context(), w.db, w.stranger, r.ID, now),
	} {
		if !errors.Is(err, account.ErrNotFound) {
			t.Errorf("%s by a stranger: got %v, want not found", name, err)
		}
	}
	inspector := account.Principal{OrgID: w.producer.OrgID, Role: account.Inspector}
	if _, err := Write(t.Context(), w.db, inspector, w.batch.ID, now, list); !errors.Is(err, account.ErrForbidden) {
		t.Errorf("write by an inspector: got %v, want forbidden", err)
	}
}
