package trace

import (
	"strings"
	"testing"

	"temgoc/internal/epcis"
	"temgoc/internal/pg/pgtest"
)

// answering are events of all types, by names that end their ids, each with what
// some parameter asks for.
func (w world) answering() []epcis.Event {
	named := func(name, members string) epcis.Event {
		return w.event(`"eventID": "https://e.example/%s", %s`, name, members)
	}
	return []epcis.Event{
		named("object", `
			"type": "ObjectEvent", "action": "ADD", "eventTime": "2026-04-01T08:00:00+07:00",
			"bizStep": "commissioning", "disposition": "active",
			"persistentDisposition": {"set": ["completeness_verified"], "unset": ["completeness_inferred"]},
			"epcList": ["urn:epc:id:sgtin:9521141.012345.S1"],
			"quantityList": [{"epcClass": "https://id.gs1.org/01/09521141123454/10/L1", "quantity": 12.5, "uom": "KGM"}],
			"readPoint": {"id": "https://id.gs1.org/414/9521321000018/254/DOOR", "ex:gate": 7, "ex:in": {"ex:deep": "d"}},
			"bizLocation": {"id": "urn:epc:id:sgln:9521321.00001.0", "ex:floor": "one", "ex:in": {"ex:deep": "d"}},
			"bizTransactionList": [{"type": "po", "bizTransaction": "urn:epc:id:gdti:9521141.06012.1"}, {"bizTransaction": "https://ns.example/doc/2"}],
			"sourceList": [{"type": "owning_party", "source": "urn:epc:id:pgln:9521141.00001"}],
			"destinationList": [{"type": "location", "destination": "urn:epc:id:sgln:9521141.00002.0"}],
			"ilmd": {"ex:grade": "A", "ex:brix": 12.0, "ex:more": {"ex:deep": "x", "ex:n": 5}},
			"ex:crew": "An", "ex:size": 7, "ex:when": "2026-04-01T00:00:00Z",
			"ex:box": {"ex:colour": "red", "ex:count": 3}`),
		named("aggregation", `
			"type": "AggregationEvent", "action": "OBSERVE", "eventTime": "2026-04-02T08:00:00+07:00",
			"bizStep": "packing", "parentID": "urn:epc:id:sscc:9521141.0000000001",
			"childEPCs": ["https://id.gs1.org/01/09521141123454/21/S2"],
			"childQuantityList": [{"epcClass": "urn:epc:class:lgtin:9521141.012345.L2", "quantity": 300}],
			"ex:size": 20, "ex:crew": "Bình"`),
		named("transformation", `
			"type": "TransformationEvent", "eventTime": "2026-04-03T08:00:00+07:00", "bizStep": "https://ns.example/steep",
			"transformationID": "urn:epc:id:gdti:9521141.06012.2",
			"inputEPCList": ["https://id.gs1.org/01/09521141123454/21/S3"],
			"inputQuantityList": [{"epcClass": "https://id.gs1.org/01/09521141123454/10/L3", "quantity": 40, "uom": "LTR"}],
			"outputEPCList": ["https://id.gs1.org/01/09521141123454/21/S4"],
			"outputQuantityList": [{"epcClass": "https://id.gs1.org/01/09521141123454/10/L4", "quantity": 1, "uom": "TNE"}]`),
		named("declaration", `
			"type": "ObjectEvent", "action": "DELETE", "eventTime": "2026-04-04T08:00:00+07:00",
			"epcList": ["https://id.gs1.org/01/09521141123454/21/S5"], "disposition": "destroyed",
			"errorDeclaration": {
				"declarationTime": "2026-04-10T08:00:00+07:00", "reason": "did_not_occur",
				"correctiveEventIDs": ["https://e.example/other"], "ex:by": "Lan", "ex:cost": 9, "ex:in": {"ex:deep": "d"}
			}`),
		named("sensors", `
			"type": "ObjectEvent", "action": "OBSERVE", "eventTime": "2026-04-05T08:00:00+07:00",
			"bizStep": "sensor_reporting", "epcList": ["https://id.gs1.org/01/09521141123454/21/S6"],
			"sensorElementList": [{
				"ex:rack": 4, "ex:in": {"ex:deep": "e"},
				"sensorMetadata": {
					"time": "2026-04-05T01:00:00Z", "startTime": "2026-04-05T00:00:00Z", "endTime": "2026-04-05T02:00:00Z",
					"deviceID": "urn:epc:id:giai:9521141.D1", "rawData": "https://raw.example/1",
					"dataProcessingMethod": "urn:epc:id:gdti:9521141.06012.3", "bizRules": "urn:epc:id:gdti:9521141.06012.4",
					"ex:model": "M1", "ex:in": {"ex:deep": "m"}
				},
				"sensorReport": [
					{"type": "Temperature", "value": 26.0, "minValue": 20, "maxValue": 30, "meanValue": 25, "sDev": 1.5,
						"percRank": 50, "percValue": 27, "uom": "CEL", "ex:row": 3, "ex:in": {"ex:deep": "r"}},
					{"type": "https://ns.example/Smell", "stringValue": "hương sen", "booleanValue": true,
						"hexBinaryValue": "F00D", "uriValue": "https://ns.example/lotus",
						"microorganism": "https://ns.example/yeast", "chemicalSubstance": "https://ns.example/tannin"}
				]
			}]`),
		named("transaction", `
			"type": "TransactionEvent", "action": "ADD", "eventTime": "2026-04-06T08:00:00+07:00",
			"bizTransactionList": [{"type": "inv", "bizTransaction": "https://ns.example/doc/3"}],
			"parentID": "https://id.gs1.org/00/095211410000000014",
			"quantityList": [{"epcClass": "https://id.gs1.org/01/09521141123454", "quantity": 5}],
			"readPoint": {"id": "https://id.gs1.org/414/9521321000025"}`),
		named("association", `
			"type": "AssociationEvent", "action": "ADD", "eventTime": "2026-04-07T08:00:00+07:00",
			"parentID": "urn:epc:id:grai:9521141.12345.9",
			"childEPCs": ["urn:epc:id:giai:9521141.D1"], "ex:size": 7.5`),
	}
}

// ask runs a query given as the part of a URL behind "?" and lists the names of
// the events in their order.
func (w world) ask(r Reader, query string) string {
	w.t.Helper()
	events, _, err := w.page(r, query, Page{Size: 100})
	if err != nil {
		w.t.Fatalf("%s: %v", query, err)
	}
	return idsOf(events)
}

func idsOf(events []Stored) string {
	all := make([]string, len(events))
	for i, e := range events {
		all[i] = strings.TrimPrefix(e.EventID, "https://e.example/")
	}
	return strings.Join(all, " ")
}

func (w world) page(r Reader, query string, page Page) ([]Stored, string, error) {
	w.t.Helper()
	return Find(w.t.Context(), w.db, r, w.query(query), page)
}

func (w world) query(query string) epcis.Query {
	w.t.Helper()
	params := map[string][]string{}
	for param := range strings.SplitSeq(query, "&") {
		name, value, _ := strings.Cut(param, "=")
		if name != "" {
			params[name] = []string{value}
		}
	}
	q, err := epcis.ParseQuery(params, map[string]string{"ex": example})
	w.check(err)
	return q
}

// Each family of parameters, with events that match and others that do not.
func TestFind(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	_, err := Store(t.Context(), w.db, w.producer, Visibility{Public: true}, nil, w.answering())
	w.check(err)
	const all = "object aggregation transformation declaration sensors transaction association"
	for query, want := range map[string]string{
		"": all,

		"eventType=ObjectEvent|AssociationEvent":                        "object declaration sensors association",
		"eventType=https://ns.example/Odd":                              "",
		"GE_eventTime=2026-04-06T01:00:00Z":                             "transaction association",
		"LT_eventTime=2026-04-02T08:00:00%2B07:00":                      "object",
		"GE_recordTime=2020-01-01T00:00:00Z":                            all,
		"LT_recordTime=2020-01-01T00:00:00Z":                            "",
		"EQ_action=DELETE|OBSERVE":                                      "aggregation declaration sensors",
		"EQ_bizStep=packing|ex:steep":                                   "aggregation transformation",
		"EQ_bizStep=https://ref.gs1.org/cbv/BizStep-packing":            "aggregation",
		"EQ_disposition=active":                                         "object",
		"EQ_persistentDisposition_set=completeness_verified":            "object",
		"EQ_persistentDisposition_set=completeness_inferred":            "",
		"EQ_persistentDisposition_unset=completeness_inferred":          "object",
		"EQ_eventID=https://e.example/object|https://e.example/sensors": "object sensors",
		"EQ_transformationID=https://id.gs1.org/253/95211410601242":     "transformation",
		"EQ_action=ADD&eventType=ObjectEvent":                           "object",

		"EQ_readPoint=urn:epc:id:sgln:9521321.00001.DOOR":                 "object",
		"EQ_readPoint=https://id.gs1.org/414/9521321000018":               "",
		"WD_readPoint=https://id.gs1.org/414/9521321000018":               "object",
		"WD_readPoint=https://id.gs1.org/414/9521321000025":               "transaction",
		"EQ_bizLocation=https://id.gs1.org/414/9521321000018":             "object",
		"WD_bizLocation=https://id.gs1.org/414/9521321000018":             "object",
		"WD_bizLocation=https://id.gs1.org/414/9521321000025":             "",
		"EQ_readPoint_ex:gate=7.0":                                        "object",
		"EQ_readPoint_ex:gate=8":                                          "",
		"EQ_INNER_readPoint_ex:deep=d":                                    "object",
		"EQ_bizLocation_ex:floor=one":                                     "object",
		"EQ_bizLocation_ex:gate=7":                                        "",
		"EQ_INNER_bizLocation_ex:deep=d":                                  "object",
		"EQ_bizTransaction_po=https://id.gs1.org/253/95211410601241":      "object",
		"EQ_bizTransaction_inv=https://ns.example/doc/3":                  "transaction",
		"EQ_bizTransaction_inv=https://ns.example/doc/2":                  "",
		"EQ_source_owning_party=https://id.gs1.org/417/9521141000014":     "object",
		"EQ_source_possessing_party=https://id.gs1.org/417/9521141000014": "",
		"EQ_destination_location=https://id.gs1.org/414/9521141000021":    "object",
		"EQ_destination_location=https://id.gs1.org/414/9521141000014":    "",

		"MATCH_epc=urn:epc:id:sgtin:9521141.012345.S1|https://x.example/01/09521141123454/21/S2":           "object aggregation",
		"MATCH_epc=urn:epc:idpat:sgtin:9521141.012345.*":                                                   "object aggregation declaration sensors",
		"MATCH_epc=urn:epc:idpat:giai:9521141.*":                                                           "association",
		"MATCH_epc=https://id.gs1.org/01/09521141123454/10/L1":                                             "",
		"MATCH_parentID=urn:epc:id:sscc:9521141.0000000001":                                                "aggregation transaction",
		"MATCH_parentID=urn:epc:idpat:grai:9521141.*.*":                                                    "association",
		"MATCH_inputEPC=https://id.gs1.org/01/09521141123454/21/S3":                                        "transformation",
		"MATCH_inputEPC=https://id.gs1.org/01/09521141123454/21/S4":                                        "",
		"MATCH_outputEPC=https://id.gs1.org/01/09521141123454/21/S4":                                       "transformation",
		"MATCH_outputEPC=https://id.gs1.org/01/09521141123454/21/S3":                                       "",
		"MATCH_anyEPC=https://id.gs1.org/01/09521141123454/21/S4|https://id.gs1.org/00/095211410000000014": "aggregation transformation transaction",
		"MATCH_epcClass=urn:epc:class:lgtin:9521141.012345.L1":                                             "object",
		"MATCH_epcClass=urn:epc:class:lgtin:9521141.012345.*":                                              "object aggregation",
		"MATCH_inputEPCClass=https://id.gs1.org/01/09521141123454/10/L3":                                   "transformation",
		"MATCH_inputEPCClass=https://id.gs1.org/01/09521141123454/10/L4":                                   "",
		"MATCH_outputEPCClass=https://id.gs1.org/01/09521141123454/10/L4":                                  "transformation",
		"MATCH_outputEPCClass=https://id.gs1.org/01/09521141123454/10/L3":                                  "",
		"MATCH_anyEPCClass=urn:epc:idpat:sgtin:9521141.012345.*":                                           "object aggregation transformation transaction",
		"MATCH_anyEPCClass=https://id.gs1.org/01/09521141123454/10/L3":                                     "transformation",
		"MATCH_anyEPCClass=https://id.gs1.org/01/09521141123454/21/S3":                                     "",

		"EQ_quantity=5|12.50":   "object transaction",
		"GT_quantity=40":        "aggregation",
		"GE_quantity=40":        "aggregation transformation",
		"LT_quantity=5":         "transformation",
		"LE_quantity=5":         "transformation transaction",
		"EQ_quantity_GRM=12500": "object",
		"GE_quantity_KGM=12.5":  "object transformation",
		"GT_quantity_KGM=12.5":  "transformation",
		"LT_quantity_LTR=41":    "transformation",
		"LE_quantity_MLT=39999": "",

		"EXISTS_errorDeclaration":                       "declaration",
		"EXISTS_errorDeclaration=false":                 all,
		"GE_errorDeclarationTime=2026-04-10T00:00:00Z":  "declaration",
		"LT_errorDeclarationTime=2026-04-10T00:00:00Z":  "",
		"EQ_errorReason=did_not_occur":                  "declaration",
		"EQ_errorReason=incorrect_data":                 "",
		"EQ_correctiveEventID=https://e.example/other":  "declaration",
		"EQ_correctiveEventID=https://e.example/object": "",
		"EQ_ERROR_DECLARATION_ex:by=Lan":                "declaration",
		"GT_ERROR_DECLARATION_ex:cost=9":                "",
		"LE_ERROR_DECLARATION_ex:cost=9":                "declaration",
		"EQ_INNER_ERROR_DECLARATION_ex:deep=d":          "declaration",
		"EXISTS_ERROR_DECLARATION_ex:by":                "declaration",
		"EXISTS_INNER_ERROR_DECLARATION_ex:by":          "",

		"EQ_ex:crew=An|Bình":                     "object aggregation",
		"EQ_ex:crew=an":                          "",
		"EQ_https://ns.example/crew=An":          "object",
		"EQ_ex:size=7.00":                        "object",
		"EQ_ex:when=2026-04-01T07:00:00%2B07:00": "object",
		"GT_ex:size=7":                           "aggregation association",
		"GE_ex:size=7":                           "object aggregation association",
		"LT_ex:size=7.5":                         "object",
		"LE_ex:size=7.5":                         "object association",
		"GE_ex:when=2026-04-01T00:00:00Z":        "object",
		"GT_ex:when=2026-04-01T00:00:00Z":        "",
		"EXISTS_ex:crew":                         "object aggregation",
		"EXISTS_ex:box":                          "object",
		"EXISTS_ex:colour":                       "",
		"EXISTS_INNER_ex:colour":                 "object",
		"EQ_INNER_ex:colour=red":                 "object",
		"EQ_INNER_ex:crew=An":                    "",
		"GT_INNER_ex:count=2":                    "object",
		"LT_INNER_ex:count=3":                    "",
		"EQ_ILMD_ex:grade=A":                     "object",
		"EQ_ILMD_ex:crew=An":                     "",
		"GE_ILMD_ex:brix=12":                     "object",
		"GT_ILMD_ex:brix=12":                     "",
		"EXISTS_ILMD_ex:more":                    "object",
		"EXISTS_ILMD_ex:deep":                    "",
		"EXISTS_INNER_ILMD_ex:deep":              "object",
		"EQ_INNER_ILMD_ex:deep=x":                "object",
		"LE_INNER_ILMD_ex:n=4":                   "",

		"EXISTS_sensorElementList":                                      "sensors",
		"GE_time=2026-04-05T01:00:00Z":                                  "sensors",
		"LT_time=2026-04-05T01:00:00Z":                                  "",
		"GE_startTime=2026-04-05T00:00:00Z":                             "sensors",
		"LT_startTime=2026-04-05T00:00:00Z":                             "",
		"GE_endTime=2026-04-05T02:00:01Z":                               "",
		"LT_endTime=2026-04-05T02:00:01Z":                               "sensors",
		"EQ_type=gs1:Temperature":                                       "sensors",
		"EQ_type=Mass|ex:Smell":                                         "sensors",
		"EQ_type=Mass":                                                  "",
		"EQ_deviceID=https://id.gs1.org/8004/9521141D1":                 "sensors",
		"EQ_deviceID=https://id.gs1.org/8004/9521141D2":                 "",
		"EQ_dataProcessingMethod=https://id.gs1.org/253/95211410601243": "sensors",
		"EQ_dataProcessingMethod=https://id.gs1.org/253/95211410601244": "",
		"EQ_bizRules=https://id.gs1.org/253/95211410601244":             "sensors",
		"EQ_bizRules=https://id.gs1.org/253/95211410601243":             "",
		"EQ_microorganism=https://ns.example/yeast":                     "sensors",
		"EQ_microorganism=https://ns.example/tannin":                    "",
		"EQ_chemicalSubstance=https://ns.example/tannin":                "sensors",
		"EQ_chemicalSubstance=https://ns.example/yeast":                 "",
		"EQ_stringValue=hương sen":                                      "sensors",
		"EQ_stringValue=hương":                                          "",
		"EQ_booleanValue=true":                                          "sensors",
		"EQ_booleanValue=false":                                         "",
		"EQ_hexBinaryValue=F00D":                                        "sensors",
		"EQ_hexBinaryValue=F00E":                                        "",
		"EQ_uriValue=https://ns.example/lotus":                          "sensors",
		"EQ_uriValue=https://ns.example/rose":                           "",
		"EQ_value_CEL=26":                                               "sensors",
		"EQ_value_KEL=26":                                               "",
		"EQ_value_KEL=299.15":                                           "sensors",
		"GT_value_FAH=78":                                               "sensors",
		"GE_value_CEL=26":                                               "sensors",
		"LT_value_CEL=26":                                               "",
		"LE_value_KGM=100":                                              "",
		"GE_minValue_CEL=20":                                            "sensors",
		"LT_minValue_CEL=20":                                            "",
		"GT_maxValue_CEL=30":                                            "",
		"LE_maxValue_CEL=30":                                            "sensors",
		"LT_meanValue_CEL=26":                                           "sensors",
		"GT_meanValue_CEL=26":                                           "",
		"GE_sDev_CEL=1.5":                                               "sensors",
		"GE_sDev_KEL=1.5":                                               "",
		"GE_percRank=50":                                                "sensors",
		"GT_percRank=50":                                                "",
		"LT_percValue_CEL=28":                                           "sensors",
		"LT_percValue_CEL=27":                                           "",
		"EQ_SENSORELEMENT_ex:rack=4":                                    "sensors",
		"GT_SENSORELEMENT_ex:rack=4":                                    "",
		"EXISTS_SENSORELEMENT_ex:rack":                                  "sensors",
		"EQ_INNER_SENSORELEMENT_ex:deep=e":                              "sensors",
		"EQ_INNER_SENSORELEMENT_ex:deep=m":                              "",
		"EQ_SENSORMETADATA_ex:model=M1":                                 "sensors",
		"EQ_SENSORMETADATA_rawData=https://raw.example/1":               "sensors",
		"EQ_SENSORREPORT_rawData=https://raw.example/1":                 "",
		"EXISTS_SENSORMETADATA_ex:row":                                  "",
		"EQ_INNER_SENSORMETADATA_ex:deep=m":                             "sensors",
		"EQ_SENSORREPORT_ex:row=3":                                      "sensors",
		"LT_SENSORREPORT_ex:row=3":                                      "",
		"EXISTS_SENSORREPORT_ex:row":                                    "sensors",
		"EQ_INNER_SENSORREPORT_ex:deep=r":                               "sensors",
		"EQ_INNER_SENSORREPORT_ex:deep=e":                               "",
	} {
		got := w.ask(ReaderOf(w.admin), strings.ReplaceAll(query, "%2B", "+")+"&orderBy=eventTime&orderDirection=ASC")
		if got != want {
			t.Errorf("%s: got %q, want %q", query, got, want)
		}
	}
}

func TestFindByMasterData(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	_, err := Store(t.Context(), w.db, w.producer, Visibility{Public: true}, nil, w.answering())
	w.check(err)
	_, err = w.db.Exec(t.Context(), `
		insert into master_data (org_id, type, id, attributes, children)
		values
			($1, 'urn:epcglobal:epcis:vtype:BusinessLocation', 'https://id.gs1.org/414/9521321000032', '{}', '{https://id.gs1.org/414/9521321000049}'),
			($1, 'urn:epcglobal:epcis:vtype:BusinessLocation', 'https://id.gs1.org/414/9521321000049', '{}', '{https://id.gs1.org/414/9521321000018,https://id.gs1.org/414/9521321000032}'),
			($1, 'urn:epcglobal:epcis:vtype:BusinessLocation', 'https://id.gs1.org/414/9521321000018', '{"urn:epcglobal:cbv:mda:site": ["kho", "chợ"]}', '{}'),
			($1, 'urn:epcglobal:epcis:vtype:SourceDest', 'https://id.gs1.org/417/9521141000014', '{"https://ns.example/kind": ["coop"]}', '{}'),
			($1, 'urn:epcglobal:epcis:vtype:EPCClass', 'https://id.gs1.org/01/09521141123454/10/L3', '{"https://ns.example/kind": ["tea"]}', '{}')`,
		w.producer.OrgID)
	w.check(err)
	own, admin := ReaderOf(w.producer), ReaderOf(w.admin)
	for _, tt := range []struct {
		reader      Reader
		query, want string
	}{
		{admin, "WD_bizLocation=https://id.gs1.org/414/9521321000032", "object"}, // over two levels, in a circle
		{admin, "WD_readPoint=https://id.gs1.org/414/9521321000049", "object"},
		{admin, "HASATTR_bizLocation=cbvmda:site", "object"},
		{own, "HASATTR_bizLocation=cbvmda:latitude|cbvmda:site", "object"},
		{own, "HASATTR_bizLocation=cbvmda:latitude", ""},
		{own, "HASATTR_readPoint=cbvmda:site", ""},
		{own, "EQATTR_bizLocation_cbvmda:site=chợ", "object"},
		{own, "EQATTR_bizLocation_cbvmda:site=nhà", ""},
		{own, "EQATTR_source_ex:kind=coop", "object"},
		{own, "EQATTR_source_ex:kind=tea", ""},
		{own, "EQATTR_epcClass_ex:kind=tea", "transformation"},
		{own, "HASATTR_destination=ex:kind", ""},
		{ReaderOf(w.stranger), "HASATTR_bizLocation=cbvmda:site", ""},
		{Reader{}, "EQATTR_source_ex:kind=coop", ""},
		{ReaderOf(w.stranger), "WD_bizLocation=https://id.gs1.org/414/9521321000032", ""},
		{ReaderOf(w.stranger), "WD_bizLocation=https://id.gs1.org/414/9521321000018", "object"},
	} {
		if got := w.ask(tt.reader, tt.query); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.query, got, tt.want)
		}
	}
}
