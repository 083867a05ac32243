package lookup

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/epcis"
	"temgoc/internal/stamp"
	"temgoc/internal/trace"
)

// route is a world in which a farmer's rice becomes the producer's candy.
type route struct {
	*world
	farmer     account.Principal
	rice       catalog.Batch
	candy      catalog.Batch
	riceLot    string
	candyLot   string
	farmerGLN  string
	unsaid     []string // what shoppers must not read anywhere
	minuteOnce int
}

const makerGLN = "9529000000014"

func newRoute(t *testing.T) *route {
	t.Helper()
	r := &route{world: newWorld(t, nil), farmerGLN: "9529000000021"}
	maker := r.producer
	r.setGLN(maker, makerGLN)
	r.candy = r.newBatch("L1", day.Day{})
	r.farmer = r.newProducer("HTX-LUA")
	r.setGLN(r.farmer, r.farmerGLN)
	r.producer = r.farmer
	r.product = r.newProduct("Gạo nếp")
	r.rice = r.newBatch("N1", day.Day{})
	r.producer = maker
	r.candyLot, r.riceLot = epcis.LotURI(r.candy.GTIN, r.candy.Lot), epcis.LotURI(r.rice.GTIN, r.rice.Lot)
	return r
}

func (r *route) setGLN(who account.Principal, gln string) {
	r.t.Helper()
	_, err := r.pool.Exec(r.t.Context(), `update organisation set gln = $2 where id = $1`, who.OrgID, gln)
	r.must(err)
}

// tell stores an event of who's; each is a minute later than the one before.
func (r *route) tell(who account.Principal, v trace.Visibility, eventType epcis.EventType, members string) {
	r.t.Helper()
	r.minuteOnce++
	at := time.Date(2026, 4, 10, 7, r.minuteOnce, 0, 0, day.Vietnam)
	e, err := epcis.ParseEvent(fmt.Appendf(nil, `{
		"@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", {"temgoc": %q}],
		"type": %q, "eventTime": %q, "eventTimeZoneOffset": "+07:00", %s
	}`, epcis.Namespace, eventType, at.Format(time.RFC3339), members), time.Time{})
	r.must(err)
	_, err = trace.Store(r.t.Context(), r.pool, who, v, nil, []epcis.Event{e})
	r.must(err)
}

func at(gln string) string { return `,"bizLocation": {"id": "https://id.gs1.org/414/` + gln + `"}` }

// walk tells the usual: harvest, what went in, packing, a sale that hides its
// buyer, and what is for officers only.
func (r *route) walk() {
	r.t.Helper()
	public := trace.Visibility{Public: true}
	r.unsaid = []string{"Người bí mật", "Siêu thị bí mật", "Ghi chú bí mật", "9529000000038"}
	r.tell(r.farmer, trace.Visibility{Public: true, Hidden: []string{"temgoc:people"}}, epcis.ObjectEvent,
		`"eventID": "urn:uuid:7a0c2a51-6f0e-4d7c-8a86-3c1f5b5d9e01", `+step("ADD", "commissioning", "active", quantity("quantityList", r.riceLot, "500", "KGM"))+at(r.farmerGLN)+`,"temgoc:people": "Người bí mật"`)
	r.tell(r.producer, public, epcis.TransformationEvent,
		`"bizStep": "commissioning", "disposition": "in_progress", `+quantity("inputQuantityList", r.riceLot, "20", "KGM")+`,
		`+quantity("outputQuantityList", r.candyLot, "100", "XPK")+at(makerGLN))
	r.tell(r.producer, trace.Visibility{}, epcis.ObjectEvent,
		step("OBSERVE", "storing", "in_progress", quantity("quantityList", r.candyLot, "100", "XPK"))+`,"temgoc:note": "Ghi chú bí mật"`)
	r.tell(r.producer, public, epcis.AggregationEvent, `"action": "ADD", "bizStep": "packing",
		"parentID": "https://id.gs1.org/00/340123450000000017", `+quantity("childQuantityList", r.candyLot, "50", "XPK")+at(makerGLN))
	r.tell(r.producer, trace.Visibility{Public: true, Hidden: []string{"destinationList", "temgoc:receiver"}}, epcis.ObjectEvent,
		`"eventID": "urn:uuid:7a0c2a51-6f0e-4d7c-8a86-3c1f5b5d9e02", `+step("OBSERVE", "shipping", "in_transit", quantity("quantityList", r.candyLot, "50", "XPK"))+`,
		"destinationList": [{"type": "owning_party", "destination": "https://id.gs1.org/417/9529000000038"}], "temgoc:receiver": "Siêu thị bí mật"`)
}

func (r *route) journey(who account.Principal) Journey {
	r.t.Helper()
	f, err := catalog.BatchFacts(r.t.Context(), r.pool, r.candy.Number)
	r.must(err)
	j, err := r.service.Journey(r.t.Context(), who, f)
	r.must(err)
	return j
}

// line is what matters of a step, for comparing.
func line(s Step) string {
	return strings.TrimSpace(fmt.Sprint(s.Kind, " ", s.GLN, " ", s.Org.Name, " ", s.Amounts, " ", s.Hidden))
}

func lines(steps []Step) (all []string) {
	for _, s := range steps {
		all = append(all, line(s))
	}
	return all
}

func TestJourney(t *testing.T) {
	t.Parallel()
	r := newRoute(t)
	r.walk()
	run := r.newRun(r.candy, stamp.Active)

	j := r.journey(account.Principal{})
	want := []string{
		"harvested 9529000000021 HTX HTX-LUA [{500 KGM}] []",
		"processed 9529000000014 HTX HTX-1 [{100 XPK}] []",
		"packed 9529000000014 HTX HTX-1 [{50 XPK}] []",
		"shipped  HTX HTX-1 [{50 XPK}] []",
		"stamps_issued 9529000000014 HTX HTX-1 [] []",
		"stamps_activated 9529000000014 HTX HTX-1 [] []",
	}
	if diff := cmp.Diff(want, lines(j.Steps)); diff != "" {
		t.Errorf("for everybody, -want +got\n%s", diff)
	}
	source := j.Steps[0]
	if !source.Source || source.Goods.NameVI != "Gạo nếp" || source.Goods.Lot != "N1" || source.There.Name != "HTX HTX-LUA" {
		t.Errorf("source: got %+v", source)
	}
	if want := (catalog.Stages{Production: catalog.WholeStage, Trade: catalog.WholeStage}); j.Stages != want {
		t.Errorf("stages: got %v, want %v", j.Stages, want)
	}
	graph := Graph{
		Nodes: []Node{
			{Goods: Goods{GTIN: r.candy.GTIN.String(), Lot: "L1", NameVI: "Chè Thái", Maker: Party{Name: "HTX HTX-1"}}},
			{Goods: Goods{Code: "SSCC 340123450000000017"}, Level: 1},
			{Goods: Goods{GTIN: r.rice.GTIN.String(), Lot: "N1", NameVI: "Gạo nếp", Maker: Party{Name: "HTX HTX-LUA"}}, Level: -1},
		},
		Edges: []Edge{{From: 0, To: 1, Packed: true}, {From: 2, To: 0}},
	}
	if diff := cmp.Diff(graph, j.Graph, cmpopts.IgnoreUnexported(Node{})); diff != "" {
		t.Errorf("graph, -want +got\n%s", diff)
	}

	view := r.scan(r.code(run, 0).Path(), "a").View
	if diff := cmp.Diff(want, lines(view.Journey.Steps)); diff != "" {
		t.Errorf("of the view, -want +got\n%s", diff)
	}
	text, err := json.Marshal([]any{view, j})
	r.must(err)
	for _, secret := range r.unsaid {
		if strings.Contains(string(text), secret) {
			t.Errorf("shoppers are told %q", secret)
		}
	}
}

// Its own producer and officers see the rest, and that others do not.
func TestJourneyForOfficers(t *testing.T) {
	t.Parallel()
	r := newRoute(t)
	r.walk()
	inspector := account.Principal{OrgID: r.farmer.OrgID, Role: account.Inspector}
	for name, who := range map[string]account.Principal{"maker": r.producer, "inspector": inspector} {
		j := r.journey(who)
		got := lines(j.Steps)
		for _, want := range []string{
			"stored  HTX HTX-1 [{100 XPK}] [*]",
			"shipped  HTX HTX-1 [{50 XPK}] [destinationList temgoc:receiver]",
		} {
			if !slices.Contains(got, want) {
				t.Errorf("%s: no %q in %q", name, want, got)
			}
		}
		i := slices.IndexFunc(j.Steps, func(s Step) bool { return s.Kind == StepShipped })
		if j.Steps[i].To.Name != "Siêu thị bí mật" {
			t.Errorf("%s: receiver %q", name, j.Steps[i].To.Name)
		}
		sees := j.Steps[0].People == "Người bí mật"
		if officer := name == "inspector"; sees != officer {
			t.Errorf("%s: sees the farmer's people %t, want %t", name, sees, officer)
		}
	}
}

// What was declared an error is no part of a shopper's journey.
func TestWithdrawnStep(t *testing.T) {
	t.Parallel()
	r := newRoute(t)
	public := trace.Visibility{Public: true}
	wrong := step("OBSERVE", "inspecting", "conformant", quantity("quantityList", r.candyLot, "1", "XPK")) + `, "eventID": "urn:example:wrong"`
	r.tell(r.producer, public, epcis.ObjectEvent, wrong)
	r.minuteOnce-- // the same event, with a declaration
	r.tell(r.producer, public, epcis.ObjectEvent, wrong+`, "errorDeclaration": {
		"declarationTime": "2026-04-11T08:00:00+07:00", "reason": "did_not_occur"}`)
	if got, want := lines(r.journey(account.Principal{}).Steps), []string{"produced   [] []"}; !slices.Equal(got, want) {
		t.Errorf("for everybody: got %q, want %q", got, want)
	}
	steps := r.journey(r.producer).Steps
	i := slices.IndexFunc(steps, func(s Step) bool { return s.Kind == StepPassed })
	if len(steps) != 2 || i < 0 || !steps[i].Withdrawn {
		t.Errorf("for its producer: got %+v, want the test marked as withdrawn", steps)
	}
}

// Without events there is what the catalogue and the stamps tell.
func TestJourneyWithoutEvents(t *testing.T) {
	t.Parallel()
	r := newRoute(t)
	r.newRun(r.candy, "")
	j := r.journey(account.Principal{})
	if got, want := lines(j.Steps), []string{"produced   [] []", "stamps_issued 9529000000014 HTX HTX-1 [] []"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if j.Stages != (catalog.Stages{}) || len(j.Graph.Nodes) != 1 || j.Steps[0].Quantity != 100 {
		t.Errorf("got %+v", j)
	}
}

// Runs of stamps that are events as well are told once, where they happened.
func TestStampsAreToldOnce(t *testing.T) {
	t.Parallel()
	at := now
	told := []Step{
		{Kind: StepIssued, GLN: makerGLN, At: at}, {Kind: StepIssued, At: at.Add(time.Hour)},
		{Kind: StepPacked, At: at},
	}
	got := withStamps(told, []stamp.Step{{Kind: stamp.StepIssued, At: at, Quantity: 20}})
	want := []Step{{Kind: StepPacked, At: at}, {Kind: StepIssued, At: at, Quantity: 20, GLN: makerGLN}}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(Step{})); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// An event of the batch shows with the next scan; one of what went into it,
// when the view is old enough.
func TestViewFollowsEvents(t *testing.T) {
	t.Parallel()
	r := newRoute(t)
	clock := now
	r.service.Now = func() time.Time { return clock }
	r.service.views.now = r.service.Now
	path := r.code(r.newRun(r.candy, stamp.Active), 0).Path()
	kinds := func() (kinds []StepKind) {
		for _, s := range r.scan(path, "a").View.Journey.Steps {
			if s.Kind != StepIssued && s.Kind != StepActivated {
				kinds = append(kinds, s.Kind)
			}
		}
		return kinds
	}
	check := func(when string, want ...StepKind) {
		t.Helper()
		if got := kinds(); !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", when, got, want)
		}
	}
	check("at first", StepProduced)
	public := trace.Visibility{Public: true}
	r.tell(r.producer, public, epcis.TransformationEvent,
		`"bizStep": "commissioning", `+quantity("inputQuantityList", r.riceLot, "20", "KGM")+","+quantity("outputQuantityList", r.candyLot, "100", "XPK"))
	check("after the processing", StepProcessed)
	r.minuteOnce = -30 // before the processing
	r.tell(r.farmer, public, epcis.ObjectEvent, step("ADD", "commissioning", "active", quantity("quantityList", r.riceLot, "500", "KGM")))
	check("after another lot's harvest", StepProcessed)
	clock = clock.Add(maxAge)
	check("later", StepHarvested, StepProcessed)
}

// However much is told, the view of a batch stays small.
func TestViewIsBounded(t *testing.T) {
	t.Parallel()
	r := newRoute(t)
	var events []epcis.Event
	for i := range 60 {
		class := fmt.Sprintf("https://id.gs1.org/01/%s/10/IN%d", r.rice.GTIN, i)
		events = append(events, eventOf(t, epcis.TransformationEvent,
			fmt.Sprintf(`"eventID": "urn:example:%d", "temgoc:note": %q, `, i, strings.Repeat("dài ", 500))+
				quantity("inputQuantityList", class, "1", "KGM")+","+quantity("outputQuantityList", r.candyLot, "1", "XPK")))
	}
	_, err := trace.Store(context.Background(), r.pool, r.producer, trace.Visibility{Public: true}, nil, events)
	r.must(err)
	view := r.scan(r.code(r.newRun(r.candy, stamp.Active), 0).Path(), "a").View
	j := view.Journey
	if len(j.Steps) != brief.steps || j.More != 62-brief.steps || len(j.Graph.Nodes) != brief.nodes || j.Graph.More != 61-brief.nodes {
		t.Errorf("%d steps and %d more, %d nodes and %d more", len(j.Steps), j.More, len(j.Graph.Nodes), j.Graph.More)
	}
	text, err := json.Marshal(view)
	r.must(err)
	if len(text) > 24_000 {
		t.Errorf("a view of %d bytes", len(text))
	}
	t.Logf("a view with a long journey has %d bytes as JSON", len(text))
}
