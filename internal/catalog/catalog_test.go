package catalog

import (
	"context"
	"errors"
	"testing"

	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/day"
	"temgoc/internal/gs1"
	"temgoc/internal/input"
	"temgoc/internal/pg"
	"temgoc/internal/pg/pgtest"
)

// prefix is a GS1 prefix that is reserved for examples.
const prefix = "952"

// world is a producer with a product, somebody else, and the authority. Tests
// run at once on one database, so every number and code in it is fresh.
type world struct {
	db                                   pg.DB
	producer, stranger, admin, inspector account.Principal
	product                              Product
}

func newWorld(t *testing.T, db pg.DB) world {
	t.Helper()
	w := world{
		db:       db,
		producer: member(t, db, account.ProducerOrg, account.Producer),
		stranger: member(t, db, account.ProducerOrg, account.Producer),
		admin:    member(t, db, account.AuthorityOrg, account.Admin),
	}
	w.inspector = account.Principal{OrgID: w.admin.OrgID, Role: account.Inspector}
	w.product = w.newProduct(t)
	return w
}

// member is of a new organisation. It is no stored user: see signUp.
func member(t *testing.T, db pg.DB, kind account.OrgKind, role account.Role) account.Principal {
	t.Helper()
	org, err := account.CreateOrg(t.Context(), db, account.Org{
		Kind: kind,
		Code: "T-" + uuid.NewString(),
		Name: "Xưởng bánh kẹo",
	})
	if err != nil {
		t.Fatalf("create organisation: %v", err)
	}
	return account.Principal{OrgID: org, Role: role}
}

// signUp makes who a stored user, as those must be who recall.
func signUp(t *testing.T, db pg.DB, who *account.Principal) {
	t.Helper()
	who.UserID = newID()
	_, err := db.Exec(t.Context(), `
		insert into user_account (id, org_id, email, name, role, password_hash)
		values ($1, $2, $3, 'Lan', $4, 'none')`, who.UserID, who.OrgID, who.UserID.String()+"@example.vn", who.Role)
	if err != nil {
		t.Fatalf("store user: %v", err)
	}
}

func (w world) newProduct(t *testing.T) Product {
	t.Helper()
	p, err := CreateProduct(t.Context(), w.db, w.producer, prefix, goodProduct())
	if err != nil {
		t.Fatalf("create product: %v", err)
	}
	return p
}

func (w world) newBatch(t *testing.T, lot string) Batch {
	t.Helper()
	b, err := CreateBatch(t.Context(), w.db, w.producer, 1, w.goodBatch(lot))
	if err != nil {
		t.Fatalf("create batch: %v", err)
	}
	return b
}

func goodProduct() NewProduct {
	return NewProduct{NameVI: "Bánh cáy", Group: "thuc-pham"}
}

func (w world) goodBatch(lot string) NewBatch {
	return NewBatch{
		ProductID:  w.product.ID,
		Lot:        lot,
		ProducedOn: day.Date(2026, 4, 15),
		ExpiresOn:  day.Date(2027, 4, 15),
		Quantity:   1000,
		Content:    "500 g",
	}
}

func (w world) goodCertificate() NewCertificate {
	return NewCertificate{
		ProductID:  w.product.ID,
		Kind:       KindOCOP,
		Stars:      4,
		Number:     "DEMO-1/QĐ",
		Issuer:     "Ủy ban nhân dân tỉnh",
		IssuedOn:   day.Date(2026, 1, 1),
		ValidUntil: day.Date(2029, 1, 1),
	}
}

// freshGTIN is one that no other test has.
func freshGTIN(t *testing.T, db pg.DB) gs1.GTIN {
	t.Helper()
	g, err := nextGTIN(t.Context(), db, prefix)
	if err != nil {
		t.Fatalf("fresh GTIN: %v", err)
	}
	return g
}

// checkProblem wants err to have just this one fault, or to be nil for none.
func checkProblem(t *testing.T, err error, field, problem string) {
	t.Helper()
	if problem == "" {
		if err != nil {
			t.Errorf("got %v, want no error", err)
		}
		return
	}
	want := input.Error{Field: field, Problem: problem}
	if got := input.Of(err); len(got) != 1 || got[0] != want {
		t.Errorf("got %v, want %v", err, want)
	}
}

func checkError(t *testing.T, got, want error) {
	t.Helper()
	if !errors.Is(got, want) {
		t.Errorf("got error %v, want %v", got, want)
	}
}

func count(t *testing.T, db pg.DB, sql string, args ...any) (n int) {
	t.Helper()
	if err := db.QueryRow(t.Context(), sql, args...).Scan(&n); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return n
}

// An organisation sees another's things as if they were not there; those who
// see everything and may not act are told so. Nothing changes either way.
func TestIsolation(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	signUp(t, w.db, &w.admin)
	signUp(t, w.db, &w.producer)
	batch := w.newBatch(t, "L1")
	cert, err := AddCertificate(t.Context(), w.db, w.admin, w.withDocument())
	checkError(t, err, nil)
	recall, err := DeclareRecall(t.Context(), w.db, w.producer, batch.ID, NewRecall{Reason: "Mốc"})
	checkError(t, err, nil)

	for _, tt := range []struct {
		name                       string
		call                       func(context.Context, account.Principal) error
		stranger, inspector, admin error
	}{
		{"read product", func(ctx context.Context, who account.Principal) error {
			_, err := ProductByID(ctx, w.db, who, w.product.ID)
			return err
		}, ErrNotFound, nil, nil},
		{"update product", func(ctx context.Context, who account.Principal) error {
			_, err := UpdateProduct(ctx, w.db, who, w.product.ID, goodProduct())
			return err
		}, ErrNotFound, ErrForbidden, ErrForbidden},
		{"update product with bad input", func(ctx context.Context, who account.Principal) error {
			_, err := UpdateProduct(ctx, w.db, who, w.product.ID, NewProduct{})
			return err
		}, ErrNotFound, ErrForbidden, ErrForbidden},
		{"set picture", func(ctx context.Context, who account.Principal) error {
			_, err := SetPicture(ctx, w.db, who, w.product.ID, pngOf(t, 200, 200))
			return err
		}, ErrNotFound, ErrForbidden, ErrForbidden},
		{"create batch", func(ctx context.Context, who account.Principal) error {
			_, err := CreateBatch(ctx, w.db, who, 1, w.goodBatch("L2"))
			return err
		}, ErrNotFound, ErrForbidden, ErrForbidden},
		{"read batch", func(ctx context.Context, who account.Principal) error {
			_, err := BatchByID(ctx, w.db, who, batch.ID)
			return err
		}, ErrNotFound, nil, nil},
		{"declare recall", func(ctx context.Context, who account.Principal) error {
			_, err := DeclareRecall(ctx, w.db, who, batch.ID, NewRecall{Reason: "Mốc"})
			return err
		}, ErrNotFound, ErrForbidden, ErrRecalled},
		{"revoke certificate", func(ctx context.Context, who account.Principal) error {
			return RevokeCertificate(ctx, w.db, who, cert.ID, day.Date(2020, 1, 1))
		}, ErrNotFound, ErrForbidden, errBeforeItBegan},
		{"add certificate", func(ctx context.Context, who account.Principal) error {
			in := w.goodCertificate()
			in.Kind = KindOther // with stars: refused to those who may
			_, err := AddCertificate(ctx, w.db, who, in)
			return err
		}, ErrNotFound, ErrForbidden, input.Error{Field: "stars", Problem: "certificate.stars_range"}},
		{"read document", func(ctx context.Context, who account.Principal) error {
			_, _, err := CertificateDocument(ctx, w.db, who, cert.ID)
			return err
		}, ErrNotFound, nil, nil},
		{"lift recall", func(ctx context.Context, who account.Principal) error {
			_, err := LiftRecall(ctx, w.db, who, recall.ID, "Đã kiểm nghiệm")
			return err
		}, ErrNotFound, ErrForbidden, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			lines := count(t, w.db, `select count(*) from audit`)
			checkError(t, tt.call(t.Context(), w.stranger), tt.stranger)
			checkError(t, tt.call(t.Context(), w.inspector), tt.inspector)
			checkError(t, tt.call(t.Context(), account.Principal{}), ErrNotFound)
			if got := count(t, w.db, `select count(*) from audit`); got != lines {
				t.Errorf("got %d new audit lines, want none", got-lines)
			}
			checkError(t, tt.call(t.Context(), w.admin), tt.admin)
		})
	}
}

// Lists hold the rows of one's own organisation and no others.
func TestListsAreOwn(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	signUp(t, w.db, &w.producer)
	batch := w.newBatch(t, "L1")
	_, err := DeclareRecall(t.Context(), w.db, w.producer, batch.ID, NewRecall{Reason: "Mốc"})
	checkError(t, err, nil)

	for _, tt := range []struct {
		name string
		who  account.Principal
		want int
	}{
		{"producer", w.producer, 1},
		{"stranger", w.stranger, 0},
		{"nobody", account.Principal{}, 0},
		{"inspector", w.inspector, 1},
		{"admin", w.admin, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			products, err := Products(t.Context(), w.db, tt.who, uuid.Nil, 0)
			checkError(t, err, nil)
			batches, err := Batches(t.Context(), w.db, tt.who, &w.product.ID, 0, 0)
			checkError(t, err, nil)
			recalls, err := RecallNotices(t.Context(), w.db, tt.who, uuid.Nil, 0)
			checkError(t, err, nil)
			if p, b, r := len(products), len(batches), len(recalls); p != tt.want || b != tt.want || r != tt.want {
				t.Errorf("got %d products, %d batches, %d recalls, want %d of each", p, b, r, tt.want)
			}
		})
	}
}

func TestPageSize(t *testing.T) {
	t.Parallel()
	for limit, want := range map[int]int{-1: 50, 0: 50, 1: 1, 200: 200, 201: 200} {
		if got := pageSize(limit); got != want {
			t.Errorf("pageSize(%d): got %d, want %d", limit, got, want)
		}
	}
}
