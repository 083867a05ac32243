package trace

import (
	"testing"

	"temgoc/internal/catalog"
	"temgoc/internal/pg/pgtest"
)

func TestNotTheirsToTell(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	former := w.strangers
	changed, err := catalog.ChangeGTIN(t.Context(), w.db, w.stranger, "952", former.ID, "04006381333931")
	w.check(err)
	own, anothers, once := lot(w.product, "L9"), lot(changed, "L9"), lot(former, "L9")
	for _, tt := range []struct {
		name, members string
		want          Refused
	}{
		{"own place", `"type": "ObjectEvent", "action": "OBSERVE", "epcList": ["urn:epc:id:sgtin:0614141.107346.1"], "bizLocation": {"id": "` + w.place + `"}`, nil},
		{"another's place", `"type": "ObjectEvent", "action": "OBSERVE", "epcList": ["urn:epc:id:sgtin:0614141.107346.1"],
			"readPoint": {"id": "` + w.strangersPlace + `/254/7"}, "bizLocation": {"id": "` + w.strangersPlace + `"}`,
			Refused{{0, "/readPoint/id", AnothersPlace}, {0, "/bizLocation/id", AnothersPlace}}},
		{"a place that nobody has", `"type": "ObjectEvent", "action": "OBSERVE", "epcList": ["urn:epc:id:sgtin:0614141.107346.1"],
			"bizLocation": {"id": "https://id.gs1.org/414/4012345000054"}`, nil},
		{"see another's goods", `"type": "ObjectEvent", "action": "OBSERVE", "quantityList": [{"epcClass": "` + anothers + `"}]`, nil},
		{"own goods begin", `"type": "ObjectEvent", "action": "ADD", "quantityList": [{"epcClass": "` + own + `"}]`, nil},
		{"another's begin", `"type": "ObjectEvent", "action": "ADD", "epcList": ["` + elsewhere("A") + `"], "quantityList": [{"epcClass": "` + anothers + `"}]`,
			Refused{{0, "/quantityList/0/epcClass", AnothersGoods}}},
		{"another's begin, by the step alone", `"type": "ObjectEvent", "action": "OBSERVE", "bizStep": "commissioning", "quantityList": [{"epcClass": "` + anothers + `"}]`,
			Refused{{0, "/quantityList/0/epcClass", AnothersGoods}}},
		{"another's cease", `"type": "ObjectEvent", "action": "DELETE", "epcList": ["https://id.gs1.org/01/` + changed.GTIN.String() + `/21/S1"]`,
			Refused{{0, "/epcList/0", AnothersGoods}}},
		{"another's under their former number", `"type": "ObjectEvent", "action": "ADD", "quantityList": [{"epcClass": "` + once + `"}]`,
			Refused{{0, "/quantityList/0/epcClass", AnothersGoods}}},
		{"made of another's", `"type": "TransformationEvent", "inputQuantityList": [{"epcClass": "` + anothers + `"}], "outputQuantityList": [{"epcClass": "` + own + `"}]`, nil},
		{"another's made", `"type": "TransformationEvent", "inputQuantityList": [{"epcClass": "` + own + `"}], "outputQuantityList": [{"epcClass": "` + anothers + `"}]`,
			Refused{{0, "/outputQuantityList/0/epcClass", AnothersGoods}}},
		{"pack another's", `"type": "AggregationEvent", "action": "ADD", "parentID": "urn:epc:id:sscc:0614141.1234567890", "childQuantityList": [{"epcClass": "` + anothers + `"}]`, nil},
		{"units of another's lot", `"type": "ObjectEvent", "action": "OBSERVE", "epcList": ["urn:epc:id:sgtin:0614141.107346.1"], "temgoc:lot": "` + anothers + `"`,
			Refused{{0, "/temgoc:lot", AnothersGoods}}},
	} {
		e := w.event(tt.members)
		if tt.want != nil {
			w.refused(w.producer, tt.want, e)
			continue
		}
		if got := w.store(w.producer, everybody, e); got[0] != Recorded {
			t.Errorf("%s: got %v, want it recorded", tt.name, got)
		}
	}
	if got := w.store(w.stranger, everybody, w.event(`"type": "ObjectEvent", "action": "ADD", "quantityList": [{"epcClass": "%s"}]`, once)); got[0] != Recorded {
		t.Errorf("the owner's own, under the former number: got %v, want it recorded", got)
	}
}

// One bad event keeps all from being stored, and is named by its place.
func TestOneOfManyRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	there := w.event(`"type": "ObjectEvent", "action": "OBSERVE", "epcList": ["urn:epc:id:sgtin:0614141.107346.1"], "bizLocation": {"id": "%s"}`, w.strangersPlace)
	w.refused(w.producer, Refused{{2, "/bizLocation/id", AnothersPlace}},
		w.observed(elsewhere("A")), w.observed(elsewhere("B")), there)
	w.store(w.stranger, everybody, there)
	if got := w.version(); got != w.batch.Version {
		t.Errorf("version of a batch: got %d, want %d", got, w.batch.Version)
	}
}
