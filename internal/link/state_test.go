package link

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/pg/pgtest"
)

func TestProposeAndApprove(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	in := Link{
		Type:      "gs1:instructions",
		Href:      " https://maker.example/pha-tra?a=1#b ",
		Title:     "  Ca\u0301ch pha ",
		Lang:      "vi_vn",
		MediaType: "Text/HTML; Charset=utf-8",
	}
	proposed := w.propose(t, w.onBatch(), in)
	want := Entry{
		ID:        proposed.ID,
		ProductID: w.product.ID,
		BatchID:   &w.batch.ID,
		batch:     &w.batch.Number,
		OrgID:     w.producer.OrgID,
		Link: Link{
			Type:      "gs1:instructions",
			Href:      "https://maker.example/pha-tra?a=1#b",
			Title:     "Cách pha",
			Lang:      "vi-VN",
			MediaType: "text/html; charset=utf-8",
		},
		State:       Proposed,
		ProposedBy:  w.producer.UserID,
		CreatedAt:   proposed.CreatedAt,
		GTIN:        w.product.GTIN,
		Lot:         "L1",
		ProductName: "Chè Thái",
		OrgName:     "HTX Chè",
	}
	byValue := cmp.AllowUnexported(Entry{}, w.product.GTIN)
	if diff := cmp.Diff(want, proposed, byValue); diff != "" {
		t.Errorf("proposed: -want +got\n%s", diff)
	}
	approved := w.approve(t, proposed)
	want.State, want.DecidedBy, want.DecidedAt = Approved, &w.admin.UserID, approved.DecidedAt
	if diff := cmp.Diff(want, approved, byValue); diff != "" || approved.DecidedAt == nil {
		t.Errorf("approved: -want +got\n%s", diff)
	}
	_, err := Approve(t.Context(), w.db, w.admin, proposed.ID)
	checkError(t, err, ErrDecided)
	w.checkTrail(t, "approved", "proposed")
}

// checkTrail wants these to be the last things done to links of the product.
func (w world) checkTrail(t *testing.T, want ...string) {
	t.Helper()
	trail, err := account.AuditTrail(t.Context(), w.db, "product:"+w.product.ID.String(), 20)
	checkError(t, err, nil)
	var got []string
	for _, line := range trail {
		if done := line.Detail["done"]; done != "" {
			got = append(got, done)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("audit trail, latest first: -want +got\n%s", diff)
	}
}

// A changed link goes on serving as it was until the change is approved.
func TestChangeOfAnApprovedLink(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	first := goodLink("one")
	first.Default = true
	served := w.approve(t, w.propose(t, w.onProduct(), first))

	second := first
	second.Href = "https://maker.example/two"
	earlier, err := Change(t.Context(), w.db, w.producer, served.ID, second)
	checkError(t, err, nil)
	second.Href = "https://maker.example/three"
	change, err := Change(t.Context(), w.db, w.producer, served.ID, second)
	checkError(t, err, nil)
	if change.ID == served.ID || change.Replaces == nil || *change.Replaces != served.ID {
		t.Errorf("got %s that replaces %v, want another one that replaces %s", change.ID, change.Replaces, served.ID)
	}
	// What an administrator was looking at is no more, so it cannot be approved.
	_, err = Approve(t.Context(), w.db, w.admin, earlier.ID)
	checkError(t, err, catalog.ErrNotFound)
	w.checkServed(t, "https://maker.example/one")

	change = w.approve(t, change)
	if change.Replaces != nil {
		t.Errorf("got replaces %v, want none: it is gone", change.Replaces)
	}
	w.checkServed(t, "https://maker.example/three")
}

func (w world) checkServed(t *testing.T, want ...string) {
	t.Helper()
	entries, err := List(t.Context(), w.db, w.producer, Query{On: w.onProduct(), State: Approved})
	checkError(t, err, nil)
	var got []string
	for _, e := range entries {
		got = append(got, e.Href)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("approved links: -want +got\n%s", diff)
	}
}

func TestChangeOfAProposal(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	served := w.approve(t, w.propose(t, w.onProduct(), goodLink("one")))
	change, err := Change(t.Context(), w.db, w.producer, served.ID, goodLink("two"))
	checkError(t, err, nil)
	change, err = Reject(t.Context(), w.db, w.admin, change.ID, " Trang không mở được ")
	checkError(t, err, nil)
	if change.State != Rejected || change.Reason != "Trang không mở được" {
		t.Errorf("got %s for %q, want rejected with its reason", change.State, change.Reason)
	}
	again, err := Change(t.Context(), w.db, w.producer, change.ID, goodLink("three"))
	checkError(t, err, nil)
	if again.State != Proposed || *again.Replaces != served.ID || again.Reason != "" {
		t.Errorf("got %+v, want a proposal in the place of %s", again, served.ID)
	}
	_, err = ByID(t.Context(), w.db, w.producer, change.ID)
	checkError(t, err, catalog.ErrNotFound)
}

func TestWithdraw(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	served := w.approve(t, w.propose(t, w.onProduct(), goodLink("one")))
	change, err := Change(t.Context(), w.db, w.producer, served.ID, goodLink("two"))
	checkError(t, err, nil)
	checkError(t, Withdraw(t.Context(), w.db, w.producer, served.ID), nil)
	w.checkServed(t)
	change, err = ByID(t.Context(), w.db, w.producer, change.ID)
	checkError(t, err, nil)
	if change.State != Proposed || change.Replaces != nil {
		t.Errorf("got %s that replaces %v, want a proposal of its own", change.State, change.Replaces)
	}
	checkError(t, Withdraw(t.Context(), w.db, w.producer, change.ID), nil)
	checkError(t, Withdraw(t.Context(), w.db, w.producer, change.ID), catalog.ErrNotFound)
	w.checkTrail(t, "withdrawn", "withdrawn", "proposed", "approved", "proposed")
}

// A page that has become another's is taken out of service by the authority.
func TestRejectTakesOutOfService(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	served := w.approve(t, w.propose(t, w.onProduct(), goodLink("one")))
	_, err := Reject(t.Context(), w.db, w.admin, served.ID, "")
	checkProblem(t, err, "reason", "text.missing")
	_, err = Reject(t.Context(), w.db, w.admin, served.ID, "Tên miền đã đổi chủ")
	checkError(t, err, nil)
	w.checkServed(t)
	_, err = Reject(t.Context(), w.db, w.admin, served.ID, "Tên miền đã đổi chủ")
	checkError(t, err, ErrDecided)
	_, err = Approve(t.Context(), w.db, w.admin, served.ID)
	checkError(t, err, ErrDecided)
}

func TestOneDefaultALevelAndLanguage(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	standard := func(path, lang string) Link {
		l := goodLink(path)
		l.Default, l.Lang = true, lang
		return l
	}
	rival := w.propose(t, w.onProduct(), standard("rival", ""))
	w.approve(t, w.propose(t, w.onProduct(), standard("one", "")))
	w.approve(t, w.propose(t, w.onProduct(), standard("en", "en")))
	w.approve(t, w.propose(t, w.onBatch(), standard("batch", "")))
	w.approve(t, w.propose(t, w.onProduct(), goodLink("not-a-default")))

	_, err := Approve(t.Context(), w.db, w.admin, rival.ID)
	checkProblem(t, err, "default", "link.default_taken")
	_, err = Propose(t.Context(), w.db, w.producer, w.onProduct(), standard("two", "en"))
	checkProblem(t, err, "default", "link.default_taken")
	if e, err := ByID(t.Context(), w.db, w.producer, rival.ID); err != nil || e.State != Proposed {
		t.Errorf("got %s, %v, want it to wait still", e.State, err)
	}
}

func TestCap(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	var last Entry
	for n := range maxLinks {
		last = w.propose(t, w.onProduct(), goodLink(fmt.Sprint(n)))
	}
	_, err := Propose(t.Context(), w.db, w.producer, w.onProduct(), goodLink("more"))
	checkProblem(t, err, "href", "link.too_many")
	w.propose(t, w.onBatch(), goodLink("of-the-batch"))

	last = w.approve(t, last)
	_, err = Change(t.Context(), w.db, w.producer, last.ID, goodLink("changed"))
	checkError(t, err, nil)
}

func TestBadLinks(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	for _, tt := range []struct {
		name           string
		spoil          func(*Link)
		field, problem string
	}{
		{"no type", func(l *Link) { l.Type = "" }, "link_type", "link.type_unknown"},
		{"unknown type", func(l *Link) { l.Type = "gs1:nosuchlt" }, "link_type", "link.type_unknown"},
		{"type in full", func(l *Link) { l.Type = Vocabulary + "pip" }, "link_type", "link.type_unknown"},
		{"default as a type", func(l *Link) { l.Type = "gs1:defaultLink" }, "link_type", "link.type_unknown"},
		{"deprecated type", func(l *Link) { l.Type = "gs1:productSustainabilityInfo" }, "link_type", "link.type_unknown"},
		{"http", func(l *Link) { l.Href = "http://maker.example/" }, "href", "link.href_scheme"},
		{"no title", func(l *Link) { l.Title = " " }, "title", "text.missing"},
		{"long title", func(l *Link) { l.Title = strings.Repeat("ế", 201) }, "title", "text.too_long"},
		{"title of two lines", func(l *Link) { l.Title = "a\r\nb" }, "title", "text.bad_character"},
		{"no language", func(l *Link) { l.Lang = "xx" }, "lang", "link.lang"},
		{"undetermined language", func(l *Link) { l.Lang = "und-VN" }, "lang", "link.lang"},
		{"private language", func(l *Link) { l.Lang = "x-toi" }, "lang", "link.lang"},
		{"long language", func(l *Link) { l.Lang = "vi-" + strings.Repeat("a", 33) }, "lang", "link.lang"},
		{"no media type", func(l *Link) { l.MediaType = "html" }, "media_type", "link.media_type"},
		{"any media type", func(l *Link) { l.MediaType = "text/*" }, "media_type", "link.media_type"},
		{"broken media type", func(l *Link) { l.MediaType = "text/html; a=\"" }, "media_type", "link.media_type"},
		{"media type of two lines", func(l *Link) { l.MediaType = "text/html; a=\"\r\n\"" }, "media_type", "link.media_type"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l := goodLink("")
			tt.spoil(&l)
			_, err := Propose(t.Context(), w.db, w.producer, w.onProduct(), l)
			checkProblem(t, err, tt.field, tt.problem)
		})
	}
	w.checkTrail(t)
}

// An organisation sees another's links as if they were not there; nothing
// changes for those who may not act.
func TestIsolation(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	e := w.propose(t, w.onProduct(), goodLink("one"))
	type call = func(context.Context, account.Principal) error
	for _, tt := range []struct {
		name                                 string
		call                                 call
		stranger, inspector, producer, admin error
	}{
		{"read", func(ctx context.Context, who account.Principal) error {
			_, err := ByID(ctx, w.db, who, e.ID)
			return err
		}, catalog.ErrNotFound, nil, nil, nil},
		{"propose", func(ctx context.Context, who account.Principal) error {
			_, err := Propose(ctx, w.db, who, w.onProduct(), goodLink("two"))
			return err
		}, catalog.ErrNotFound, catalog.ErrForbidden, nil, catalog.ErrForbidden},
		{"propose for a batch", func(ctx context.Context, who account.Principal) error {
			_, err := Propose(ctx, w.db, who, w.onBatch(), goodLink("two"))
			return err
		}, catalog.ErrNotFound, catalog.ErrForbidden, nil, catalog.ErrForbidden},
		{"propose badly", func(ctx context.Context, who account.Principal) error {
			_, err := Propose(ctx, w.db, who, w.onProduct(), Link{})
			return err
		}, catalog.ErrNotFound, catalog.ErrForbidden, errAny, catalog.ErrForbidden},
		{"approve", func(ctx context.Context, who account.Principal) error {
			_, err := Approve(ctx, w.db, who, e.ID)
			return err
		}, catalog.ErrNotFound, catalog.ErrForbidden, catalog.ErrForbidden, nil},
		{"reject", func(ctx context.Context, who account.Principal) error {
			_, err := Reject(ctx, w.db, who, e.ID, "Sai")
			return err
		}, catalog.ErrNotFound, catalog.ErrForbidden, catalog.ErrForbidden, nil},
		{"change", func(ctx context.Context, who account.Principal) error {
			_, err := Change(ctx, w.db, who, e.ID, goodLink("three"))
			return err
		}, catalog.ErrNotFound, catalog.ErrForbidden, nil, catalog.ErrForbidden},
		{"withdraw", func(ctx context.Context, who account.Principal) error {
			return Withdraw(ctx, w.db, who, e.ID)
		}, catalog.ErrNotFound, catalog.ErrForbidden, nil, catalog.ErrForbidden},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, as := range []struct {
				name string
				who  account.Principal
				want error
			}{
				{"stranger", w.stranger, tt.stranger},
				{"nobody", account.Principal{}, catalog.ErrNotFound},
				{"inspector", w.inspector, tt.inspector},
				{"producer", w.producer, tt.producer},
				{"admin", w.admin, tt.admin},
			} {
				t.Run(as.name, func(t *testing.T) {
					e = w.propose(t, w.onProduct(), goodLink("again"))
					err := tt.call(t.Context(), as.who)
					if as.want == errAny && err != nil {
						return
					}
					checkError(t, err, as.want)
				})
			}
		})
	}
}

// errAny stands for an error that is looked at elsewhere.
var errAny = fmt.Errorf("any")

func TestListsAreOwnAndPaged(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	want := []uuid.UUID{
		w.propose(t, w.onProduct(), goodLink("one")).ID,
		w.propose(t, w.onBatch(), goodLink("two")).ID,
		w.approve(t, w.propose(t, w.onProduct(), goodLink("three"))).ID,
	}
	for _, tt := range []struct {
		name string
		who  account.Principal
		q    Query
		want []uuid.UUID
	}{
		{"all", w.producer, Query{}, want},
		{"of the product", w.producer, Query{On: w.onProduct()}, []uuid.UUID{want[0], want[2]}},
		{"of the batch", w.producer, Query{On: w.onBatch()}, want[1:2]},
		{"waiting", w.producer, Query{State: Proposed}, want[:2]},
		{"first page", w.producer, Query{Limit: 2}, want[:2]},
		{"second page", w.producer, Query{Limit: 2, After: want[1]}, want[2:]},
		{"inspector", w.inspector, Query{On: w.onBatch()}, want[1:2]},
		{"admin", w.admin, Query{State: Proposed}, want[:2]},
		{"stranger", w.stranger, Query{}, nil},
		{"stranger who knows the product", w.stranger, Query{On: w.onProduct()}, nil},
		{"nobody", account.Principal{}, Query{}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			entries, err := List(t.Context(), w.db, tt.who, tt.q)
			checkError(t, err, nil)
			var got []uuid.UUID
			for _, e := range entries {
				got = append(got, e.ID)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}
