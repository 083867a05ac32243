package epcis

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

// Events that are right, for tests to change.
const (
	objectEvent = `{
		"type": "ObjectEvent", "eventTime": "2026-04-15T08:30:00+07:00", "eventTimeZoneOffset": "+07:00",
		"epcList": ["https://id.gs1.org/01/09521141012345/21/2017"], "action": "ADD", "bizStep": "commissioning"
	}`
	aggregationEvent = `{
		"type": "AggregationEvent", "eventTime": "2026-04-15T08:30:00+07:00", "eventTimeZoneOffset": "+07:00",
		"parentID": "urn:epc:id:sscc:0614141.1234567890", "childEPCs": ["urn:epc:id:sgtin:0614141.107346.2017"],
		"action": "ADD", "bizStep": "packing"
	}`
	transactionEvent = `{
		"type": "TransactionEvent", "eventTime": "2026-04-15T08:30:00+07:00", "eventTimeZoneOffset": "+07:00",
		"bizTransactionList": [{"type": "po", "bizTransaction": "http://example.com/po/1"}],
		"epcList": ["urn:epc:id:sgtin:0614141.107346.2017"], "action": "ADD"
	}`
	transformationEvent = `{
		"type": "TransformationEvent", "eventTime": "2026-04-15T08:30:00+07:00", "eventTimeZoneOffset": "+07:00",
		"inputEPCList": ["urn:epc:id:sgtin:0614141.107346.2017"],
		"outputQuantityList": [{"epcClass": "https://id.gs1.org/01/09521141012345/10/L1", "quantity": 12.5, "uom": "KGM"}]
	}`
	associationEvent = `{
		"type": "AssociationEvent", "eventTime": "2026-04-15T08:30:00+07:00", "eventTimeZoneOffset": "+07:00",
		"parentID": "urn:epc:id:grai:4012345.55555.987", "childEPCs": ["urn:epc:id:giai:4000001.12345"], "action": "ADD"
	}`
)

// changed is an object with other members; null takes one away.
func changed(t *testing.T, object, changes string) string {
	t.Helper()
	v, with := mustRead(t, object), mustRead(t, "{"+changes+"}")
	var members []Member
	for _, m := range v.Members() {
		if !with.has(m.Name) {
			members = append(members, m)
		}
	}
	for _, m := range with.Members() {
		if m.Value.Kind != Null {
			members = append(members, m)
		}
	}
	return string(ObjectValue(members...).AppendJSON(nil))
}

func mustRead(t *testing.T, text string) Value {
	t.Helper()
	v, err := ReadValue([]byte(text))
	if err != nil {
		t.Fatalf("read %s: %v", text, err)
	}
	return v
}

const documentHead = `"@context": ["` + StandardContext + `", {"ext": "https://example.com/epcis/"}],
	"type": "EPCISDocument", "schemaVersion": "2.0", "creationDate": "2026-04-15T09:00:00Z"`

// document holds events, and has other members if there are changes.
func document(t *testing.T, changes string, events ...string) []byte {
	t.Helper()
	whole := fmt.Sprintf(`{%s, "epcisBody": {"eventList": [%s]}}`, documentHead, strings.Join(events, ","))
	return []byte(changed(t, whole, changes))
}

func queryDocument(events ...string) []byte {
	return fmt.Appendf(nil, `{"@context": %q, "type": "EPCISQueryDocument", "epcisBody": {"queryResults": {
		"queryName": "SimpleEventQuery", "subscriptionID": "s1", "resultsBody": {"eventList": [%s]}}}}`,
		StandardContext, strings.Join(events, ","))
}

// pointersOf are where the problems of a document are.
func pointersOf(t *testing.T, document []byte, now time.Time) (pointers []string) {
	t.Helper()
	_, err := ParseDocument(document, now)
	problems, ok := errors.AsType[Problems](err)
	if err != nil && !ok {
		t.Fatalf("got an error of type %T, want Problems", err)
	}
	for _, p := range problems {
		pointers = append(pointers, p.Pointer)
		if first, last := p.Sentence[0], p.Sentence[len(p.Sentence)-1]; last != '.' || 'a' <= first && first <= 'z' && !strings.Contains(p.Sentence, " is missing here; add ") {
			t.Errorf("%q is not a sentence", p.Sentence)
		}
	}
	return pointers
}
