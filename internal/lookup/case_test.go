package lookup

import (
	"context"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"temgoc/internal/account"
	"temgoc/internal/day"
	"temgoc/internal/inspection"
	"temgoc/internal/scan"
	"temgoc/internal/stamp"
)

// watched is a world of two nodes, of which the first watches what it answers.
type watched struct {
	*world
	nodes     []*Service
	watcher   *scan.Watcher
	inspector account.Principal
}

func newWatched(t *testing.T) watched {
	w := newWorld(t, nil)
	w.service.Watcher = scan.NewWatcher(w.pool, scan.DefaultRules, func() time.Time { return now }, slog.New(slog.DiscardHandler))
	inspector := w.newProducer("SO-1") // of an organisation of its own
	_, err := w.pool.Exec(t.Context(), `update user_account set role = 'inspector' where id = $1`, inspector.UserID)
	w.must(err)
	inspector.Role = account.Inspector
	return watched{w, []*Service{w.service, w.newService(nil)}, w.service.Watcher, inspector}
}

// copied has five devices scan the code, and returns the case that is opened.
func (w watched) copied(path string) scan.Case {
	w.t.Helper()
	for i := range 5 {
		w.scan(path, fmt.Sprint("device ", i))
	}
	return w.onlyCase()
}

func (w watched) onlyCase() scan.Case {
	w.t.Helper()
	w.must(w.watcher.LookAtUnits(context.Background()))
	cases, err := scan.Cases(context.Background(), w.pool, w.inspector, scan.CaseQuery{Limit: 10})
	w.must(err)
	if len(cases) != 1 {
		w.t.Fatalf("got %d cases, want 1", len(cases))
	}
	return cases[0]
}

func (w watched) decide(c scan.Case, d inspection.Decision) {
	w.t.Helper()
	d.Note = "Đã xem tại chợ"
	w.must(inspection.Decide(context.Background(), w.pool, w.inspector, c.ID, d))
}

// wantEverywhere asks all nodes, by a device that has scanned the code before.
func (w watched) wantEverywhere(path string, want Verdict, alerts ...scan.Alert) {
	w.t.Helper()
	for i, node := range w.nodes {
		a, err := node.Scan(context.Background(), path, "", Visit{Device: []byte("device 0"), Count: true})
		if err != nil || a.Verdict != want {
			w.t.Errorf("node %d: got %s, %v, want %s", i, a.Verdict, err, want)
			continue
		}
		if diff := cmp.Diff(alerts, a.View.Alerts); len(alerts)+len(a.View.Alerts) > 0 && diff != "" {
			w.t.Errorf("node %d: alerts, -want +got:\n%s", i, diff)
		}
	}
}

// TestDecisionsShowAtOnce on every node.
func TestDecisionsShowAtOnce(t *testing.T) {
	t.Parallel()
	warning := scan.Alert{VI: "Có tem giả của lô này ở chợ Bo.", EN: "Copies were found."}
	for _, tt := range []struct {
		name   string
		decide []inspection.Decision
		want   Verdict
		beside Verdict // of another unit of the batch
		alerts []scan.Alert
	}{
		{"nothing", nil, SuspectedCopy, Genuine, nil},
		{"watched", []inspection.Decision{{Deed: inspection.Watch}}, SuspectedCopy, Genuine, nil},
		{"dismissed", []inspection.Decision{{Deed: inspection.Dismiss}}, Genuine, Genuine, nil},
		{"voided", []inspection.Decision{{Deed: inspection.Void}}, Voided, Genuine, nil},
		{"alerted", []inspection.Decision{{Deed: inspection.Alert, Alert: warning.VI, AlertEN: warning.EN}}, SuspectedCopy, Genuine, []scan.Alert{warning}},
		{"lifted", []inspection.Decision{{Deed: inspection.Alert, Alert: warning.VI}, {Deed: inspection.Lift}}, SuspectedCopy, Genuine, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := newWatched(t)
			run := w.newRun(w.newBatch("L1", day.Day{}), stamp.Active)
			path, beside := w.code(run, 0).Path(), w.code(run, 1).Path()
			c := w.copied(path)
			w.wantEverywhere(path, SuspectedCopy)
			w.wantEverywhere(beside, Genuine)
			for _, d := range tt.decide {
				w.decide(c, d)
			}
			w.wantEverywhere(path, tt.want, tt.alerts...)
			w.wantEverywhere(beside, tt.beside, tt.alerts...)
		})
	}
}

// What an alert says stays with the views that are left when the store is away.
func TestAlertWithStoreAway(t *testing.T) {
	t.Parallel()
	w := newWatched(t)
	path := w.code(w.newRun(w.newBatch("L1", day.Day{}), stamp.Active), 0).Path()
	w.decide(w.copied(path), inspection.Decision{Deed: inspection.Alert, Alert: "Coi chừng"})
	w.scan(path, "device 0")
	w.pool.Close()
	if a, err := w.tryScan(path, Visit{Device: []byte("device 0"), Count: true}); err != nil || a.Verdict != StateUnknown || len(a.View.Alerts) != 1 {
		t.Errorf("got %s, %v, want an unknown state and the alert", a.Verdict, err)
	}
}
