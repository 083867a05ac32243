package bench

import (
	"context"
	"testing"
	"time"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/pg/pgtest"
	"temgoc/internal/stamp"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"
)

var today = day.Date(2026, 4, 15)

// producer is an organisation with one product.
type producer struct {
	t       testing.TB
	pool    *pgxpool.Pool
	who     account.Principal
	product catalog.Product
}

func newProducer(t testing.TB) producer {
	t.Helper()
	ctx, pool := context.Background(), pgtest.Pool(t)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	org, err := account.CreateOrg(ctx, pool, account.Org{Kind: account.ProducerOrg, Code: "HTX", Name: "HTX Chè Thái"})
	must(err)
	_, err = account.CreateUser(ctx, pool, account.NewUser{
		OrgID: org, Email: "hoa@example.vn", Name: "Chị Hoa", Role: account.Producer, Password: "mật khẩu thật dài",
	})
	must(err)
	u, err := account.UserByEmail(ctx, pool, "hoa@example.vn")
	must(err)
	product, err := catalog.CreateProduct(ctx, pool, u.Principal(), "0299", catalog.NewProduct{NameVI: "Chè Thái", Group: "do-uong"})
	must(err)
	return producer{t, pool, u.Principal(), product}
}

func (p producer) newBatch() catalog.Batch {
	p.t.Helper()
	b, err := catalog.CreateBatch(context.Background(), p.pool, p.who, 1, catalog.NewBatch{
		ProductID: p.product.ID, Lot: uuid.NewString()[:18], ProducedOn: today, Quantity: stamp.MaxUnits,
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return b
}

func (p producer) issue(b catalog.Batch, quantity int) stamp.Run {
	p.t.Helper()
	run, _, err := stamp.Issue(context.Background(), p.pool, p.who, b.ID, 1, today, uuid.NewString(),
		stamp.Order{Quantity: quantity, Kind: stamp.Compact})
	if err != nil {
		p.t.Fatal(err)
	}
	return run
}

// A run is one row, so a million stamps cost what a thousand do.
func TestFiguresIssue(t *testing.T) {
	skipUnlessAsked(t)
	p := newProducer(t)
	median := func(name string, quantity int) figure {
		var times []float64
		for range 2*sized(10_000)/1000 + 1 {
			b := p.newBatch()
			start := time.Now()
			p.issue(b, quantity)
			times = append(times, float64(time.Since(start).Microseconds())/1000)
		}
		return figure{name, middle(times), "ms"}
	}
	few, many := median("issue_1000", 1000), median("issue_1000000", 1_000_000)
	few.print(few)
	many.print(few)
	if full() && many.value >= 50 {
		t.Errorf("issuing 1,000,000 stamps took %.1f ms, want under 50", many.value)
	}
}

func (p producer) token() string {
	p.t.Helper()
	secret, err := account.CreateToken(context.Background(), p.pool, p.who.UserID, "bench")
	if err != nil {
		p.t.Fatal(err)
	}
	return secret
}
