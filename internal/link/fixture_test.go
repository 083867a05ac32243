package link

import (
	"errors"
	"testing"

	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/input"
	"temgoc/internal/pg"
)

// world is a producer with a product and a batch of it, somebody else, and the
// authority.
type world struct {
	db                                   pg.DB
	producer, stranger, admin, inspector account.Principal
	product                              catalog.Product
	batch                                catalog.Batch
}

func newWorld(t *testing.T, db pg.DB) world {
	t.Helper()
	w := world{
		db:        db,
		producer:  member(t, db, account.Producer),
		stranger:  member(t, db, account.Producer),
		admin:     member(t, db, account.Admin),
		inspector: member(t, db, account.Inspector),
	}
	w.product = w.newProduct(t)
	w.batch = w.newBatch(t, "L1")
	return w
}

// member is a stored user of a new organisation.
func member(t *testing.T, db pg.DB, role account.Role) account.Principal {
	t.Helper()
	kind := account.AuthorityOrg
	if role == account.Producer {
		kind = account.ProducerOrg
	}
	org, err := account.CreateOrg(t.Context(), db, account.Org{Kind: kind, Code: "T-" + uuid.NewString(), Name: "HTX Chè"})
	checkError(t, err, nil)
	who := account.Principal{UserID: uuid.New(), OrgID: org, Role: role}
	_, err = db.Exec(t.Context(), `
		insert into user_account (id, org_id, email, name, role, password_hash)
		values ($1, $2, $3, 'Lan', $4, 'none')`, who.UserID, org, who.UserID.String()+"@example.vn", role)
	checkError(t, err, nil)
	return who
}

func (w world) newProduct(t *testing.T) catalog.Product {
	t.Helper()
	p, err := catalog.CreateProduct(t.Context(), w.db, w.producer, "952",
		catalog.NewProduct{NameVI: "Chè Thái", Group: "do-uong"})
	checkError(t, err, nil)
	return p
}

func (w world) newBatch(t *testing.T, lot string) catalog.Batch {
	t.Helper()
	b, err := catalog.CreateBatch(t.Context(), w.db, w.producer, 1, catalog.NewBatch{
		ProductID: w.product.ID, Lot: lot, ProducedOn: day.Date(2026, 4, 15), Quantity: 100,
	})
	checkError(t, err, nil)
	return b
}

func (w world) onProduct() Bearer { return Bearer{ProductID: w.product.ID} }
func (w world) onBatch() Bearer   { return Bearer{BatchID: w.batch.ID} }

// goodLink is to a page of the maker.
func goodLink(path string) Link {
	return Link{Type: "gs1:pip", Href: "https://maker.example/" + path, Title: "Chè Thái"}
}

func (w world) propose(t *testing.T, on Bearer, l Link) Entry {
	t.Helper()
	e, err := Propose(t.Context(), w.db, w.producer, on, l)
	checkError(t, err, nil)
	return e
}

func (w world) approve(t *testing.T, e Entry) Entry {
	t.Helper()
	e, err := Approve(t.Context(), w.db, w.admin, e.ID)
	checkError(t, err, nil)
	return e
}

func checkError(t *testing.T, got, want error) {
	t.Helper()
	if !errors.Is(got, want) {
		t.Fatalf("got error %v, want %v", got, want)
	}
}

// checkProblem wants err to have just this one fault.
func checkProblem(t *testing.T, err error, field, problem string) {
	t.Helper()
	want := input.Error{Field: field, Problem: problem}
	if got := input.Of(err); len(got) != 1 || got[0] != want {
		t.Errorf("got %v, want %v", err, want)
	}
}
