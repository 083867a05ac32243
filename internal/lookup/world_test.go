package lookup

import (
	"context"
	"log/slog"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"

	"temgoc/internal/account"
	"temgoc/internal/cache"
	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/origincode"
	"temgoc/internal/pg/pgtest"
	"temgoc/internal/scan"
	"temgoc/internal/stamp"
)

// now is when the tests look, in Vietnam's morning.
var now = time.Date(2026, 4, 15, 9, 0, 0, 0, day.Vietnam)

var today = day.Of(now)

// world is a service over a database of its own, with one producer.
type world struct {
	t        testing.TB
	pool     *pgxpool.Pool
	ring     *origincode.Ring
	producer account.Principal
	product  catalog.Product
	service  *Service
}

func newWorld(t testing.TB, redis *cache.Cache) *world {
	t.Helper()
	ring, err := origincode.NewRing(origincode.Seed{KID: 1, Secret: [32]byte{1}})
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, pool: pgtest.Pool(t), ring: ring}
	w.producer = w.newProducer("HTX-1")
	w.product = w.newProduct("Chè Thái")
	w.service = w.newService(redis)
	return w
}

func (w *world) newService(redis *cache.Cache) *Service {
	w.t.Helper()
	log := slog.New(slog.DiscardHandler)
	directory := catalog.NewDirectory(w.pool, log)
	w.must(directory.Load(context.Background()))
	recorder := scan.NewRecorder(w.pool, log)
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- recorder.Run(ctx) }()
	w.t.Cleanup(func() { stop(); <-done })
	return New(Options{
		DB: w.pool, Ring: w.ring, Recorder: recorder, Directory: directory, Cache: redis,
		Base:  &url.URL{Scheme: "https", Host: "id.example.vn"},
		Hosts: []string{"old.example.vn"}, DeviceKey: []byte("device"),
		Rules: scan.DefaultRules, Now: func() time.Time { return now }, Log: log,
	})
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) newProducer(code string) account.Principal {
	w.t.Helper()
	ctx := context.Background()
	org, err := account.CreateOrg(ctx, w.pool, account.Org{Kind: account.ProducerOrg, Code: code, Name: "HTX " + code})
	w.must(err)
	email := strings.ToLower(code) + "@example.vn"
	_, err = account.CreateUser(ctx, w.pool, account.NewUser{
		OrgID: org, Email: email, Name: "Chị Hoa", Role: account.Producer, Password: "mật khẩu thật dài",
	})
	w.must(err)
	user, err := account.UserByEmail(ctx, w.pool, email)
	w.must(err)
	return user.Principal()
}

func (w *world) newProduct(name string) catalog.Product {
	w.t.Helper()
	p, err := catalog.CreateProduct(context.Background(), w.pool, w.producer, "0299",
		catalog.NewProduct{NameVI: name, Group: "do-uong"})
	w.must(err)
	return p
}

// newBatch has 100 packs that expire on expires.
func (w *world) newBatch(lot string, expires day.Day) catalog.Batch {
	w.t.Helper()
	b, err := catalog.CreateBatch(context.Background(), w.pool, w.producer, 1, catalog.NewBatch{
		ProductID: w.product.ID, Lot: lot, ProducedOn: day.Date(2026, 1, 2), ExpiresOn: expires, Quantity: 100,
	})
	w.must(err)
	return b
}

// newRun issues ten stamps, and activates them if asked.
func (w *world) newRun(b catalog.Batch, activate stamp.State) stamp.Run {
	w.t.Helper()
	ctx := context.Background()
	run, _, err := stamp.Issue(ctx, w.pool, w.producer, b.ID, 1, today, uuid.NewString(),
		stamp.Order{Quantity: 10, Kind: stamp.Compact})
	w.must(err)
	if activate == stamp.Active {
		w.must(stamp.Activate(ctx, w.pool, w.producer, run.ID, nil))
	}
	return run
}

func (w *world) code(run stamp.Run, unit int) origincode.Code {
	w.t.Helper()
	c, err := w.ring.CompactUnit(run.KID, run.GTIN, uint32(run.BatchNumber), uint32(unit))
	w.must(err)
	return c
}

func (w *world) scan(path string, device string) Answer {
	w.t.Helper()
	a, err := w.tryScan(path, Visit{Device: []byte(device), Lang: "vi", Count: true})
	w.must(err)
	return a
}

func (w *world) tryScan(path string, v Visit) (Answer, error) {
	path, query, _ := strings.Cut(path, "?")
	return w.service.Scan(context.Background(), path, query, v)
}
