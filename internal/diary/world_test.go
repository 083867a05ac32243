package diary

import (
	"bytes"
	"image"
	"image/jpeg"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/input"
	"temgoc/internal/pg"
	"temgoc/internal/pg/pgtest"
)

// now is the moment of the tests: noon of 20 April 2026 in Vietnam.
var now = time.Date(2026, 4, 20, 12, 0, 0, 0, day.Vietnam)

// world is a producer with a product and a batch of it, and a stranger.
type world struct {
	*testing.T
	db                 pg.DB
	producer, stranger account.Principal
	place, strangers   string // GLNs
	product            catalog.Product
	batch              catalog.Batch
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{T: t, db: pgtest.Tx(t)}
	w.producer, w.place = w.member("9529000000014")
	w.stranger, w.strangers = w.member("9529000000021")
	w.product = w.newProduct(w.producer)
	w.batch = w.newBatch("L1")
	return w
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func (w *world) member(gln string) (account.Principal, string) {
	w.Helper()
	org, err := account.CreateOrg(w.Context(), w.db, account.Org{
		Kind: account.ProducerOrg, Code: "T-" + uuid.NewString(), Name: "HTX Bánh", GLN: gln,
	})
	w.must(err)
	who := account.Principal{UserID: uuid.New(), OrgID: org, Role: account.Producer}
	_, err = w.db.Exec(w.Context(), `
		insert into user_account (id, org_id, email, name, role, password_hash)
		values ($1, $2, $3, 'Lan', $4, 'none')`, who.UserID, org, who.UserID.String()+"@example.vn", who.Role)
	w.must(err)
	return who, gln
}

func (w *world) newProduct(who account.Principal) catalog.Product {
	w.Helper()
	p, err := catalog.CreateProduct(w.Context(), w.db, who, "0299", catalog.NewProduct{NameVI: "Bánh cáy", Group: "thuc-pham"})
	w.must(err)
	return p
}

func (w *world) newBatch(lot string) catalog.Batch {
	w.Helper()
	b, err := catalog.CreateBatch(w.Context(), w.db, w.producer, 1, catalog.NewBatch{
		ProductID: w.product.ID, Lot: lot, ProducedOn: day.Date(2026, 4, 15), Quantity: 100,
	})
	w.must(err)
	return b
}

// write stores one entry under a key.
func (w *world) write(key string, e Entry) (Written, error) {
	w.Helper()
	done, err := Write(w.Context(), w.db, w.producer, w.batch.ID, now, []Keyed{{key, e}})
	if err != nil {
		return Written{}, err
	}
	return done[0], nil
}

func (w *world) mustWrite(key string, e Entry) Record {
	w.Helper()
	done, err := w.write(key, e)
	w.must(err)
	r, err := RecordByID(w.Context(), w.db, w.producer, done.ID)
	w.must(err)
	return r
}

func (w *world) records() []Record {
	w.Helper()
	records, err := Records(w.Context(), w.db, w.producer, w.batch.ID, uuid.Nil, 1000)
	w.must(err)
	return records
}

// events counts all there is in the store.
func (w *world) events() (n int) {
	w.Helper()
	w.must(w.db.QueryRow(w.Context(), `select count(*) from event where org_id = $1`, w.producer.OrgID).Scan(&n))
	return n
}

// wantFaults compares what is wrong with "field problem" lines.
func wantFaults(t *testing.T, err error, want ...string) {
	t.Helper()
	var got []string
	for _, f := range input.Of(err) {
		got = append(got, f.Field+" "+f.Problem)
	}
	if err != nil && got == nil {
		t.Fatalf("got %v, want faults %v", err, want)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("faults: -want +got\n%s", diff)
	}
}

func photo(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewRGBA(image.Rect(0, 0, 300, 300)), nil); err != nil {
		t.Fatal(err)
	}
	jpeg, err := catalog.ReadPicture(t.Context(), &b)
	if err != nil {
		t.Fatal(err)
	}
	return jpeg
}

// everyKind is an entry of each kind with all that it takes.
func everyKind() []Entry {
	all := []Entry{
		{Kind: Harvest, At: "2026-04-01T07:00", Amount: "1200.5", Unit: "kg", Name: "Thóc", Lot: "T1"},
		{Kind: Harvest, At: "2026-04-02T07:00", Amount: "30", Unit: "qua"},
		{Kind: Material, At: "2026-04-03", Amount: "50", Unit: "kg", Name: "Gạo nếp", Lot: "GN/01"},
		{Kind: Material, At: "2026-04-03T08:00", Amount: "2", Unit: "ta", GTIN: "09506000134352", Lot: "A-7"},
		{Kind: Storing, At: "2026-04-04T08:00", Method: "cool", Temperature: "-18.5", Humidity: "60"},
		{Kind: Process, At: "2026-04-15T08:00", Amount: "100", Unit: "goi", Inputs: []Input{
			{Name: "Gạo nếp", Lot: "GN/01", Amount: "50", Unit: "kg"},
			{GTIN: "09506000134352", Lot: "A-7"},
			{Name: "Đường", Amount: "5", Unit: "kg"},
		}},
		{Kind: Test, At: "2026-04-15T10:00", Result: "failed", Laboratory: "Trung tâm", Certificate: "KN-1"},
		{Kind: Test, At: "2026-04-15T11:00", Result: "passed"},
		{Kind: Pack, At: "2026-04-15T14:00", Amount: "100", Unit: "goi", SSCC: "195060001343520007"},
		{Kind: Pack, At: "2026-04-15T15:00", Amount: "100", Unit: "goi"},
		{Kind: Ship, At: "2026-04-16T08:00", Amount: "40", Unit: "hop", Receiver: "Cửa hàng A", ReceiverContact: "0227"},
		{Kind: Ship, At: "2026-04-16T09:00", Amount: "40", Unit: "chai", ReceiverGLN: "9529000000021"},
		{Kind: Receive, At: "2026-04-17T08:00", Amount: "40", Unit: "bo"},
		{Kind: Display, At: "2026-04-18T08:00"},
		{Kind: Sell, At: "2026-04-18T09:00", Amount: "1", Unit: "cai"},
		{Kind: Lost, At: "2026-04-19T08:00", Amount: "2", Unit: "goi"},
		{Kind: Destroyed, At: "2026-04-19T09:00", Amount: "3", Unit: "goi", Hidden: []Fact{Quantity, Note}},
	}
	for i := range all {
		all[i].People = "Chị Hoa"
		all[i].Note = "Việc " + strconv.Itoa(i) + strings.Repeat("!", i%2)
		all[i].PlaceName = "Ruộng số 3"
	}
	return all
}
