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
	results := ObjectValue(Member{"queryName", TextValue(r.QueryName)})
	if r.SubscriptionID != "" {
		results = results.With(Member{"subscriptionID", TextValue(r.SubscriptionID)})
	}
	results = results.With(Member{"resultsBody", wrap("eventList", ListValue(r.Events...))})
	document := ObjectValue(
		Member{"@context", ListValue(TextValue(StandardContext))},
		Member{"type", TextValue(queryDocumentType)},
		Member{"schemaVersion", TextValue("2.0")},
		Member{"creationDate", TextValue(r.At.UTC().Format(time.RFC3339Nano))},
		Member{"epcisBody", wrap("queryResults", results)},
	)
	return document.AppendJSON(b)
}

// wrap is an object with one member.
func wrap(name string, v Value) Value {
	return ObjectValue(Member{name, v})
}
