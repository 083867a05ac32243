package pgtest

import (
	"cmp"
	"os"
	"os/exec"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"temgoc/internal/pg"
)

const insertOrganisation = `
	insert into organisation (id, kind, code, name)
	values (gen_random_uuid(), 'producer', 'pgtest', 'Hợp tác xã thử')`

func organisations(t *testing.T, db pg.DB) (n int) {
	t.Helper()
	if err := db.QueryRow(t.Context(), `select count(*) from organisation`).Scan(&n); err != nil {
		t.Fatalf("count organisations: %v", err)
	}
	return n
}

func TestTxIsRolledBack(t *testing.T) {
	t.Parallel()
	t.Run("write", func(t *testing.T) {
		tx := Tx(t)
		if _, err := tx.Exec(t.Context(), insertOrganisation); err != nil {
			t.Fatalf("insert: %v", err)
		}
		if got := organisations(t, tx); got != 1 {
			t.Errorf("within the transaction: got %d organisations, want 1", got)
		}
	})
	if got := organisations(t, Tx(t)); got != 0 {
		t.Errorf("after the test: got %d organisations, want 0", got)
	}
}

func TestPoolIsOfTheTestAlone(t *testing.T) {
	t.Parallel()
	one, other := Pool(t), Pool(t)
	if _, err := one.Exec(t.Context(), insertOrganisation); err != nil {
		t.Fatalf("insert: %v", err)
	}
	if got := organisations(t, one); got != 1 {
		t.Errorf("own database: got %d organisations, want 1", got)
	}
	if got := organisations(t, other); got != 0 {
		t.Errorf("other database: got %d organisations, want 0", got)
	}
}

func TestPoolIsDropped(t *testing.T) {
	t.Parallel()
	var name string
	t.Run("use", func(t *testing.T) {
		if err := Pool(t).QueryRow(t.Context(), `select current_database()`).Scan(&name); err != nil {
			t.Fatalf("name of database: %v", err)
		}
	})
	var exists bool
	err := Tx(t).QueryRow(t.Context(), `select exists (select from pg_database where datname = $1)`, name).Scan(&exists)
	if err != nil || exists {
		t.Errorf("database %s after the test: got exists %v, %v, want false", name, exists, err)
	}
}

// Processes of several packages that find no template make it together.
func TestProcessesMakeOneTemplate(t *testing.T) {
	t.Parallel()
	requireServer(t)
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	fresh := unique("temgoc_race")
	var children sync.WaitGroup
	for range 4 {
		children.Go(func() {
			cmd := exec.Command(exe, "-test.run=^TestPoolIsOfTheTestAlone$|^TestTxIsRolledBack$")
			cmd.Env = append(os.Environ(), "PGTEST_PREFIX="+fresh)
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("test process: %v\n%s", err, out)
			}
		})
	}
	children.Wait()
	if got := databases(t, fresh); len(got) != 2 {
		t.Errorf("databases left: got %v, want the template and the shared one", got)
	}
	for _, name := range databases(t, fresh) {
		if err := execute(`drop database `+name, ""); err != nil {
			t.Errorf("drop %s: %v", name, err)
		}
	}
}

func databases(t *testing.T, prefix string) []string {
	t.Helper()
	rows, _ := Tx(t).Query(t.Context(), `select datname from pg_database where starts_with(datname, $1)`, prefix)
	names, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatalf("list databases: %v", err)
	}
	return names
}

func TestMain(m *testing.M) {
	prefix = cmp.Or(os.Getenv("PGTEST_PREFIX"), prefix)
	os.Exit(m.Run())
}
