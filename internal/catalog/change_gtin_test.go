package catalog

import (
	"log/slog"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/gs1"
	"temgoc/internal/pg/pgtest"
)

func TestChangeGTIN(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	before, after := w.product.GTIN, freshGTIN(t, w.db)
	old := w.newBatch(t, "L1")

	p, err := ChangeGTIN(t.Context(), w.db, w.producer, "", w.product.ID, after.String()[1:])
	checkError(t, err, nil)
	if p.GTIN != after || p.ID != w.product.ID {
		t.Errorf("got number %s of %s, want %s of %s", p.GTIN, p.ID, after, w.product.ID)
	}
	kept, err := BatchByID(t.Context(), w.db, w.producer, old.ID)
	checkError(t, err, nil)
	if kept.GTIN != before || kept.Version != old.Version+1 {
		t.Errorf("got batch of %s in version %d, want %s in %d", kept.GTIN, kept.Version, before, old.Version+1)
	}
	if b := w.newBatch(t, "L1"); b.GTIN != after {
		t.Errorf("got new batch of %s, want %s", b.GTIN, after)
	}
	trail, err := account.AuditTrail(t.Context(), w.db, "product:"+p.ID.String(), 1)
	checkError(t, err, nil)
	want := map[string]string{"from": before.String(), "to": after.String()}
	if len(trail) != 1 || trail[0].Action != account.ChangeGTIN || !cmp.Equal(trail[0].Detail, want) {
		t.Errorf("got audit trail %v, want %v", trail, want)
	}
}

// Both numbers lead to the product, which shows the one of today.
func TestDirectoryKnowsFormerNumbers(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	before, after := w.product.GTIN, freshGTIN(t, w.db)
	_, err := ChangeGTIN(t.Context(), w.db, w.producer, "", w.product.ID, after.String())
	checkError(t, err, nil)
	d := NewDirectory(w.db, slog.New(slog.DiscardHandler))
	checkError(t, d.Load(t.Context()), nil)
	for _, number := range []gs1.GTIN{before, after} {
		if c, ok := d.Card(number); !ok || c.GTIN != after {
			t.Errorf("%s: got %+v, %v, want the card of %s", number, c, ok, after)
		}
	}
	found := 0
	for number := range d.GTINs() {
		if number == before || number == after {
			found++
		}
	}
	if found != 2 {
		t.Errorf("got %d of the two numbers, want both", found)
	}
}

func TestChangeGTINRefuses(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	other := w.newProduct(t)
	formerOfOther := other.GTIN
	other, err := ChangeGTIN(t.Context(), w.db, w.producer, "", other.ID, freshGTIN(t, w.db).String())
	checkError(t, err, nil)

	for _, tt := range []struct{ name, prefix, to, problem string }{
		{"nothing", "", " ", "gtin.empty"},
		{"nothing, though the service could give one", prefix, "", "gtin.empty"},
		{"wrong check digit", "", "9520000001019", "gtin.check_digit"},
		{"letters", "", "GTIN", "gtin.length"},
		{"another's", "", other.GTIN.String(), "gtin.taken"},
		{"another's of before", "", formerOfOther.String(), "gtin.taken"},
		{"one that only the service gives", prefix, freshGTIN(t, w.db).String(), "gtin.reserved"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := ChangeGTIN(t.Context(), w.db, w.producer, tt.prefix, w.product.ID, tt.to)
			checkProblem(t, err, "gtin", tt.problem)
			p, err := ProductByID(t.Context(), w.db, w.producer, w.product.ID)
			checkError(t, err, nil)
			if p.GTIN != w.product.GTIN {
				t.Errorf("got number %s, want %s still", p.GTIN, w.product.GTIN)
			}
		})
	}
	in := goodProduct()
	in.GTIN = formerOfOther.String()
	_, err = CreateProduct(t.Context(), w.db, w.producer, "", in)
	checkProblem(t, err, "gtin", "gtin.taken")
}

// A change made by mistake can be undone, and one to the same number is none.
func TestChangeGTINBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	first, second := w.product.GTIN, freshGTIN(t, w.db)
	for _, tt := range []struct {
		prefix string
		to     gs1.GTIN
		former int
	}{{"", second, 1}, {prefix, first, 1}, {prefix, first, 1}, {prefix, second, 1}} {
		p, err := ChangeGTIN(t.Context(), w.db, w.admin, tt.prefix, w.product.ID, tt.to.String())
		checkError(t, err, nil)
		if p.GTIN != tt.to {
			t.Errorf("got number %s, want %s", p.GTIN, tt.to)
		}
		if n := count(t, w.db, `select count(*) from former_gtin where product_id = $1`, p.ID); n != tt.former {
			t.Errorf("with %s: got %d former numbers, want %d", tt.to, n, tt.former)
		}
	}
}

func TestWhoChangesGTIN(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	for _, tt := range []struct {
		name string
		who  account.Principal
		want error
	}{
		{"owner", w.producer, nil},
		{"admin", w.admin, nil},
		{"inspector", w.inspector, ErrForbidden},
		{"stranger", w.stranger, ErrNotFound},
		{"nobody", account.Principal{}, ErrNotFound},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := ChangeGTIN(t.Context(), w.db, tt.who, "", w.product.ID, freshGTIN(t, w.db).String())
			checkError(t, err, tt.want)
		})
	}
}

// A number that is being given up goes to nobody who asks at that moment.
func TestChangeGTINRaces(t *testing.T) {
	t.Parallel()
	pool := pgtest.Pool(t)
	w := newWorld(t, pool)
	in := goodProduct()
	in.GTIN = w.product.GTIN.String()
	created := make(chan error, 1)

	err := pgx.BeginFunc(t.Context(), pool, func(tx pgx.Tx) error {
		_, err := ChangeGTIN(t.Context(), tx, w.producer, "", w.product.ID, freshGTIN(t, tx).String())
		checkError(t, err, nil)
		go func() {
			_, err := CreateProduct(t.Context(), pool, w.stranger, "", in)
			created <- err
		}()
		untilWaiting(t, w)
		return nil
	})
	checkError(t, err, nil)
	checkProblem(t, <-created, "gtin", "gtin.taken")
}

// untilWaiting returns when somebody waits for a lock of this database.
func untilWaiting(t *testing.T, w world) {
	t.Helper()
	for range 500 {
		if count(t, w.db, `
			select count(*)
			from pg_stat_activity
			where datname = current_database() and wait_event_type = 'Lock'`) > 0 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("nobody waits")
}
