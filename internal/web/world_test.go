package web

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/link"
	"temgoc/internal/lookup"
	"temgoc/internal/origincode"
	"temgoc/internal/pg/pgtest"
	"temgoc/internal/scan"
	"temgoc/internal/stamp"
)

const testPassword = "mật khẩu thật dài"

// world is the whole service over a database of its own, with one producer
// that has one product.
type world struct {
	*testing.T
	*Server
	pool      *pgxpool.Pool
	ring      *origincode.Ring
	directory *catalog.Directory
	links     *link.Directory
	producer  account.Principal
	product   catalog.Product
}

func newWorld(t *testing.T) *world {
	t.Helper()
	ring, err := origincode.NewRing(origincode.Seed{KID: 1, Secret: [32]byte{1}})
	if err != nil {
		t.Fatal(err)
	}
	w := &world{T: t, pool: pgtest.Pool(t), ring: ring}
	w.producer = w.newUser(account.Producer, "htx-1@example.vn")
	w.product, err = catalog.CreateProduct(t.Context(), w.pool, w.producer, "0299",
		catalog.NewProduct{NameVI: "Chè Thái", NameEN: "Thai tea", Group: "do-uong"})
	w.must(err)
	w.links = link.NewDirectory(w.pool, slog.New(slog.DiscardHandler))
	base := &url.URL{Scheme: "https", Host: "tem.example.vn"}
	w.Server = testServer(t, func(o *Options) {
		o.Pool, o.Keys, o.PublicURL, o.InternalPrefix = w.pool, ring, base, "0299"
		o.Auth = account.NewAuthenticator(w.pool, []byte("addresses"))
		o.Lookup, o.Links = w.newLookup(base), w.links
	})
	return w
}

func (w *world) newLookup(base *url.URL) *lookup.Service {
	w.Helper()
	log := slog.New(slog.DiscardHandler)
	w.directory = catalog.NewDirectory(w.pool, log)
	w.must(w.directory.Load(w.Context()))
	recorder := scan.NewRecorder(w.pool, log)
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- recorder.Run(ctx) }()
	w.Cleanup(func() { stop(); <-done })
	return lookup.New(lookup.Options{
		DB: w.pool, Ring: w.ring, Recorder: recorder, Directory: w.directory,
		Base: base, DeviceKey: []byte("devices"), Rules: scan.DefaultRules, Now: testNow, Log: log,
	})
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// newUser is one of an organisation of its own.
func (w *world) newUser(role account.Role, email string) account.Principal {
	w.Helper()
	kind := account.AuthorityOrg
	if role == account.Producer {
		kind = account.ProducerOrg
	}
	code, _, _ := strings.Cut(email, "@")
	org, err := account.CreateOrg(w.Context(), w.pool, account.Org{Kind: kind, Code: strings.ToUpper(code), Name: "Tổ chức " + code})
	w.must(err)
	_, err = account.CreateUser(w.Context(), w.pool, account.NewUser{
		OrgID: org, Email: email, Name: "Chị Hoa", Role: role, Password: testPassword,
	})
	w.must(err)
	user, err := account.UserByEmail(w.Context(), w.pool, email)
	w.must(err)
	return user.Principal()
}

// newBatch has 100 packs and no expiry.
func (w *world) newBatch(lot string) catalog.Batch {
	w.Helper()
	b, err := catalog.CreateBatch(w.Context(), w.pool, w.producer, 1, catalog.NewBatch{
		ProductID: w.product.ID, Lot: lot, ProducedOn: day.Date(2026, 1, 2), Quantity: 100,
	})
	w.must(err)
	return b
}

// newRun is ten stamps that are on goods.
func (w *world) newRun(b catalog.Batch) stamp.Run {
	w.Helper()
	run, _, err := stamp.Issue(w.Context(), w.pool, w.producer, b.ID, 1, day.Of(testNow()), uuid.NewString(),
		stamp.Order{Quantity: 10, Kind: stamp.Compact})
	w.must(err)
	w.must(stamp.Activate(w.Context(), w.pool, w.producer, run.ID, nil))
	return run
}

// path is that of a compact stamp.
func (w *world) path(run stamp.Run, unit int) string {
	w.Helper()
	c, err := w.ring.CompactUnit(run.KID, run.GTIN, uint32(run.BatchNumber), uint32(unit))
	w.must(err)
	return c.Path()
}

// scans is how many scans of the unit are on record.
func (w *world) scans(run stamp.Run, unit int) (n int) {
	w.Helper()
	w.must(w.pool.QueryRow(w.Context(),
		`select count(*) from scan where batch_number = $1 and unit = $2`, run.BatchNumber, unit).Scan(&n))
	return n
}

// signIn is the Cookie header of a new session.
func (w *world) signIn(email string) string {
	w.Helper()
	r := w.postForm("/signin", url.Values{"email": {email}, "password": {testPassword}})
	if r.Code != http.StatusSeeOther {
		w.Fatalf("sign in as %s: status %d\n%s", email, r.Code, r.Body)
	}
	return cookieHeader(r)
}

func (w *world) get(path string, header ...string) *httptest.ResponseRecorder {
	w.Helper()
	return get(w.T, w.Server, path, header...)
}

func (w *world) postForm(path string, form url.Values, header ...string) *httptest.ResponseRecorder {
	return send(w.Server, formRequest(path, form), header...)
}

func formRequest(path string, form url.Values) *http.Request {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return r
}

// cookieHeader is what a browser sends back of the cookies of an answer.
func cookieHeader(w *httptest.ResponseRecorder) string {
	var pairs []string
	for _, c := range w.Result().Cookies() {
		pairs = append(pairs, c.Name+"="+c.Value)
	}
	return strings.Join(pairs, "; ")
}
