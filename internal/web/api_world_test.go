package web

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/diary"
	"temgoc/internal/link"
	"temgoc/internal/printing"
	"temgoc/internal/stamp"
)

// script is a program with a token.
type script struct {
	*world
	token string
}

func (w *world) script(who account.Principal) script {
	w.Helper()
	token, err := account.CreateToken(w.Context(), w.pool, who.UserID, "script")
	w.must(err)
	return script{w, token}
}

// do sends a body of JSON, or none if it is empty.
func (p script) do(method, path, body string, header ...string) *httptest.ResponseRecorder {
	p.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	return send(p.Server, r, append(header, "Authorization", "Bearer "+p.token)...)
}

func (p script) get(path string) *httptest.ResponseRecorder {
	p.Helper()
	return p.do(http.MethodGet, path, "")
}

func (p script) post(path, body string, header ...string) *httptest.ResponseRecorder {
	p.Helper()
	return p.do(http.MethodPost, path, body, header...)
}

// read is the answer's body, which must have the status and be a T.
func read[T any](t *testing.T, r *httptest.ResponseRecorder, status int) (v T) {
	t.Helper()
	if r.Code != status {
		t.Fatalf("status %d, want %d\n%s", r.Code, status, r.Body)
	}
	if err := json.Unmarshal(r.Body.Bytes(), &v); err != nil {
		t.Fatalf("body of status %d: %v", status, err)
	}
	return v
}

// madeBatch is what scripts need of a batch.
type madeBatch struct {
	ID        uuid.UUID `json:"id"`
	ProductID uuid.UUID `json:"product_id"`
	Code      string    `json:"code"`
}

// wantProblem is the problem document of an answer.
func wantProblem(t *testing.T, r *httptest.ResponseRecorder, status int) problemJSON {
	t.Helper()
	if got := r.Header().Get("Content-Type"); got != "application/problem+json; charset=utf-8" {
		t.Errorf("status %d, Content-Type %q, want a problem", r.Code, got)
	}
	if got := r.Header().Get("Cache-Control"); got != "no-store" {
		t.Errorf("status %d, Cache-Control %q, want no-store", r.Code, got)
	}
	p := read[problemJSON](t, r, status)
	if p.Status != status || p.Title == "" || p.Detail == "" || p.RequestID == "" {
		t.Errorf("problem of status %d does not explain itself: %+v", status, p)
	}
	return p
}

// marks is whatever a refused request must leave as it was. Of the audit it
// leaves out that codes were taken away, which is no change.
type marks struct {
	Products, Certificates, Batches, Recalls, Runs, States, Requests, Audit, Issued, Versions, Links, Numbers, Events, Jobs, Cases int
}

func (w *world) marks() (m marks) {
	w.Helper()
	w.must(w.pool.QueryRow(w.Context(), `
		select
			(select count(*) from product),
			(select count(*) + count(revoked_on) from certificate),
			(select count(*) from batch),
			(select count(*) + count(lifted_at) from recall),
			(select count(*) from stamp_run),
			(select count(*) from stamp_range_state),
			(select count(*) from stamp_request),
			(select count(*) from audit) - (select count(*) from print),
			(select coalesce(sum(next_unit), 0) from batch),
			(select coalesce(sum(version), 0) from batch),
			(select count(*) + count(decided_at) from link),
			(select count(*) from former_gtin),
			(select count(*) from event),
			(select count(*) from print_job),
			(select count(*) + count(decided_at) from clone_case)`,
	).Scan(&m.Products, &m.Certificates, &m.Batches, &m.Recalls, &m.Runs, &m.States, &m.Requests, &m.Audit, &m.Issued, &m.Versions, &m.Links, &m.Numbers, &m.Events, &m.Jobs, &m.Cases))
	return m
}

func (w *world) wantUnchanged(before marks) {
	w.Helper()
	if diff := cmp.Diff(before, w.marks()); diff != "" {
		w.Errorf("a refused request changed something (-before +after):\n%s", diff)
	}
}

// goods are one of each resource, all of the world's producer.
type goods struct {
	batch  catalog.Batch
	run    stamp.Run // units 0 to 9, active
	fresh  stamp.Run // units 10 to 19, waiting
	cert   catalog.Certificate
	recall catalog.Recall // of another batch
	link   link.Entry     // of the product, waiting
	entry  uuid.UUID      // of the batch's diary
	print  printing.Job   // of the fresh run, done
	clone  uuid.UUID      // an open case of the batch
}

func (w *world) newGoods(admin account.Principal) (g goods) {
	w.Helper()
	var err error
	g.batch = w.newBatch("L1")
	g.run = w.newRun(g.batch)
	g.fresh, _, err = stamp.Issue(w.Context(), w.pool, w.producer, g.batch.ID, 1, day.Of(testNow()), "",
		stamp.Order{Quantity: 10, Kind: stamp.Sealed})
	w.must(err)
	g.cert, err = catalog.AddCertificate(w.Context(), w.pool, admin, catalog.NewCertificate{
		ProductID: w.product.ID, Kind: catalog.KindOCOP, Stars: 4, Number: "1/QĐ", Issuer: "UBND tỉnh",
		IssuedOn: day.Date(2025, 1, 1), ValidUntil: day.Date(2028, 1, 1),
	})
	w.must(err)
	g.recall, err = catalog.DeclareRecall(w.Context(), w.pool, admin, w.newBatch("L0").ID, catalog.NewRecall{Reason: "Mốc"})
	w.must(err)
	g.link, err = link.Propose(w.Context(), w.pool, w.producer, link.Bearer{ProductID: w.product.ID},
		link.Link{Type: "gs1:pip", Href: "https://htx.example/che", Title: "Chè Thái"})
	w.must(err)
	written, err := diary.Write(w.Context(), w.pool, w.producer, g.batch.ID, testNow(),
		[]diary.Keyed{{Key: "1", Entry: diary.Entry{Kind: diary.Display}}})
	w.must(err)
	g.entry = written[0].ID
	g.print = w.newPrint(g.fresh)
	g.clone = w.newCase(g.batch, nil)
	return g
}

// of is the id that a path's :id stands for.
func (g goods) of(path string, product uuid.UUID) uuid.UUID {
	switch {
	case strings.Contains(path, "/products/"):
		return product
	case strings.Contains(path, "/batches/"):
		return g.batch.ID
	case strings.Contains(path, "/stamp-runs/"):
		return g.fresh.ID
	case strings.Contains(path, "/certificates/"):
		return g.cert.ID
	case strings.Contains(path, "/cases/"):
		return g.clone
	case strings.Contains(path, "/recalls/"):
		return g.recall.ID
	case strings.Contains(path, "/api/v1/links/"):
		return g.link.ID
	case strings.Contains(path, "/api/v1/prints/"):
		return g.print.ID
	case strings.Contains(path, "/entries/"):
		return g.entry
	}
	panic("no resource for " + path)
}

// postChunked does not tell how long the body is.
func (p script) postChunked(path, body string) *httptest.ResponseRecorder {
	p.Helper()
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	r.ContentLength = -1
	return send(p.Server, r, "Authorization", "Bearer "+p.token)
}
