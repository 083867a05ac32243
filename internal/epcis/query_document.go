package epcis

import "time"

// Results are the answer of a query, to be written as an EPCISQueryDocument.
type Results struct {
	QueryName      string
	SubscriptionID string // empty: nobody's subscription
	At             time.Time
	Events         []Value // each with its own @context, if it needs one
}

// AppendJSON writes the document.
func (r Results) AppendJSON(b []byte) []byte {
	results := Value{Kind: Object, Members: []Member{{"queryName", TextValue(r.QueryName)}}}
	if r.SubscriptionID != "" {
		results.Members = append(results.Members, Member{"subscriptionID", TextValue(r.SubscriptionID)})
	}
	results.Members = append(results.Members, Member{"resultsBody", wrap("eventList", Value{Kind: Array, Items: r.Events})})
	document := Value{Kind: Object, Members: []Member{
		{"@context", Value{Kind: Array, Items: []Value{TextValue(StandardContext)}}},
		{"type", TextValue(queryDocumentType)},
		{"schemaVersion", TextValue("2.0")},
		{"creationDate", TextValue(r.At.UTC().Format(time.RFC3339Nano))},
		{"epcisBody", wrap("queryResults", results)},
	}}
	return document.AppendJSON(b)
}

// wrap is an object with one member.
func wrap(name string, v Value) Value {
	return Value{Kind: Object, Members: []Member{{name, v}}}
}
