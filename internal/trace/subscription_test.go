package trace

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"temgoc/internal/epcis"
	"temgoc/internal/input"
	"temgoc/internal/pg/pgtest"
	"temgoc/internal/webhook"
)

const client = "https://client.example.com/queryCallback"

func TestSubscribe(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	_, err := CreateQuery(t.Context(), w.db, w.producer, "all", w.definition(`{}`), nil)
	w.check(err)
	since := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	schedule := epcis.Schedule{Hour: "1", Minute: "5"}
	hooks := webhook.New(webhook.Config{})
	got, err := Subscribe(t.Context(), w.db, hooks, w.producer, "all", NewSubscription{
		Dest: client, Secret: "s", Schedule: &schedule, ReportIfEmpty: true, InitialRecordTime: &since,
	})
	w.check(err)
	want := Subscription{
		ID:                got.ID,
		QueryName:         "all",
		Dest:              client,
		Schedule:          &schedule,
		ReportIfEmpty:     true,
		InitialRecordTime: since,
		CreatedAt:         got.CreatedAt,
	}
	if diff := cmp.Diff(want, got); diff != "" || got.CreatedAt.IsZero() {
		t.Errorf("-want +got\n%s", diff)
	}
	stream, err := Subscribe(t.Context(), w.db, hooks, w.producer, "all", NewSubscription{Dest: client, Stream: true})
	w.check(err)
	list, err := Subscriptions(t.Context(), w.db, w.producer, "all", uuid.Nil, 0)
	if diff := cmp.Diff([]Subscription{got, stream}, list); diff != "" || err != nil {
		t.Errorf("list: %v: -want +got\n%s", err, diff)
	}
	for name, err := range map[string]error{
		"a stranger's reading":  second(SubscriptionByID(t.Context(), w.db, w.stranger, "all", got.ID)),
		"a stranger's end":      Unsubscribe(t.Context(), w.db, w.stranger, "all", got.ID),
		"a stranger's list":     second(Subscriptions(t.Context(), w.db, w.stranger, "all", uuid.Nil, 0)),
		"by another query":      second(SubscriptionByID(t.Context(), w.db, w.producer, "other", got.ID)),
		"a subscription to one": second(Subscribe(t.Context(), w.db, hooks, w.producer, "none", NewSubscription{Dest: client, Stream: true})),
	} {
		if !errors.Is(err, ErrNotFound) {
			t.Errorf("%s: got %v, want %v", name, err, ErrNotFound)
		}
	}
	w.check(Unsubscribe(t.Context(), w.db, w.producer, "all", stream.ID))
	w.check(DeleteQuery(t.Context(), w.db, w.producer, "all"))
	var left int
	w.check(w.db.QueryRow(t.Context(), `select count(*) from subscription`).Scan(&left))
	if left != 0 {
		t.Errorf("got %d subscriptions to a query that is gone, want none", left)
	}
}

func second[T any](_ T, err error) error { return err }

func TestSubscribeRefuses(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	for name, definition := range map[string]string{
		"all": `{}`,
		"cut": `{"orderBy": "eventTime", "eventCountLimit": 5}`,
	} {
		_, err := CreateQuery(t.Context(), w.db, w.producer, name, w.definition(definition), nil)
		w.check(err)
	}
	for _, tt := range []struct {
		query string
		in    NewSubscription
		want  string // field and problem
	}{
		{"all", NewSubscription{Dest: "http://client.example.com/", Stream: true}, "dest: subscription.dest_refused"},
		{"all", NewSubscription{Dest: "https://192.168.1.1/", Stream: true}, "dest: subscription.dest_refused"},
		{"all", NewSubscription{Dest: "https://[::1]/", Stream: true}, "dest: subscription.dest_refused"},
		{"all", NewSubscription{Dest: client}, "stream: subscription.stream_or_schedule"},
		{"all", NewSubscription{Dest: client, Stream: true, Schedule: &epcis.Schedule{Hour: "1"}}, "stream: subscription.stream_or_schedule"},
		{"all", NewSubscription{Dest: client, Schedule: &epcis.Schedule{Hour: "24"}}, "schedule: subscription.schedule_malformed"},
		{"all", NewSubscription{Dest: client, Stream: true, Secret: string(make([]byte, maxSecret+1))}, "signatureToken: text.too_long"},
		{"all", NewSubscription{Dest: client, Stream: true, Secret: "a\x00b"}, "signatureToken: text.bad_character"},
		{"cut", NewSubscription{Dest: client, Stream: true}, "query: subscription.query_is_cut"},
	} {
		_, err := Subscribe(t.Context(), w.db, webhook.New(webhook.Config{}), w.producer, tt.query, tt.in)
		if faults := input.Of(err); len(faults) != 1 || faults[0].Error() != tt.want {
			t.Errorf("%s, %+v: got %v, want %s", tt.query, tt.in, err, tt.want)
		}
	}
}
