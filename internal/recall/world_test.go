package recall

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/epcis"
	"temgoc/internal/pg"
	"temgoc/internal/trace"
)

// world has a mill that makes flour, a bakery that makes cakes of it, a shop
// that sells them, and the authority. Its batches have ten stamps each.
type world struct {
	*testing.T
	db                        pg.DB
	mill, bakery, shop, admin account.Principal
	flour, cake               catalog.Product
}

const shopGLN = "9520123456788"

func newWorld(t *testing.T, db pg.DB) *world {
	t.Helper()
	w := &world{T: t, db: db}
	w.mill = w.signUp(account.Producer, account.Org{Name: "Cối xay Bo", Phone: "0227 111"})
	w.bakery = w.signUp(account.Producer, account.Org{Name: "Lò bánh Nguyễn"})
	w.shop = w.signUp(account.Producer, account.Org{Name: "Cửa hàng Sen", GLN: shopGLN, Phone: "0227 333", Email: "sen@example.vn"})
	w.admin = w.signUp(account.Admin, account.Org{Name: "Sở KH&CN"})
	w.flour, w.cake = w.newProduct(w.mill, "Bột nếp"), w.newProduct(w.bakery, "Bánh cáy")
	return w
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func (w *world) signUp(role account.Role, o account.Org) account.Principal {
	w.Helper()
	o.Kind, o.Code = account.ProducerOrg, "T-"+uuid.NewString()
	if role != account.Producer {
		o.Kind = account.AuthorityOrg
	}
	org, err := account.CreateOrg(context.Background(), w.db, o)
	w.must(err)
	who := account.Principal{UserID: uuid.New(), OrgID: org, Role: role}
	_, err = w.db.Exec(context.Background(), `
		insert into user_account (id, org_id, email, name, role, password_hash)
		values ($1, $2, $3, 'Chị Hoa', $4, '')`, who.UserID, org, uuid.NewString()+"@example.vn", role)
	w.must(err)
	return who
}

func (w *world) newProduct(who account.Principal, name string) catalog.Product {
	w.Helper()
	p, err := catalog.CreateProduct(context.Background(), w.db, who, "0299", catalog.NewProduct{NameVI: name, Group: "thuc-pham"})
	w.must(err)
	return p
}

func (w *world) newBatch(who account.Principal, p catalog.Product, lot string) catalog.Batch {
	w.Helper()
	ctx := context.Background()
	b, err := catalog.CreateBatch(ctx, w.db, who, 1, catalog.NewBatch{
		ProductID: p.ID, Lot: lot, ProducedOn: day.Date(2026, 1, 2), Quantity: 100,
	})
	w.must(err)
	_, err = w.db.Exec(ctx, `update batch set next_unit = 10 where id = $1`, b.ID)
	w.must(err)
	b.NextUnit = 10
	return b
}

// moment is when the next event happens.
var moment = time.Date(2026, 3, 1, 8, 0, 0, 0, day.Vietnam)

func (w *world) tell(who account.Principal, public trace.Visibility, d epcis.Draft) {
	w.Helper()
	if d.Time.IsZero() {
		d.Time = moment
	}
	event, err := d.Event()
	w.must(err)
	_, err = trace.Store(context.Background(), w.db, who, public, nil, []epcis.Event{event})
	w.must(err)
}

var (
	forAll  = trace.Visibility{Public: true}
	private = trace.Visibility{}
)

// make is a transformation of one lot into another, by the latter's maker.
func (w *world) make(who account.Principal, v trace.Visibility, from, to catalog.Batch) {
	w.Helper()
	w.tell(who, v, epcis.Draft{
		Type: epcis.TransformationEvent, BizStep: "commissioning",
		InGoods: []epcis.Quantity{{Class: lotOf(from), Amount: "5", UoM: "KGM"}}, OutGoods: []epcis.Quantity{{Class: lotOf(to), Amount: "100"}},
	})
}

// move is an object event about some of a lot.
func (w *world) move(who account.Principal, b catalog.Batch, step, amount, unit string, more func(*epcis.Draft)) {
	w.Helper()
	d := epcis.Draft{
		Type: epcis.ObjectEvent, Action: epcis.Observe, BizStep: step,
		Goods: []epcis.Quantity{{Class: lotOf(b), Amount: amount, UoM: unit}},
	}
	if more != nil {
		more(&d)
	}
	w.tell(who, private, d)
}

func lotOf(b catalog.Batch) string { return epcis.LotURI(b.GTIN, b.Lot) }

// open are the batches with a recall that shoppers are told of.
func (w *world) open() map[int32]int {
	w.Helper()
	rows, _ := w.db.Query(context.Background(), `select batch_number, count(*) from open_recall group by 1`)
	held := map[int32]int{}
	var number int32
	var n int
	_, err := pgx.ForEachRow(rows, []any{&number, &n}, func() error { held[number] = n; return nil })
	w.must(err)
	return held
}

// marks is whatever a refused recall must leave as it was.
type marks struct{ recalls, lifted, dismissals, drills, events, audit, versions int }

func (w *world) marks() (m marks) {
	w.Helper()
	w.must(w.db.QueryRow(context.Background(), `
		select
			(select count(*) from recall),
			(select count(lifted_at) from recall),
			(select count(*) from recall_dismissal),
			(select count(*) from recall_drill),
			(select count(*) from event),
			(select count(*) from audit),
			(select coalesce(sum(version), 0) from batch)`,
	).Scan(&m.recalls, &m.lifted, &m.dismissals, &m.drills, &m.events, &m.audit, &m.versions))
	return m
}

var mould = catalog.NewRecall{Reason: "Phát hiện mốc", Instruction: "Đừng ăn", Contact: "113"}

func (w *world) declare(who account.Principal, o Order) catalog.Recall {
	w.Helper()
	if o.Reason == "" {
		o.NewRecall = mould
	}
	r, err := Declare(context.Background(), w.db, who, o)
	w.must(err)
	return r
}
