package link

import (
	"context"
	"log/slog"
	"testing"

	"github.com/google/go-cmp/cmp"

	"temgoc/internal/catalog"
	"temgoc/internal/gs1"
	"temgoc/internal/pg/pgtest"
)

// hrefs of each level of a path, by the level's path.
func hrefsAt(t *testing.T, d *Directory, path string) map[string][]string {
	t.Helper()
	parsed, err := gs1.ParsePath(path, "")
	checkError(t, err, nil)
	got := map[string][]string{}
	for _, level := range d.Levels(parsed) {
		got[level.Path] = []string{}
		for _, l := range level.Links {
			got[level.Path] = append(got[level.Path], l.Href)
		}
	}
	return got
}

func loaded(t *testing.T, w world) *Directory {
	t.Helper()
	d := NewDirectory(w.db, slog.New(slog.DiscardHandler))
	checkError(t, d.Load(t.Context()), nil)
	return d
}

// Only approved links are served, each at its own level.
func TestDirectory(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	w.approve(t, w.propose(t, w.onProduct(), goodLink("product")))
	w.approve(t, w.propose(t, w.onBatch(), goodLink("batch")))
	w.propose(t, w.onProduct(), goodLink("waiting"))
	rejected := w.approve(t, w.propose(t, w.onProduct(), goodLink("rejected")))
	_, err := Reject(t.Context(), w.db, w.admin, rejected.ID, "Sai")
	checkError(t, err, nil)
	d := loaded(t, w)

	product := "/01/" + w.product.GTIN.String()
	ofProduct, ofBatch := []string{"https://maker.example/product"}, []string{"https://maker.example/batch"}
	for path, want := range map[string]map[string][]string{
		product: {product: ofProduct},
		product + "/10/L1/21/S1": {
			product + "/10/L1/21/S1": {},
			product + "/10/L1":       ofBatch,
			product:                  ofProduct,
		},
		product + "/22/V/10/L1": {
			product + "/22/V/10/L1": ofBatch,
			product + "/22/V":       {},
			product:                 ofProduct,
		},
		product + "/10/l1":    {product + "/10/l1": {}, product: ofProduct},
		product + "/10/A%2FB": {product + "/10/A%2FB": {}, product: ofProduct},
		"/01/09506000134352/10/L1": {
			"/01/09506000134352/10/L1": {},
			"/01/09506000134352":       {},
		},
		"/414/4012345000009": {"/414/4012345000009": {}},
	} {
		if diff := cmp.Diff(want, hrefsAt(t, d, path)); diff != "" {
			t.Errorf("%s: -want +got\n%s", path, diff)
		}
	}
}

// The batch of a unit is found by the number that its code holds, under the
// GTIN of that code alone.
func TestBatchOfUnit(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	w.approve(t, w.propose(t, w.onBatch(), goodLink("batch")))
	bare, other := w.newBatch(t, "L2"), w.newProduct(t)
	d := loaded(t, w)

	got, ok := d.Batch(w.product.GTIN, w.batch.Number)
	if want := "/01/" + w.product.GTIN.String() + "/10/L1"; !ok || got.Path != want || len(got.Links) != 1 {
		t.Errorf("got %+v, %v, want one link of %s", got, ok, want)
	}
	if got, ok := d.Batch(w.product.GTIN, bare.Number); ok {
		t.Errorf("got %+v of a batch without links", got)
	}
	if got, ok := d.Batch(other.GTIN, w.batch.Number); ok {
		t.Errorf("got %+v under the GTIN of another product", got)
	}
}

func TestLevelsGoUp(t *testing.T) {
	t.Parallel()
	parsed, err := gs1.ParsePath("/01/09506000134352/10/L1/21/S1", "")
	checkError(t, err, nil)
	var got []string
	for _, level := range NewDirectory(nil, nil).Levels(parsed) {
		got = append(got, level.Path)
	}
	if diff := cmp.Diff([]string{serialPath, lotPath, productPath}, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// Codes that were printed before a change of number lead where they led.
func TestDirectoryKnowsFormerNumbers(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	w.approve(t, w.propose(t, w.onProduct(), goodLink("product")))
	w.approve(t, w.propose(t, w.onBatch(), goodLink("batch")))
	before := "/01/" + w.product.GTIN.String()
	other := w.newProduct(t).GTIN // a number to move to
	_, err := w.db.Exec(t.Context(), `delete from product where gtin = $1`, other)
	checkError(t, err, nil)
	_, err = catalog.ChangeGTIN(t.Context(), w.db, w.producer, "", w.product.ID, other.String())
	checkError(t, err, nil)
	d := loaded(t, w)

	after := "/01/" + other.String()
	ofProduct, ofBatch := []string{"https://maker.example/product"}, []string{"https://maker.example/batch"}
	want := map[string][]string{before + "/10/L1": ofBatch, before: ofProduct}
	if diff := cmp.Diff(want, hrefsAt(t, d, before+"/10/L1")); diff != "" {
		t.Errorf("number of before: -want +got\n%s", diff)
	}
	// The batch is signed under the number of its time; a lot of that name under
	// the new number is another one.
	want = map[string][]string{after + "/10/L1": {}, after: ofProduct}
	if diff := cmp.Diff(want, hrefsAt(t, d, after+"/10/L1")); diff != "" {
		t.Errorf("number of today: -want +got\n%s", diff)
	}
}

func TestDirectoryOfPlaces(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	at, err := catalog.CreatePlace(t.Context(), w.db, catalog.Place{UnitNow: "Xã Đông Hưng", ProvinceNow: "Tỉnh Hưng Yên"})
	checkError(t, err, nil)
	_, err = w.db.Exec(t.Context(), `update organisation set gln = '4012345000009', name_en = 'Tea', place_id = $2 where id = $1`,
		w.producer.OrgID, at.ID)
	checkError(t, err, nil)
	_, err = w.db.Exec(t.Context(), `update organisation set gln = '4012345000115' where id = $1`, w.stranger.OrgID)
	checkError(t, err, nil)
	d := loaded(t, w)

	gln, err := gs1.ParseGLN("4012345000009")
	checkError(t, err, nil)
	got, ok := d.Place(gln)
	at.ID = got.At.ID
	if want := (Place{GLN: gln, Name: "HTX Chè", NameEN: "Tea", At: at}); !ok || got != want {
		t.Errorf("got %+v, %v, want %+v", got, ok, want)
	}
	nowhere, err := gs1.ParseGLN("4012345000115")
	checkError(t, err, nil)
	if got, ok := d.Place(nowhere); !ok || got.At.Known() {
		t.Errorf("got %+v, %v, want a place of which nothing is known", got, ok)
	}
	unknown, err := gs1.ParseGLN("4012345000122")
	checkError(t, err, nil)
	if got, ok := d.Place(unknown); ok {
		t.Errorf("got %+v, want none", got)
	}
}

// Without a database the directory stays as it was.
func TestDirectoryOutlivesTheDatabase(t *testing.T) {
	t.Parallel()
	pool := pgtest.Pool(t)
	w := newWorld(t, pool)
	w.approve(t, w.propose(t, w.onProduct(), goodLink("product")))
	d := loaded(t, w)
	pool.Close()
	if err := d.Load(t.Context()); err == nil {
		t.Error("load from a closed pool: got no error")
	}
	product := "/01/" + w.product.GTIN.String()
	if got := hrefsAt(t, d, product)[product]; len(got) != 1 {
		t.Errorf("got %v after a failed reload, want the link of before", got)
	}
}

func TestDirectoryRunEnds(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	checkError(t, NewDirectory(nil, slog.New(slog.DiscardHandler)).Run(ctx), nil)
}
