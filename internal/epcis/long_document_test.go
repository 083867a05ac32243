package epcis

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// longText is a document with events of all types, as many as systems send at once.
func longText(head string, change func(i int, event string) string) []byte {
	kinds := []string{objectEvent, aggregationEvent, transactionEvent, transformationEvent, associationEvent}
	events := make([]string, 200)
	for i := range events {
		events[i] = change(i, kinds[i%len(kinds)])
	}
	return []byte(`{` + head + documentHead + `, "epcisBody": {"eventList": [` + strings.Join(events, ",\n") + `]}}`)
}

func as(_ int, event string) string { return event }

// at changes one event.
func at(n int, old, replacement string) func(int, string) string {
	return func(i int, event string) string {
		if i == n {
			return strings.Replace(event, old, replacement, 1)
		}
		return event
	}
}

func TestLongDocument(t *testing.T) {
	t.Parallel()
	everywhere := func(_ int, event string) string { return strings.Replace(event, `"eventTime"`, `"eventtime"`, 1) }
	for _, tt := range []struct {
		name  string
		text  []byte
		want  []string // the first pointers
		count int
	}{
		{"good", longText("", as), nil, 0},
		{"brackets and quotes in texts", longText("", at(7, `"type"`, `"urn:x:y": "}],{[\\\" ", "type"`)), nil, 0},
		{"one bad event", longText("", at(150, `"eventTime"`, `"eventtime"`)),
			[]string{"/epcisBody/eventList/150/eventtime", "/epcisBody/eventList/150/eventTime"}, 2},
		{"all bad", longText("", everywhere),
			[]string{"/epcisBody/eventList/0/eventtime", "/epcisBody/eventList/0/eventTime", "/epcisBody/eventList/1/eventtime"}, problemsMax},
		{"events and what is around", longText(`"creation": "", `, at(3, `"eventTime"`, `"eventtime"`)),
			[]string{"/creation", "/epcisBody/eventList/3/eventtime"}, 3},
		{"a repeated name", longText("", at(99, `"type"`, `"a:b": {"c": 1, "c": 2}, "type"`)),
			[]string{"/epcisBody/eventList/99/a:b/c"}, 1},
		{"a comma too many", longText("", at(120, `"type"`, `, "type"`)), []string{"/epcisBody/eventList/120"}, 1},
		{"the other bracket", longText("", at(50, `}`, `]`)), nil, 1},
		{"no text behind a comma", longText("", func(i int, event string) string { return event[:len(event)*(199-i)/199] }), nil, 1},
		{"too deep", longText("", at(11, `"type"`, `"a:b": `+strings.Repeat("[", depthMax)+strings.Repeat("]", depthMax)+`, "type"`)), nil, 1},
		{"another list of that name", longText(`"urn:x:y": {"eventList": [1, 2]}, `, as), nil, 0},
		{"nothing behind", longText("", as)[:30000], nil, 1},
		{"not UTF-8", longText("", at(199, `"type"`, "\"urn:x:\xff\": 1, \"type\"")), nil, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := pointersOf(t, tt.text, time.Time{})
			if len(got) != tt.count || !slices.Equal(got[:min(len(got), len(tt.want))], tt.want) {
				t.Errorf("got %d problems at %v, want %d, the first at %v", len(got), got, tt.count, tt.want)
			}
		})
	}
}
