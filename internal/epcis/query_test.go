package epcis

import (
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var queryNamespaces = map[string]string{"ex": "https://ns.example/", "old": "http://old.example/epcis#"}

// parseOne is the condition of a query with one parameter.
func parseOne(t *testing.T, name, value string) Condition {
	t.Helper()
	q, err := ParseQuery(map[string][]string{name: {value}}, queryNamespaces)
	if err != nil || len(q.Conditions) != 1 {
		t.Fatalf("%s=%s: got %d conditions, %v, want one", name, value, len(q.Conditions), err)
	}
	return q.Conditions[0]
}

func TestParseQueryTargets(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, value string
		want        Condition // without values
	}{
		{"eventType", "ObjectEvent|https://ns.example/Odd", Condition{In: ofEvent, Names: []string{"type"}, Op: Equal}},
		{"LT_recordTime", "2026-01-01T00:00:00Z", Condition{In: ofEvent, Names: []string{"recordTime"}, Op: Less}},
		{"EQ_persistentDisposition_set", "recalled", Condition{In: []Aspect{OfPersistent}, Names: []string{"set"}, Op: Equal}},
		{"WD_bizLocation", "urn:epc:id:sgln:0614141.07346.0", Condition{In: ofEvent, Names: []string{"bizLocation"}, Op: Within}},
		{"EQ_source_urn:epcglobal:cbv:sdt:location", "urn:x:y", Condition{In: []Aspect{OfSource}, Names: []string{"location"}, Op: Equal}},
		{"EQ_bizTransaction_https://ns.example/a_type", "urn:x:y", Condition{In: []Aspect{OfTransaction}, Names: []string{"https://ns.example/a_type"}, Op: Equal}},
		{"MATCH_anyEPCClass", "urn:epc:idpat:sgtin:0614141.107346.*", Condition{In: classes, Op: Match}},
		{"GE_quantity_KGM", "1", Condition{In: classes, Names: []string{"quantity"}, Op: AtLeast}},
		{"GT_quantity", "1", Condition{In: classes, Names: []string{"quantity"}, Op: Greater}},
		{"EXISTS_errorDeclaration", "", Condition{In: ofEvent, Names: []string{"errorDeclaration"}, Op: Exists}},
		{"GE_errorDeclaration_Time", "2026-01-01T00:00:00Z", Condition{In: []Aspect{OfError}, Names: []string{"declarationTime"}, Op: AtLeast}},
		{"EQ_ex:a_b", "x", Condition{In: ofEvent, Names: []string{"https://ns.example/a_b"}, Op: Equal}},
		{"EXISTS_INNER_ILMD_ex:a", "", Condition{In: []Aspect{OfILMD}, Names: []string{"https://ns.example/a"}, Inner: true, Op: Exists}},
		{"LE_INNER_ERROR_DECLARATION_ex:a", "5", Condition{In: []Aspect{OfError}, Names: []string{"https://ns.example/a"}, Inner: true, Op: AtMost}},
		{"EQ_SENSORREPORT_rawData", "https://x.example/", Condition{In: ofReport, Names: []string{"rawData"}, Op: Equal}},
		{"EQ_bizLocation_ex:a", "x", Condition{In: []Aspect{OfBizLocation}, Names: []string{"https://ns.example/a"}, Op: Equal}},
		{"EQ_https://ns.example/a", "x", Condition{In: ofEvent, Names: []string{"https://ns.example/a"}, Op: Equal}},
		// From XML, where a namespace does not end in the mark, and from JSON.
		{"EQ_http://ns.example#a", "x", Condition{In: ofEvent, Names: []string{"http://ns.example#a", "http://ns.examplea"}, Op: Equal}},
		{"EQ_old:a", "x", Condition{In: ofEvent, Names: []string{"http://old.example/epcis#a"}, Op: Equal}},
		{"HASATTR_readPoint", "cbvmda:site", Condition{In: ofEvent, Names: []string{"readPoint"}, Op: HasAttribute}},
		{"EQATTR_epcClass_ex:a_b", "x", Condition{In: classes, Op: EqualAttribute, Attribute: "https://ns.example/a_b"}},
		{"EQ_ATTR_bizLocation_cbvmda:site", "x", Condition{In: ofEvent, Names: []string{"bizLocation"}, Op: EqualAttribute, Attribute: "urn:epcglobal:cbv:mda:site"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := parseOne(t, tt.name, tt.value)
			tt.want.Parameter, got.Values = tt.name, nil
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestParseQueryValues(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.FixedZone("", 7*3600))
	for _, tt := range []struct {
		name, value string
		want        []Operand
	}{
		{"EQ_bizStep", "shipping|https://ref.gs1.org/cbv/BizStep-receiving|urn:epcglobal:cbv:bizstep:packing|ex:steep",
			[]Operand{{Text: "shipping"}, {Text: "receiving"}, {Text: "packing"}, {Text: "https://ns.example/steep"}}},
		{"EQ_readPoint", "urn:epc:id:sgln:0614141.07346.1234", []Operand{{Text: "https://id.gs1.org/414/0614141073467/254/1234"}}},
		{"GE_eventTime", "2026-01-02T03:04:05+07:00", []Operand{{Text: "2026-01-02T03:04:05+07:00", Time: at}}},
		{"EQ_value_CEL", "-1.5e2", []Operand{{Text: "-1.5e2", Number: "-1.5e2", Unit: "CEL"}}},
		{"EQ_type", "gs1:Temperature", []Operand{{Text: "Temperature"}}},
		{"EQ_ex:a", "5|five", []Operand{{Text: "5", Number: "5"}, {Text: "five"}}},
		{"EQ_stringValue", "2026", []Operand{{Text: "2026"}}},
		{"MATCH_epc", "https://dl.example/01/00614141123452/21/7", []Operand{{
			Text:     "https://dl.example/01/00614141123452/21/7",
			Patterns: []Pattern{{Prefix: "https://id.gs1.org/01/00614141123452/21/7", Exact: true}},
		}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, parseOne(t, tt.name, tt.value).Values); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestParseQueryRefuses(t *testing.T) {
	t.Parallel()
	for _, params := range []string{
		"",                    // no name
		"bizStep=shipping",    // no operator
		"EQ_colour=red",       // no such field
		"EQ_undeclared:a=x",   // a prefix that is nowhere
		"GT_bizStep=shipping", // an operator that the field has not
		"GT_eventTime=2026-01-01T00:00:00Z",
		"EQ_percRank=1",
		"MATCH_bizStep=shipping",
		"EQ_source_seller=urn:x:y", // no such type
		"EQ_quantity_kg=1",
		"EQ_value=1", // without its unit
		"HASATTR_readPoint_x=y",
		"EQATTR_readPoint=y",
		"EQ_bizStep=",
		"EQ_bizStep=selling",
		"EQ_action=CHANGE",
		"EQ_action=ADD|",
		"eventType=QuantityEvent",
		"EQ_readPoint=here",
		"MATCH_epc=urn:epc:idpat:sgtin:*.107346.*",
		"MATCH_epc=https://id.gs1.org/01/09506000134353", // wrong check digit
		"GE_eventTime=2026-01-01",
		"GE_eventTime=2026-01-01T00:00:00",
		"GE_eventTime=0000-01-01T00:00:00Z",
		"GE_eventTime=2026-01-01T00:00:00Z|2026-01-01T00:00:00Z",
		"GT_quantity=many",
		"GT_quantity=1|2",
		"GT_quantity=1e999",
		"GT_ex:a=text",
		"EQ_booleanValue=yes",
		"EQ_ex:a=null\x00character",
		"EQ_ex:a=\xff",
		"EXISTS_ex:a=maybe",
		"orderBy=bizStep",
		"orderDirection=UP",
		"eventCountLimit=0&orderBy=eventTime",
		"eventCountLimit=5",
		"eventCountLimit=5&maxEventCount=5&orderBy=eventTime",
		"maxEventCount=-1",
		"perPage=x",
		"perPage=9999999999999",
		"EQ_action=" + strings.Repeat("ADD|", maxOperands) + "ADD",
	} {
		t.Run(params, func(t *testing.T) {
			t.Parallel()
			given := map[string][]string{}
			for param := range strings.SplitSeq(params, "&") {
				name, value, _ := strings.Cut(param, "=")
				given[name] = []string{value}
			}
			q, err := ParseQuery(given, queryNamespaces)
			bad, ok := errors.AsType[*QueryError](err)
			if !ok {
				t.Fatalf("got %+v, %v, want a QueryError", q, err)
			}
			if _, named := given[bad.Parameter]; !named || bad.Sentence == "" {
				t.Errorf("got parameter %q, %q, want one of those given", bad.Parameter, bad.Sentence)
			}
		})
	}
}

func TestParseQueryRefusesRepetition(t *testing.T) {
	t.Parallel()
	_, err := ParseQuery(map[string][]string{"EQ_action": {"ADD", "DELETE"}}, nil)
	if bad, ok := errors.AsType[*QueryError](err); !ok || bad.Parameter != "EQ_action" {
		t.Errorf("got %v, want EQ_action refused", err)
	}
}

func TestParseQueryControls(t *testing.T) {
	t.Parallel()
	got, err := ParseQuery(map[string][]string{
		"orderBy":                 {"ex:grade"},
		"orderDirection":          {"ASC"},
		"eventCountLimit":         {"10"},
		"perPage":                 {"5"},
		"nextPageToken":           {"abc"},
		"EXISTS_errorDeclaration": {"false"}, // asks for nothing
	}, queryNamespaces)
	want := Query{
		Order:         Order{By: []string{"https://ns.example/grade"}, Ascending: true},
		Limit:         10,
		PerPage:       5,
		NextPageToken: "abc",
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v: -want +got\n%s", err, diff)
	}
}

// Both notations of a query mean the same.
func TestParseQueryJSON(t *testing.T) {
	t.Parallel()
	v, err := ReadValue([]byte(`{
		"@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", {"mine": "https://mine.example/"}],
		"eventType": ["ObjectEvent"],
		"EQ_bizStep": ["shipping", "receiving"],
		"GE_quantity_KGM": 12.50,
		"EQ_booleanValue": true,
		"EXISTS_mine:a": null,
		"EQ_ex:b": ["1", "2"],
		"maxEventCount": 7
	}`))
	if err != nil {
		t.Fatal(err)
	}
	got, err := ParseQueryJSON(v, queryNamespaces)
	if err != nil {
		t.Fatal(err)
	}
	namespaces := maps.Clone(queryNamespaces)
	namespaces["mine"] = "https://mine.example/"
	want, err := ParseQuery(map[string][]string{
		"eventType":       {"ObjectEvent"},
		"EQ_bizStep":      {"shipping|receiving"},
		"GE_quantity_KGM": {"12.50"},
		"EQ_booleanValue": {"true"},
		"EXISTS_mine:a":   {""},
		"EQ_ex:b":         {"1|2"},
		"maxEventCount":   {"7"},
	}, namespaces)
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v: -want +got\n%s", err, diff)
	}
}

func TestParseQueryJSONRefuses(t *testing.T) {
	t.Parallel()
	for query, parameter := range map[string]string{
		`[]`:                           "query",
		`{"EQ_action": []}`:            "EQ_action",
		`{"EQ_action": {}}`:            "EQ_action",
		`{"EQ_action": [["ADD"]]}`:     "EQ_action",
		`{"EQ_action": null}`:          "EQ_action",
		`{"EQ_colour": ["red"]}`:       "EQ_colour",
		`{"perPage": 5}`:               "perPage",
		`{"nextPageToken": "x"}`:       "nextPageToken",
		`{"@context": {"a": "b"}}`:     "@context",
		`{"@context": 5}`:              "@context",
		`{"GE_eventTime": 2026}`:       "GE_eventTime",
		`{"GT_quantity": [1, 2]}`:      "GT_quantity",
		`{"orderBy": ["a", "b"]}`:      "orderBy",
		`{"eventCountLimit": 1.5}`:     "eventCountLimit",
		`{"EQ_ex:a": ["x", null]}`:     "EQ_ex:a",
		`{"EXISTS_ex:a": ["a", "b"]}`:  "EXISTS_ex:a",
		`{"eventType": ["Object"]}`:    "eventType",
		`{"EQ_bizStep": ["shopping"]}`: "EQ_bizStep",
	} {
		v, err := ReadValue([]byte(query))
		if err != nil {
			t.Fatal(err)
		}
		_, err = ParseQueryJSON(v, queryNamespaces)
		if bad, ok := errors.AsType[*QueryError](err); !ok || bad.Parameter != parameter {
			t.Errorf("%s: got %v, want %s refused", query, err, parameter)
		}
	}
}

// Whatever is asked, there is a query or a QueryError, and a query is the same
// when it is parsed again.
func FuzzParseQuery(f *testing.F) {
	for _, field := range slices.Sorted(maps.Keys(standards)) {
		f.Add("EQ_"+field, "5")
		f.Add("MATCH_"+field, "urn:epc:idpat:sgtin:0614141.*.*")
	}
	for _, s := range scopes {
		f.Add("GE_INNER_"+s.begin+"ex:a", "2026-01-01T00:00:00Z")
	}
	f.Add("EQATTR_readPoint_cbvmda:site", "x|y")
	f.Add("orderBy", "http://ns.example#a")
	f.Fuzz(func(t *testing.T, name, value string) {
		params := map[string][]string{name: {value}}
		q, err := ParseQuery(params, queryNamespaces)
		if err != nil {
			if _, ok := errors.AsType[*QueryError](err); !ok {
				t.Fatalf("got %v, want a QueryError", err)
			}
			return
		}
		if _, err := json.Marshal(q); err != nil {
			t.Errorf("query is not to be written: %v", err)
		}
		for _, c := range q.Conditions {
			if len(c.In) == 0 || c.Op != Exists && len(c.Values) == 0 {
				t.Errorf("%s=%s: got %+v, which asks for nothing", name, value, c)
			}
		}
		again, err := ParseQuery(params, queryNamespaces)
		if diff := cmp.Diff(q, again); diff != "" || err != nil {
			t.Errorf("%v: -first +again\n%s", err, diff)
		}
	})
}
