package bench

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/diary"
	"temgoc/internal/localstore"
	"temgoc/internal/pg"
	"temgoc/internal/sample"
	"temgoc/internal/stamp"
)

const (
	loadHost    = "tem.example.vn"
	loadBatches = 20
	loadKID     = 0 // of a folder's first key
)

// loadWorld is a service of its own, whose batches are of the sample's product
// that has nothing missing on its page.
type loadWorld struct {
	dir      string
	folder   *localstore.Folder
	postgres *localstore.Server
	redis    *localstore.Server
	pool     *pgxpool.Pool
	who      account.Principal
	batches  []int32
	runs     []stamp.Run
	quantity int // of stamps of each batch
	service  *process
	codes    []string // files, one a batch
}

func newLoadWorld(t *testing.T) *loadWorld {
	t.Helper()
	w := &loadWorld{dir: openFolder(t), quantity: max(200, sized(50_000))}
	w.startStores(t)
	w.temgoc(t, "keygen", "--keys", w.keys())
	w.temgoc(t, "migrate")
	w.connect(t)
	w.fill(t)
	w.serve(t)
	w.fetchCodes(t)
	return w
}

// openFolder is one that the servers' account passes through.
func openFolder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "temgoc-load-")
	must(t, err)
	t.Cleanup(func() { os.RemoveAll(dir) })
	must(t, os.Chmod(dir, 0o711))
	return dir
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// startStores does not spare the disk: what is told as stored is.
func (w *loadWorld) startStores(t *testing.T) {
	t.Helper()
	var err error
	w.folder, err = localstore.Open(w.dir)
	must(t, err)
	t.Cleanup(func() { w.folder.Close() })
	w.postgres, err = w.folder.StartPostgres(t.Context())
	must(t, err)
	t.Cleanup(func() { w.postgres.Stop() }) // the one of then: it is started anew
	w.redis, err = w.folder.StartRedis(t.Context())
	must(t, err)
	t.Cleanup(func() { w.redis.Stop() })
}

func (w *loadWorld) connect(t *testing.T) {
	t.Helper()
	var err error
	w.pool, err = pg.Open(t.Context(), w.postgres.URL)
	must(t, err)
	t.Cleanup(w.pool.Close)
}

func (w *loadWorld) keys() string { return filepath.Join(w.dir, "keys") }

// fill makes batches, each with a diary, and activates stamps of them.
func (w *loadWorld) fill(t *testing.T) {
	t.Helper()
	ctx := t.Context()
	must(t, sample.Load(ctx, w.pool, day.Of(time.Now())))
	org, err := account.OrgByCode(ctx, w.pool, sample.Producer)
	must(t, err)
	const email = "load@example.vn"
	_, err = account.CreateUser(ctx, w.pool, account.NewUser{
		OrgID: org.ID, Email: email, Name: "Chị Hoa", Role: account.Producer, Password: "mật khẩu thật dài",
	})
	must(t, err)
	u, err := account.UserByEmail(ctx, w.pool, email)
	must(t, err)
	w.who = u.Principal()
	product, err := catalog.ProductByGTIN(ctx, w.pool, w.who, sample.HeroGTIN)
	must(t, err)
	for n := range loadBatches {
		w.fillBatch(t, product.ID, fmt.Sprintf("TAI-%02d", n+1))
	}
}

func (w *loadWorld) fillBatch(t *testing.T, product uuid.UUID, lot string) {
	t.Helper()
	ctx, now := t.Context(), time.Now()
	today := day.Of(now)
	b, err := catalog.CreateBatch(ctx, w.pool, w.who, loadKID, catalog.NewBatch{
		ProductID: product, Lot: lot, ProducedOn: today.AddDays(-20), ExpiresOn: today.AddMonths(6),
		Quantity: w.quantity, Content: "500 g",
	})
	must(t, err)
	_, err = diary.Write(ctx, w.pool, w.who, b.ID, now, loadDiary(today))
	must(t, err)
	run, _, err := stamp.Issue(ctx, w.pool, w.who, b.ID, loadKID, today, uuid.NewString(),
		stamp.Order{Quantity: w.quantity, Kind: stamp.Compact, OCOP: true})
	must(t, err)
	must(t, stamp.Activate(ctx, w.pool, w.who, run.ID, nil))
	w.batches, w.runs = append(w.batches, b.Number), append(w.runs, run)
}

func loadDiary(today day.Day) []diary.Keyed {
	at := func(ago int) string { return today.AddDays(-ago).String() + "T08:00" }
	return []diary.Keyed{
		{Key: "1", Entry: diary.Entry{Kind: diary.Material, At: at(25), Name: "Gạo nếp", Lot: "GN-26", Amount: "1200", Unit: "kg"}},
		{Key: "2", Entry: diary.Entry{Kind: diary.Material, At: at(24), Name: "Mạch nha", Lot: "MN-11", Amount: "320", Unit: "kg"}},
		{Key: "3", Entry: diary.Entry{Kind: diary.Storing, At: at(22), Method: "sun", Temperature: "31"}},
		{Key: "4", Entry: diary.Entry{Kind: diary.Process, At: at(20), Amount: "2500", Unit: "kg", Note: "Rang, sên mạch nha với gừng, ép khuôn gỗ"}},
		{Key: "5", Entry: diary.Entry{Kind: diary.Test, At: at(18), Result: "passed", Laboratory: "Trung tâm Kiểm nghiệm"}},
	}
}

// fetchCodes takes the codes as a producer does, and asks for one page, which
// finds out early what is wrong.
func (w *loadWorld) fetchCodes(t *testing.T) {
	t.Helper()
	token, err := account.CreateToken(t.Context(), w.pool, w.who.UserID, "load")
	must(t, err)
	for n, run := range w.runs {
		text := w.get(t, fmt.Sprintf("/api/v1/stamp-runs/%s/codes.csv", run.ID), "Authorization", "Bearer "+token)
		name := filepath.Join(w.dir, fmt.Sprintf("codes-%d.csv", n))
		must(t, os.WriteFile(name, text, 0o600))
		w.codes = append(w.codes, name)
	}
}

// get asks the service with one header.
func (w *loadWorld) get(t *testing.T, path, header, value string) []byte {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, w.service.url+path, nil)
	must(t, err)
	req.Host = loadHost
	req.Header.Set(header, value)
	resp, err := http.DefaultClient.Do(req)
	must(t, err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	must(t, err)
	if resp.StatusCode != http.StatusOK {
		t.Fatalf("%s: status %d, want 200", path, resp.StatusCode)
	}
	return body
}

// scans is how many are stored.
func (w *loadWorld) scans(t *testing.T) (n int) {
	t.Helper()
	must(t, w.pool.QueryRow(context.Background(), `select count(*) from scan`).Scan(&n))
	return n
}
