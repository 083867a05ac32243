package trace

import (
	"bytes"
	"testing"

	"temgoc/internal/pg/pgtest"
)

func TestMasterData(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	header := func(name string) []byte {
		return bytes.Replace(document(), []byte(`"epcisBody"`), []byte(`"epcisHeader": {"epcisMasterData": {"vocabularyList": [
			{"type": "urn:epcglobal:epcis:vtype:BusinessLocation", "vocabularyElementList": [
				{"id": "urn:epc:id:sgln:0037000.00729.8201", "attributes": [
					{"id": "urn:epcglobal:cbv:mda:name", "attribute": "`+name+`"},
					{"id": "urn:epcglobal:cbv:mda:geo", "attribute": {"lat": 20}}
				], "children": ["urn:epc:id:sgln:0037000.00729.8202"]},
				{"id": "urn:epc:id:sgln:0037000.00729.8201", "attributes": [{"id": "urn:epcglobal:cbv:mda:city", "attribute": "Huế"}]}
			]}]}}, "epcisBody"`), 1)
	}
	w.capture(w.producer, header("Kho cũ"), Rollback)
	w.capture(w.producer, header("Kho mới"), Rollback)
	var id, got string
	w.check(w.db.QueryRow(t.Context(), `select id, attributes::text from master_data where org_id = $1`, w.producer.OrgID).Scan(&id, &got))
	want := `{"urn:epcglobal:cbv:mda:geo": ["{\"lat\":20}"], "urn:epcglobal:cbv:mda:city": ["Huế"], "urn:epcglobal:cbv:mda:name": ["Kho mới"]}`
	if got != want || id != "https://id.gs1.org/414/0037000007296/254/8201" {
		t.Errorf("got %s %s, want %s", id, got, want)
	}
}
