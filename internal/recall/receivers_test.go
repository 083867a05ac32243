package recall

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"temgoc/internal/catalog"
	"temgoc/internal/epcis"
	"temgoc/internal/gs1"
	"temgoc/internal/pg/pgtest"
)

// line is what is compared of a receiver.
type line struct{ Name, Contact, URI, Lot, Unit, Sent, Received string }

func linesOf(receivers []Receiver) []line {
	lines := []line{}
	for _, r := range receivers {
		lines = append(lines, line{r.Name, r.Contact, r.URI, r.Goods.Batch.Lot.String(), r.Unit, r.Sent, r.Received})
	}
	return lines
}

func to(kind, uri string) func(*epcis.Draft) {
	return func(d *epcis.Draft) { d.Receivers = []epcis.Typed{{Type: kind, ID: uri}} }
}

func named(name, contact string) func(*epcis.Draft) {
	return func(d *epcis.Draft) {
		for local, text := range map[string]string{"receiver": name, "receiverContact": contact} {
			d.Extensions = append(d.Extensions, epcis.Field{Space: epcis.Namespace, Local: local, Value: epcis.TextValue(text)})
		}
	}
}

func TestReceivers(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	flour, cake := w.newBatch(w.mill, w.flour, "F1"), w.newBatch(w.bakery, w.cake, "C1")
	w.make(w.bakery, private, flour, cake)
	gln, err := gs1.ParseGLN(shopGLN)
	w.must(err)
	party, place := epcis.PartyURI(gln), epcis.PlaceURI(gln)

	w.move(w.mill, flour, "shipping", "20.5", "KGM", to("owning_party", party))
	w.move(w.mill, flour, "shipping", "1.25", "KGM", to("location", place))
	w.move(w.shop, flour, "receiving", "20", "KGM", nil)
	w.move(w.bakery, flour, "receiving", "5", "KGM", nil) // names itself by observing it
	w.move(w.mill, flour, "receiving", "5", "KGM", nil)   // came back to its own maker
	w.move(w.mill, flour, "shipping", "7", "KGM", named("Chợ Bo", "0227 999"))
	w.move(w.mill, flour, "shipping", "3", "", nil) // to nobody knows whom
	w.move(w.mill, flour, "storing", "100", "KGM", nil)
	w.move(w.bakery, cake, "shipping", "", "", to("possessing_party", "https://example.com/parties/ba-lan"))

	root := w.declare(w.admin, Order{BatchID: flour.ID, Include: all})
	receivers, err := Receivers(t.Context(), w.db, w.admin, root.ID)
	w.must(err)
	want := []line{
		{"", "", "", "F1", "", "3", ""},
		{"", "", "https://example.com/parties/ba-lan", "C1", "", "", ""},
		{"Chợ Bo", "0227 999", "", "F1", "KGM", "7", ""},
		{"Cửa hàng Sen", "0227 333, sen@example.vn", party, "F1", "KGM", "21.75", "20"},
		{"Lò bánh Nguyễn", "", "", "F1", "KGM", "", "5"},
	}
	if diff := cmp.Diff(want, linesOf(receivers)); diff != "" {
		t.Errorf("an administrator's list: -want +got\n%s", diff)
	}
	if got := len(PartiesOf(receivers)); got != 5 {
		t.Errorf("%d parties, want 5", got)
	}

	own, err := Receivers(t.Context(), w.db, w.mill, root.ID)
	w.must(err)
	want = []line{
		{"", "", "", "F1", "", "3", ""},
		{"Chợ Bo", "0227 999", "", "F1", "KGM", "7", ""},
		{"Cửa hàng Sen", "0227 333, sen@example.vn", party, "F1", "KGM", "21.75", ""}, // what it received is its own to know
	}
	if diff := cmp.Diff(want, linesOf(own)); diff != "" {
		t.Errorf("its producer's list: -want +got\n%s", diff)
	}
	if _, err := Receivers(t.Context(), w.db, w.shop, root.ID); err != catalog.ErrNotFound {
		t.Errorf("a stranger's: got %v, want %v", err, catalog.ErrNotFound)
	}
}

// TestReceiversOfPackedGoods: a pallet's receiver got what its cases hold.
func TestReceiversOfPackedGoods(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	flour := w.newBatch(w.mill, w.flour, "F1")
	const pallet = "https://id.gs1.org/00/395201234567890000"
	cases := []string{"https://id.gs1.org/00/195201234567890006", "https://id.gs1.org/00/295201234567890003"}
	for i, amount := range []string{"10", "15"} {
		w.tell(w.mill, private, epcis.Draft{
			Type: epcis.AggregationEvent, Action: epcis.Add, BizStep: "packing", ParentID: cases[i],
			Goods: []epcis.Quantity{{Class: lotOf(flour), Amount: amount, UoM: "KGM"}},
		})
	}
	w.tell(w.mill, private, epcis.Draft{
		Type: epcis.AggregationEvent, Action: epcis.Add, BizStep: "packing", ParentID: pallet, EPCs: cases,
	})
	w.tell(w.mill, private, epcis.Draft{
		Type: epcis.ObjectEvent, Action: epcis.Observe, BizStep: "shipping", EPCs: []string{pallet},
		Receivers: []epcis.Typed{{Type: "possessing_party", ID: "https://id.gs1.org/417/" + shopGLN}},
	})
	root := w.declare(w.mill, Order{BatchID: flour.ID})
	receivers, err := Receivers(t.Context(), w.db, w.mill, root.ID)
	w.must(err)
	if len(receivers) != 1 || receivers[0].Name != "Cửa hàng Sen" || receivers[0].Sent != "25" || receivers[0].Unit != "KGM" {
		t.Errorf("got %+v, want 25 kg with the shop", linesOf(receivers))
	}
}

// TestWithdrawnDeliveries do not count.
func TestWithdrawnDeliveries(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	flour := w.newBatch(w.mill, w.flour, "F1")
	d := epcis.Draft{
		ID: "urn:uuid:" + uuid.NewString(), Type: epcis.ObjectEvent, Action: epcis.Observe, BizStep: "shipping", Time: moment,
		Goods: []epcis.Quantity{{Class: lotOf(flour), Amount: "7", UoM: "KGM"}},
	}
	named("Chợ Bo", "0227 999")(&d)
	w.tell(w.mill, private, d)
	d.Error = &epcis.ErrorDeclaration{At: moment.AddDate(0, 0, 1), Reason: "did_not_occur"}
	w.tell(w.mill, private, d)
	root := w.declare(w.mill, Order{BatchID: flour.ID})
	receivers, err := Receivers(t.Context(), w.db, w.mill, root.ID)
	w.must(err)
	if len(receivers) > 0 {
		t.Errorf("got %+v, want nobody", linesOf(receivers))
	}
}
