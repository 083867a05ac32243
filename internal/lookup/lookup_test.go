package lookup

import (
	"context"
	"errors"
	"strings"
	"testing"

	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/gs1"
	"temgoc/internal/stamp"
)

func TestVerdicts(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	ctx := context.Background()
	never := day.Day{}

	good := w.newRun(w.newBatch("GOOD", today), stamp.Active)
	waiting := w.newRun(w.newBatch("WAITING", today.AddDays(-1)), "")
	expired := w.newRun(w.newBatch("EXPIRED", today.AddDays(-1)), stamp.Active)
	voided := w.newRun(w.newBatch("VOIDED", never), stamp.Active)
	w.must(stamp.Void(ctx, w.pool, w.producer, voided.ID, &stamp.Range{First: 3, Last: 3}, stamp.Causes[0]))
	recalledBatch := w.newBatch("RECALLED", never)
	recalled := w.newRun(recalledBatch, stamp.Active)
	w.must(stamp.Void(ctx, w.pool, w.producer, recalled.ID, &stamp.Range{First: 3, Last: 3}, stamp.Causes[0]))
	_, err := catalog.DeclareRecall(ctx, w.pool, w.producer, recalledBatch.ID, catalog.NewRecall{Reason: "Nấm mốc"})
	w.must(err)
	copied := w.code(good, 9)
	for _, device := range []string{"a", "b"} {
		if a := w.scan(copied.Path(), device); a.Verdict != Genuine {
			t.Errorf("on device %s: got %s, want genuine", device, a.Verdict)
		}
	}
	sealed, err := w.ring.SealUnit(1, good.GTIN, uint32(good.BatchNumber), 1)
	w.must(err)
	lot, err := gs1.ParseLot("GOOD")
	w.must(err)
	batch, err := w.ring.SignBatch(1, good.GTIN, lot, today.YYMMDD())
	w.must(err)

	for _, tt := range []struct {
		name string
		path string
		want Verdict
		why  Reason
	}{
		{"genuine, on its last day", w.code(good, 0).Path(), Genuine, ""},
		{"sealed", sealed.Path(), Genuine, ""},
		{"batch", batch.Path(), Genuine, ""},
		{"third device", copied.Path(), SuspectedCopy, ""},
		{"not activated is worse than expired", w.code(waiting, 0).Path(), NotActivated, ""},
		{"expired", w.code(expired, 0).Path(), Expired, ""},
		{"voided", w.code(voided, 3).Path(), Voided, ""},
		{"beside the voided", w.code(voided, 4).Path(), Genuine, ""},
		{"recalled is worse than voided", w.code(recalled, 3).Path(), Recalled, ""},
		{"never issued", w.code(good, 10).Path(), NotOurs, UnknownSerial},
		{"batch that never was", w.code(stamp.Run{KID: 1, GTIN: good.GTIN, BatchNumber: 9999}, 0).Path(), NotOurs, UnknownSerial},
		{"altered", flipLast(w.code(good, 0).Path()), NotOurs, Mismatch},
		{"some serial", "/01/" + good.GTIN.String() + "/21/ABC", NotOurs, UnknownSerial},
		{"foreign product", "/01/09506000134352/21/ABC", NotOurs, Foreign},
		{"check digit", "/01/09506000134353", NotOurs, Malformed},
		{"no digital link", "/01/khuyến-mãi", NotOurs, Malformed},
		{"product", "/01/" + good.GTIN.String(), ProductOnly, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := w.scan(tt.path, "c")
			if a.Verdict != tt.want || a.Reason != tt.why {
				t.Errorf("%s: got %s %s, want %s %s", tt.path, a.Verdict, a.Reason, tt.want, tt.why)
			}
			if ours := tt.want != NotOurs && tt.want != ProductOnly; ours != (a.View != nil) {
				t.Errorf("%s: view %v", tt.path, a.View)
			}
		})
	}
}

func flipLast(path string) string {
	last := "0"
	if strings.HasSuffix(path, last) {
		last = "1"
	}
	return path[:len(path)-1] + last
}

// After a backup was restored there may be codes under our key of lots that our
// tables do not hold.
func TestSignedLotThatIsNotThere(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	lot, err := gs1.ParseLot("LOST")
	w.must(err)
	c, err := w.ring.SignBatch(1, w.product.GTIN, lot, "")
	w.must(err)
	if a := w.scan(c.Path(), "a"); a.Verdict != NotOurs || a.Reason != UnknownSerial || a.Card == nil {
		t.Errorf("got %+v", a)
	}
}

func TestSharedLinkIsNoScan(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	path := w.code(w.newRun(w.newBatch("L1", day.Day{}), stamp.Active), 0).Path()
	if a := w.scan(path, "first"); a.Shared || a.State.Scans != 1 {
		t.Errorf("a scan: shared %v, scans %d", a.Shared, a.State.Scans)
	}
	for device, shared := range map[string]bool{"first": false, "friend": true} {
		a, err := w.tryScan(path, Visit{Device: []byte(device)})
		if err != nil || a.Shared != shared || a.State.Scans != 1 {
			t.Errorf("link on device %s: shared %v, scans %d, %v; want %v, 1", device, a.Shared, a.State.Scans, err, shared)
		}
	}
}

func TestChangesShowAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	other := w.newService(nil) // a second node
	ctx := context.Background()
	b := w.newBatch("L1", day.Day{})
	path := w.code(w.newRun(b, stamp.Active), 0).Path()
	for _, s := range []*Service{w.service, other} {
		if a, err := s.Scan(ctx, path, "", Visit{Device: []byte("a"), Count: true}); err != nil || a.Verdict != Genuine {
			t.Fatalf("got %s, %v", a.Verdict, err)
		}
	}
	_, err := catalog.UpdateProduct(ctx, w.pool, w.producer, w.product.ID, catalog.NewProduct{NameVI: "Chè mới", Group: "do-uong"})
	w.must(err)
	_, err = catalog.DeclareRecall(ctx, w.pool, w.producer, b.ID, catalog.NewRecall{Reason: "Nấm mốc"})
	w.must(err)
	for i, s := range []*Service{w.service, other} {
		a, err := s.Scan(ctx, path, "", Visit{Device: []byte("a"), Count: true})
		if err != nil || a.Verdict != Recalled || a.View.Product.NameVI != "Chè mới" || a.Recalls[0].Reason != "Nấm mốc" {
			t.Errorf("node %d: got %+v, %v", i, a, err)
		}
	}
}

// A flood of guessed codes reaches no connection of the pool.
func TestForgedCodesTouchNoStore(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	path := w.code(w.newRun(w.newBatch("L1", day.Day{}), stamp.Active), 0).Path()
	before := w.pool.Stat().AcquireCount()
	for _, forged := range []string{flipLast(path), "/01/" + w.product.GTIN.String(), "/01/09506000134352/21/A", "/01/1"} {
		for range 1000 {
			if a := w.scan(forged, "a"); a.View != nil {
				t.Fatalf("%s: got %+v", forged, a)
			}
		}
	}
	if after := w.pool.Stat().AcquireCount(); after != before {
		t.Errorf("%d connections used for forged codes", after-before)
	}
}

func TestStoreAway(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	seen := w.code(w.newRun(w.newBatch("SEEN", day.Day{}), stamp.Active), 0).Path()
	expired := w.code(w.newRun(w.newBatch("EXPIRED", today.AddDays(-1)), stamp.Active), 0).Path()
	unseen := w.code(w.newRun(w.newBatch("UNSEEN", day.Day{}), stamp.Active), 0).Path()
	w.scan(seen, "a")
	w.scan(expired, "a")
	w.pool.Close()
	for path, want := range map[string]Verdict{seen: StateUnknown, expired: Expired, flipLast(seen): NotOurs} {
		a, err := w.tryScan(path, Visit{Device: []byte("a"), Count: true})
		if err != nil || a.Verdict != want {
			t.Errorf("%s: got %s, %v; want %s", path, a.Verdict, err, want)
		}
	}
	if _, err := w.tryScan(unseen, Visit{Device: []byte("a"), Count: true}); !errors.Is(err, ErrUnavailable) {
		t.Errorf("unknown batch: got %v, want ErrUnavailable", err)
	}
}

func TestPeekAtWhatPeopleType(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	c := w.code(w.newRun(w.newBatch("L1", day.Day{}), stamp.Active), 0)
	gtin := c.GTIN.String()
	spaced := strings.ToLower(c.Serial[:4] + " " + c.Serial[4:8] + "-" + c.Serial[8:])
	for _, tt := range []struct {
		text string
		want Verdict
		why  Reason
	}{
		{"https://id.example.vn" + c.Path(), Genuine, ""},
		{"HTTPS://ID.Example.VN" + c.Path(), Genuine, ""},
		{"https://old.example.vn" + c.Path(), Genuine, ""},
		{" " + c.Path() + "\n", Genuine, ""},
		{c.Serial, Genuine, ""},
		{spaced, Genuine, ""},
		{gtin + " " + spaced, Genuine, ""},
		{strings.TrimLeft(gtin, "0") + " " + c.Serial, Genuine, ""},
		{gtin, ProductOnly, ""},
		{flipLast(c.Serial), NotOurs, UnknownSerial},
		{c.Serial[:19], NotOurs, Malformed},
		{gtin + " " + c.Serial[:19], NotOurs, Malformed},
		{"0000 0000 Z8", Unsigned, ""},
		{gtin + " 00000000Z8", Unsigned, ""},
		{"/01/" + gtin + "/21/00000000Z8", Unsigned, ""},
		{strings.ToLower(c.Path()), NotOurs, Mismatch},
		{"https://evil.example" + c.Path(), NotOurs, Foreign},
		{"https://id.example.vn@evil.example" + c.Path(), NotOurs, Foreign},
		{"https://user@id.example.vn" + c.Path(), NotOurs, Foreign},
		{"javascript://id.example.vn" + c.Path(), NotOurs, Foreign},
		{"xin chào", NotOurs, Foreign},
		{"", NotOurs, Foreign},
		{strings.Repeat("A", 10_000), NotOurs, Foreign},
	} {
		a, err := w.service.Peek(context.Background(), tt.text)
		if err != nil || a.Verdict != tt.want || a.Reason != tt.why {
			t.Errorf("%.60q: got %s %s, %v; want %s %s", tt.text, a.Verdict, a.Reason, err, tt.want, tt.why)
		}
		if a.State.Scans != 0 {
			t.Errorf("%.60q: %d scans recorded", tt.text, a.State.Scans)
		}
	}
}

func TestURL(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	c := w.code(w.newRun(w.newBatch("L1", day.Day{}), ""), 0)
	if got, want := w.service.URL(c), "https://id.example.vn/01/"+c.GTIN.String()+"/21/"+c.Serial; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
