package trace

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"

	"temgoc/internal/epcis"
	"temgoc/internal/pg/pgtest"
	"temgoc/internal/webhook"
)

// deliverer is one that does not wait after failures.
func (r *receiver) deliverer(pool *pgxpool.Pool) *Deliverer {
	d := NewDeliverer(pool, r.hooks, slog.New(slog.DiscardHandler))
	d.pause = func(int) time.Duration { return 0 }
	return d
}

// subscribed is a producer that is told of all events.
func subscribed(t *testing.T, r *receiver, in NewSubscription) (world, *pgxpool.Pool, Subscription) {
	t.Helper()
	pool := pgtest.Pool(t)
	w := newWorld(t, pool)
	_, err := CreateQuery(t.Context(), pool, w.producer, "all", epcis.Value{Kind: epcis.Object}, nil)
	w.check(err)
	in.Dest, in.Secret = r.server.URL, hookSecret
	in.Stream = in.Schedule == nil
	s, err := Subscribe(t.Context(), pool, r.hooks, w.producer, "all", in)
	w.check(err)
	return w, pool, s
}

// tell stores events with these names, in one transaction.
func (w world) tell(names ...string) {
	w.t.Helper()
	events := make([]epcis.Event, len(names))
	for i, name := range names {
		events[i] = w.namedEvent(name)
	}
	_, err := Store(w.t.Context(), w.db, w.producer, Visibility{}, nil, events)
	w.check(err)
}

func (w world) namedEvent(name string) epcis.Event {
	w.t.Helper()
	return w.event(`"eventID": "https://e.example/%s", "type": "ObjectEvent", "action": "OBSERVE", "bizStep": "receiving",
		"epcList": ["https://id.gs1.org/01/09521141123454/21/1"]`, name)
}

// drain delivers all that is due.
func drain(t *testing.T, d *Deliverer) {
	t.Helper()
	for takeStep(t, d) {
	}
}

// takeStep is false if there is none to take. A transaction of another test that
// ends just now holds events back for a moment, so it asks again.
func takeStep(t *testing.T, d *Deliverer) bool {
	t.Helper()
	for range 5 {
		more, err := d.deliverNext(t.Context())
		if err != nil {
			t.Fatalf("deliver: %v", err)
		}
		if more {
			return true
		}
		time.Sleep(time.Millisecond)
	}
	return false
}

func TestDeliver(t *testing.T) {
	t.Parallel()
	r := newReceiver(t, accept)
	w, pool, s := subscribed(t, r, NewSubscription{})
	d := r.deliverer(pool)
	drain(t, d)
	if got := r.all(); len(got) != 0 {
		t.Errorf("nothing happened: got %v, want no post", got)
	}
	w.tell("a", "b")
	drain(t, d)
	w.tell("c")
	drain(t, d)
	drain(t, d)
	if diff := cmp.Diff([]string{"a", "b", "c"}, r.told()); diff != "" {
		t.Errorf("told: -want +got\n%s", diff)
	}
	s, err := SubscriptionByID(t.Context(), pool, w.producer, "all", s.ID)
	w.check(err)
	if s.LastNotifiedAt == nil || s.Problem != "" {
		t.Errorf("got notified at %v, problem %q, want a time and none", s.LastNotifiedAt, s.Problem)
	}
}

// What was stored before the subscription is told of only if it is asked for.
func TestDeliverFromInitialRecordTime(t *testing.T) {
	t.Parallel()
	r := newReceiver(t, accept)
	w, pool, _ := subscribed(t, r, NewSubscription{})
	w.tell("early")
	past := time.Now().Add(-time.Hour)
	drain(t, r.deliverer(pool))

	late := newReceiver(t, accept)
	for _, in := range []NewSubscription{{InitialRecordTime: &past}, {}} {
		in.Dest, in.Secret, in.Stream = late.server.URL, hookSecret, true
		_, err := Subscribe(t.Context(), pool, late.hooks, w.producer, "all", in)
		w.check(err)
	}
	// One receiver's client posts to both: they have the same certificate.
	drain(t, late.deliverer(pool))
	if diff := cmp.Diff([]string{"early"}, late.told()); diff != "" {
		t.Errorf("told: -want +got\n%s", diff)
	}
}

// Order is kept through failures, and what failed comes again as it was.
func TestDeliverAgain(t *testing.T) {
	t.Parallel()
	r := newReceiver(t, func(n int, _ post) int {
		if n < 3 {
			return http.StatusServiceUnavailable
		}
		return http.StatusOK
	})
	w, pool, s := subscribed(t, r, NewSubscription{})
	d := r.deliverer(pool)
	w.tell("a")
	step(t, d)
	w.tell("b") // which must not get into the delivery that has begun
	step(t, d)
	s, err := SubscriptionByID(t.Context(), pool, w.producer, "all", s.ID)
	w.check(err)
	if s.Problem != "status_503" || s.SuspendedAt != nil {
		t.Errorf("got problem %q, suspended %v, want status_503, at work", s.Problem, s.SuspendedAt)
	}
	drain(t, d)
	posts := r.all()
	if diff := cmp.Diff([]string{"a", "b"}, r.told()); diff != "" || len(posts) != 5 {
		t.Fatalf("%d posts, want 5; told: -want +got\n%s", len(posts), diff)
	}
	for _, p := range posts[:4] {
		if p.id != posts[0].id || !slices.Equal(p.events, []string{"a"}) {
			t.Errorf("got %v of %v, want that of %v again", p.id, p.events, posts[0].id)
		}
	}
	if posts[4].id == posts[0].id {
		t.Errorf("another delivery has the same id")
	}
}

func step(t *testing.T, d *Deliverer) {
	t.Helper()
	if !takeStep(t, d) {
		t.Fatal("got no step, want one")
	}
}

// The node dies between the receiver's answer and the commit: the same delivery
// comes again under its id, once the lease has ended, and not before.
func TestDeliverAfterCrash(t *testing.T) {
	t.Parallel()
	r := newReceiver(t, accept)
	w, pool, _ := subscribed(t, r, NewSubscription{})
	d := r.deliverer(pool)
	w.tell("a")
	var c turn
	var found bool
	var err error
	for i := 0; i < 5 && !found; i++ { // as takeStep does
		c, found, err = d.claim(t.Context())
		w.check(err)
	}
	p, err := d.decide(t.Context(), c)
	if err != nil || !found || p == nil {
		t.Fatalf("got %v, %v, %v, want a delivery", found, p, err)
	}
	w.check(d.hooks.Post(t.Context(), webhook.Message{ID: p.id.String(), URL: c.Dest, Secret: c.Secret, Body: p.document(c)}))
	drain(t, d)
	if got := len(r.all()); got != 1 {
		t.Errorf("with the lease held: got %d posts, want 1", got)
	}
	_, err = pool.Exec(t.Context(), `update subscription set leased_until = now() - interval '1 second'`)
	w.check(err)
	drain(t, d)
	posts := r.all()
	if len(posts) != 2 || posts[0].id != posts[1].id {
		t.Fatalf("got %v, want one delivery twice", posts)
	}
	w.check(d.acknowledge(t.Context(), c, *p)) // the dead node's, which comes too late
	drain(t, d)
	if got := len(r.all()); got != 2 {
		t.Errorf("after the late acknowledgement: got %d posts, want 2", got)
	}
}

// A transaction that began before another and commits after it has its events
// told of, though their record time has been passed. It is of another
// organisation, as one's own wait for each other's new words.
func TestDeliverMissesNoLateCommit(t *testing.T) {
	t.Parallel()
	r := newReceiver(t, accept)
	w, pool, _ := subscribed(t, r, NewSubscription{})
	d := r.deliverer(pool)
	slow, err := pool.Begin(t.Context())
	w.check(err)
	defer func() { _ = slow.Rollback(context.Background()) }()
	_, err = Store(t.Context(), slow, w.stranger, Visibility{Public: true}, nil, []epcis.Event{w.namedEvent("slow")})
	w.check(err)
	w.tell("quick")
	drain(t, d)
	if got := r.told(); len(got) != 0 {
		t.Errorf("before the slow one commits: got %v, want nothing", got)
	}
	w.check(slow.Commit(t.Context()))
	drain(t, d)
	if diff := cmp.Diff([]string{"slow", "quick"}, r.told()); diff != "" {
		t.Errorf("told: -want +got\n%s", diff)
	}
}

// Many events, two nodes: each is told of once, in order.
func TestTwoDeliverers(t *testing.T) {
	t.Parallel()
	r := newReceiver(t, func(n int, _ post) int {
		if n%3 == 1 {
			return http.StatusInternalServerError
		}
		return http.StatusOK
	})
	w, pool, _ := subscribed(t, r, NewSubscription{})
	ctx, stop := context.WithCancel(t.Context())
	var nodes sync.WaitGroup
	for range 2 {
		nodes.Go(func() { _ = r.deliverer(pool).Run(ctx) })
	}
	var want []string
	for range 20 {
		var names []string
		for range 13 {
			names = append(names, uuid.NewString())
		}
		want = append(want, names...)
		w.tell(names...)
	}
	waitFor(t, func() bool { return len(r.told()) >= len(want) })
	stop()
	nodes.Wait()
	if diff := cmp.Diff(want, r.told()); diff != "" {
		t.Errorf("told: -want +got\n%s", diff)
	}
}

func waitFor(t *testing.T, done func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !done(); {
		if time.Now().After(end) {
			t.Fatal("it did not come to pass within 20 s")
		}
		time.Sleep(10 * time.Millisecond)
	}
}

func TestDeliverSmaller(t *testing.T) {
	t.Parallel()
	r := newReceiver(t, func(_ int, p post) int {
		if len(p.events) > 3 {
			return http.StatusRequestEntityTooLarge
		}
		return http.StatusOK
	})
	w, pool, _ := subscribed(t, r, NewSubscription{})
	want := []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"}
	w.tell(want...)
	drain(t, r.deliverer(pool))
	if diff := cmp.Diff(want, r.told()); diff != "" {
		t.Errorf("told: -want +got\n%s", diff)
	}
}

func TestDeliverInParcels(t *testing.T) {
	t.Parallel()
	r := newReceiver(t, accept)
	w, pool, _ := subscribed(t, r, NewSubscription{})
	var want []string
	for range 2*parcelSize + 1 {
		want = append(want, uuid.NewString())
	}
	w.tell(want...)
	drain(t, r.deliverer(pool))
	if diff := cmp.Diff(want, r.told()); diff != "" || len(r.all()) != 3 {
		t.Errorf("%d posts, want 3; told: -want +got\n%s", len(r.all()), diff)
	}
}

func TestDeliverScheduled(t *testing.T) {
	t.Parallel()
	r := newReceiver(t, accept)
	w, pool, s := subscribed(t, r, NewSubscription{Schedule: &epcis.Schedule{Hour: "1", Minute: "5"}, ReportIfEmpty: true})
	d := r.deliverer(pool)
	w.tell("a")
	drain(t, d)
	if got := r.all(); len(got) != 0 {
		t.Errorf("before its time: got %v, want no post", got)
	}
	for _, want := range [][]string{{"a"}, {}} {
		before := len(r.all())
		_, err := pool.Exec(t.Context(), `update subscription set due_at = now() where id = $1`, s.ID)
		w.check(err)
		drain(t, d)
		posts := r.all()[before:]
		if len(posts) != 1 || !slices.Equal(posts[0].events, want) {
			t.Errorf("got %v, want one post of %v", posts, want)
		}
	}
}

// A day of failures is enough.
func TestDeliverGivesUp(t *testing.T) {
	t.Parallel()
	r := newReceiver(t, func(int, post) int { return http.StatusInternalServerError })
	w, pool, s := subscribed(t, r, NewSubscription{})
	d := r.deliverer(pool)
	w.tell("a")
	step(t, d)
	_, err := pool.Exec(t.Context(), `update subscription set failing_since = failing_since - interval '25 hours'`)
	w.check(err)
	step(t, d)
	drain(t, d)
	s, err = SubscriptionByID(t.Context(), pool, w.producer, "all", s.ID)
	w.check(err)
	if s.SuspendedAt == nil || s.Problem != "status_500" || len(r.all()) != 2 {
		t.Errorf("got suspended %v for %q after %d posts, want it for status_500 after 2", s.SuspendedAt, s.Problem, len(r.all()))
	}
}

// The service's own client refuses what a name leads to.
func TestDeliverToPrivateAddress(t *testing.T) {
	t.Parallel()
	r := newReceiver(t, func(int, post) int {
		t.Error("a private address was reached")
		return http.StatusOK
	})
	r.server.URL = strings.Replace(r.server.URL, "127.0.0.1", "localhost", 1)
	w, pool, s := subscribed(t, r, NewSubscription{})
	r.hooks = webhook.New(webhook.Config{})
	w.tell("a")
	step(t, r.deliverer(pool))
	s, err := SubscriptionByID(t.Context(), pool, w.producer, "all", s.ID)
	w.check(err)
	if s.Problem != "address_refused" {
		t.Errorf("got problem %q, want address_refused", s.Problem)
	}
}

// A receiver is told what its user may see, at the time of telling.
func TestDeliverWhatTheUserSees(t *testing.T) {
	t.Parallel()
	r := newReceiver(t, accept)
	w, pool, _ := subscribed(t, r, NewSubscription{})
	d := r.deliverer(pool)
	e := w.namedEvent("anothers")
	_, err := Store(t.Context(), pool, w.stranger, Visibility{}, nil, []epcis.Event{e})
	w.check(err)
	_, err = Store(t.Context(), pool, w.stranger, Visibility{Public: true}, nil, []epcis.Event{w.namedEvent("open")})
	w.check(err)
	drain(t, d)
	if diff := cmp.Diff([]string{"open"}, r.told()); diff != "" {
		t.Errorf("told: -want +got\n%s", diff)
	}
	_, err = pool.Exec(t.Context(), `update user_account set disabled_at = now() where id = $1`, w.producer.UserID)
	w.check(err)
	w.tell("later")
	step(t, d)
	if got := len(r.all()); got != 1 {
		t.Errorf("for a disabled user: got %d posts, want no other", got)
	}
}

func TestBackOff(t *testing.T) {
	t.Parallel()
	for failures, want := range map[int]time.Duration{1: time.Second, 2: 2 * time.Second, 5: 16 * time.Second, 13: time.Hour, 1000: time.Hour} {
		for range 100 {
			if got := backOff(failures); got <= want/2 || got > want {
				t.Fatalf("after %d failures: got %v, want more than %v and at most %v", failures, got, want/2, want)
			}
		}
	}
}

func TestProblemOf(t *testing.T) {
	t.Parallel()
	for want, err := range map[string]error{
		"status_404":        webhook.StatusError{Code: 404},
		"address_refused":   errors.Join(errors.New("dial"), webhook.ErrRefused),
		"query_too_complex": ErrTooComplex,
		"user_disabled":     errDisabled,
		"unreachable":       context.DeadlineExceeded,
	} {
		if got := problemOf(err); got != want {
			t.Errorf("%v: got %s, want %s", err, got, want)
		}
	}
}
