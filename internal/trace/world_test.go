package trace

import (
	"crypto/rand"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/epcis"
	"temgoc/internal/gs1"
	"temgoc/internal/pg"
)

// world is a producer with a place, a product and a batch of it, a stranger who
// has a place and a product too, and the authority.
type world struct {
	t                                    *testing.T
	db                                   pg.DB
	producer, stranger, admin, inspector account.Principal
	place, strangersPlace                string // URIs
	product, strangers                   catalog.Product
	batch                                catalog.Batch
}

func newWorld(t *testing.T, db pg.DB) world {
	t.Helper()
	w := world{t: t, db: db}
	w.producer, w.place = w.member(account.Producer)
	w.stranger, w.strangersPlace = w.member(account.Producer)
	w.admin, _ = w.member(account.Admin)
	w.inspector, _ = w.member(account.Inspector)
	w.product, w.strangers = w.newProduct(w.producer), w.newProduct(w.stranger)
	w.batch = w.newBatch("L1")
	return w
}

// member is a stored user of a new organisation, with the organisation's place.
func (w world) member(role account.Role) (account.Principal, string) {
	w.t.Helper()
	kind := account.AuthorityOrg
	if role == account.Producer {
		kind = account.ProducerOrg
	}
	gln := newGLN(w.t)
	org, err := account.CreateOrg(w.t.Context(), w.db, account.Org{
		Kind: kind, Code: "T-" + uuid.NewString(), Name: "HTX Chè", GLN: gln.String(),
	})
	w.check(err)
	who := account.Principal{UserID: uuid.New(), OrgID: org, Role: role}
	_, err = w.db.Exec(w.t.Context(), `
		insert into user_account (id, org_id, email, name, role, password_hash)
		values ($1, $2, $3, 'Lan', $4, 'none')`, who.UserID, org, who.UserID.String()+"@example.vn", role)
	w.check(err)
	return who, epcis.PlaceURI(gln)
}

func newGLN(t *testing.T) gs1.GLN {
	t.Helper()
	n, err := rand.Int(rand.Reader, big.NewInt(1e9))
	if err != nil {
		t.Fatal(err)
	}
	digits := fmt.Sprintf("952%09d", n)
	gln, err := gs1.ParseGLN(digits + string(gs1.CheckDigit(digits)))
	if err != nil {
		t.Fatal(err)
	}
	return gln
}

func (w world) newProduct(who account.Principal) catalog.Product {
	w.t.Helper()
	p, err := catalog.CreateProduct(w.t.Context(), w.db, who, "952", catalog.NewProduct{NameVI: "Chè Thái", Group: "do-uong"})
	w.check(err)
	return p
}

func (w world) newBatch(lot string) catalog.Batch {
	w.t.Helper()
	b, err := catalog.CreateBatch(w.t.Context(), w.db, w.producer, 1, catalog.NewBatch{
		ProductID: w.product.ID, Lot: lot, ProducedOn: day.Date(2026, 4, 15), Quantity: 100,
	})
	w.check(err)
	return b
}

func (w world) version() int64 {
	w.t.Helper()
	b, err := catalog.BatchByID(w.t.Context(), w.db, w.producer, w.batch.ID)
	w.check(err)
	return b.Version
}

func (w world) check(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// lot is the URI of a lot of a product.
func lot(p catalog.Product, name string) string {
	l, err := gs1.ParseLot(name)
	if err != nil {
		panic(err)
	}
	return epcis.LotURI(p.GTIN, l)
}

// elsewhere is the URI of a lot of goods that the catalogue does not know.
func elsewhere(name string) string { return "https://id.gs1.org/01/09521141123454/10/" + name }

const example = "https://ns.example/"

// head begins a document or an event by itself.
const head = `"@context": [
	"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
	{"ex": "` + example + `", "temgoc": "` + epcis.Namespace + `"}
],`

// event is one with the members given in the manner of Printf, and with a time
// unless they name one.
func (w world) event(members string, args ...any) epcis.Event {
	w.t.Helper()
	members = fmt.Sprintf(members, args...)
	if !strings.Contains(members, `"eventTime"`) {
		members += `, "eventTime": "2026-04-20T08:00:00+07:00"`
	}
	e, err := epcis.ParseEvent([]byte("{"+head+members+`, "eventTimeZoneOffset": "+07:00"}`), time.Time{})
	w.check(err)
	return e
}

// observed is somebody's look at a lot.
func (w world) observed(key string) epcis.Event {
	w.t.Helper()
	return w.event(`"type": "ObjectEvent", "action": "OBSERVE", "bizStep": "receiving", "disposition": "in_progress",
		"eventID": "urn:uuid:%s", "quantityList": [{"epcClass": "%s", "quantity": 12.5, "uom": "KGM"}]`, uuid.New(), key)
}

// made is a transformation of inputs into outputs, which are lots.
func (w world) made(inputs, outputs []string) epcis.Event {
	w.t.Helper()
	return w.event(`"type": "TransformationEvent", "bizStep": "commissioning", "eventID": "urn:uuid:%s",
		"inputQuantityList": [%s], "outputQuantityList": [%s]`, uuid.New(), classes(inputs), classes(outputs))
}

func classes(keys []string) string {
	elements := make([]string, len(keys))
	for i, key := range keys {
		elements[i] = fmt.Sprintf(`{"epcClass": %q}`, key)
	}
	return strings.Join(elements, ",")
}

var everybody = Visibility{Public: true}

func (w world) store(who account.Principal, v Visibility, events ...epcis.Event) []Outcome {
	w.t.Helper()
	outcomes, err := Store(w.t.Context(), w.db, who, v, nil, events)
	w.check(err)
	return outcomes
}

// refused stores events of which some must be refused, and none be stored.
func (w world) refused(who account.Principal, want Refused, events ...epcis.Event) {
	w.t.Helper()
	before := w.count(who)
	_, err := Store(w.t.Context(), w.db, who, everybody, nil, events)
	got, _ := errors.AsType[Refused](err)
	if diff := cmp.Diff(want, got); diff != "" {
		w.t.Errorf("refused (%v): -want +got\n%s", err, diff)
	}
	if after := w.count(who); after != before {
		w.t.Errorf("events stored: got %d more, want none", after-before)
	}
}

// count is how many events who's organisation has.
func (w world) count(who account.Principal) (n int) {
	w.t.Helper()
	w.check(w.db.QueryRow(w.t.Context(), `select count(*) from event where org_id = $1`, who.OrgID).Scan(&n))
	return n
}

func (w world) eventsOf(r Reader, key string) []Stored {
	w.t.Helper()
	events, err := EventsOf(w.t.Context(), w.db, r, key, uuid.Nil, 0)
	w.check(err)
	return events
}

func eventIDs(events []Stored) []string {
	ids := make([]string, len(events))
	for i, e := range events {
		ids[i] = e.EventID
	}
	return ids
}
