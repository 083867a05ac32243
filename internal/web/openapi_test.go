package web

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"temgoc/internal/catalog"
	"temgoc/internal/diary"
	"temgoc/internal/inspection"
	"temgoc/internal/link"
	"temgoc/internal/printing"
	"temgoc/internal/recall"
	"temgoc/internal/scan"
	"temgoc/internal/stamp"
	"temgoc/labels"
)

// openAPISchema is as much of a schema as the tests look at.
type openAPISchema struct {
	Properties map[string]json.RawMessage `json:"properties"`
	Required   []string                   `json:"required"`
	Closed     *bool                      `json:"additionalProperties"`
}

type openAPI struct {
	OpenAPI    string                                `json:"openapi"`
	Paths      map[string]map[string]json.RawMessage `json:"paths"`
	Components struct {
		Schemas map[string]openAPISchema `json:"schemas"`
	} `json:"components"`
}

func readOpenAPI(t *testing.T) (doc openAPI) {
	t.Helper()
	r := get(t, testServer(t, nil), "/openapi.json")
	if r.Code != 200 || r.Header().Get("Content-Type") != "application/json; charset=utf-8" {
		t.Fatalf("status %d, %s", r.Code, r.Header().Get("Content-Type"))
	}
	if err := json.Unmarshal(r.Body.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	if doc.OpenAPI != "3.1.0" {
		t.Errorf("version %q, want 3.1.0", doc.OpenAPI)
	}
	return doc
}

// TestOpenAPIRoutes: every route is described, and nothing else. HEAD goes
// with every GET and is left out.
func TestOpenAPIRoutes(t *testing.T) {
	t.Parallel()
	var described, routed []string
	for path, item := range readOpenAPI(t).Paths {
		for method := range item {
			if method != "parameters" {
				described = append(described, strings.ToUpper(method)+" "+path)
			}
		}
	}
	for _, r := range apiTable(testServer(t, nil)) {
		if r.Method != "HEAD" {
			routed = append(routed, r.Method+" "+strings.ReplaceAll(r.Path, ":id", "{id}"))
		}
	}
	slices.Sort(described)
	slices.Sort(routed)
	if diff := cmp.Diff(routed, described); diff != "" {
		t.Errorf("-routes +document:\n%s", diff)
	}
}

// TestOpenAPIBodies: the schemas have the fields of what is read and written,
// those that may be absent are not required, and bodies that are read are
// closed.
func TestOpenAPIBodies(t *testing.T) {
	t.Parallel()
	schemas := readOpenAPI(t).Components.Schemas
	read := map[string]reflect.Type{
		"NewProduct":      reflect.TypeFor[catalog.NewProduct](),
		"NewCertificate":  reflect.TypeFor[certificateBody](),
		"Revocation":      reflect.TypeFor[revocationBody](),
		"NewBatch":        reflect.TypeFor[batchBody](),
		"Order":           reflect.TypeFor[orderBody](),
		"PrintOrder":      reflect.TypeFor[printBody](),
		"Units":           reflect.TypeFor[unitsBody](),
		"Voiding":         reflect.TypeFor[voidBody](),
		"NewRecall":       reflect.TypeFor[recallBody](),
		"CaseDecision":    reflect.TypeFor[inspection.Decision](),
		"RecallDecision":  reflect.TypeFor[decisionBody](),
		"RecallDismissal": reflect.TypeFor[dismissalBody](),
		"RecallLifting":   reflect.TypeFor[recall.Lifting](),
		"NewGTIN":         reflect.TypeFor[gtinBody](),
		"NewLink":         reflect.TypeFor[link.Link](),
		"Rejection":       reflect.TypeFor[rejectionBody](),
		"NewEntry":        reflect.TypeFor[entryBody](),
		"EntryInput":      reflect.TypeFor[diary.Input](),
	}
	written := map[string]reflect.Type{
		"Product":           reflect.TypeFor[catalog.Product](),
		"Certificate":       reflect.TypeFor[certificateAnswer](),
		"BatchRow":          reflect.TypeFor[catalog.Batch](),
		"Batch":             reflect.TypeFor[batchAnswer](),
		"Run":               reflect.TypeFor[runAnswer](),
		"Ledger":            reflect.TypeFor[stamp.Ledger](),
		"Print":             reflect.TypeFor[printing.Print](),
		"PrintJob":          reflect.TypeFor[jobAnswer](),
		"PrintProgress":     reflect.TypeFor[progressEvent](),
		"Manifest":          reflect.TypeFor[labels.Manifest](),
		"KindChoice":        reflect.TypeFor[kindChoice](),
		"Module":            reflect.TypeFor[labels.Module](),
		"Stock":             reflect.TypeFor[stockAnswer](),
		"StockFit":          reflect.TypeFor[stockFit](),
		"Size":              reflect.TypeFor[labels.Size](),
		"Point":             reflect.TypeFor[labels.Point](),
		"Box":               reflect.TypeFor[labels.Box](),
		"Fits":              reflect.TypeFor[fits](),
		"StateRange":        reflect.TypeFor[stamp.StateRange](),
		"Case":              reflect.TypeFor[caseAnswer](),
		"CaseDetail":        reflect.TypeFor[caseDetail](),
		"CaseFacts":         reflect.TypeFor[scan.CaseFacts](),
		"CaseReport":        reflect.TypeFor[caseReport](),
		"Report":            reflect.TypeFor[reportAnswer](),
		"Sighting":          reflect.TypeFor[scan.Sighting](),
		"Recall":            reflect.TypeFor[recallAnswer](),
		"RecallDetail":      reflect.TypeFor[recallDetail](),
		"UndecidedBatch":    reflect.TypeFor[undecidedAnswer](),
		"DrillFindings":     reflect.TypeFor[drillAnswer](),
		"Entry":             reflect.TypeFor[diary.Record](),
		"Link":              reflect.TypeFor[link.Entry](),
		"Problem":           reflect.TypeFor[problemJSON](),
		"FieldError":        reflect.TypeFor[fieldError](),
		"UnitRange":         reflect.TypeFor[stamp.Range](),
		"Bilingual":         reflect.TypeFor[Bilingual](),
		"Lookup":            reflect.TypeFor[lookupAnswer](),
		"LookupCode":        reflect.TypeFor[lookupCode](),
		"LookupNamed":       reflect.TypeFor[lookupNamed](),
		"LookupChecks":      reflect.TypeFor[lookupChecks](),
		"LookupGoods":       reflect.TypeFor[lookupGoods](),
		"LookupProduct":     reflect.TypeFor[lookupProduct](),
		"LookupProducer":    reflect.TypeFor[lookupProducer](),
		"LookupBatch":       reflect.TypeFor[lookupBatch](),
		"LookupOCOP":        reflect.TypeFor[lookupOCOP](),
		"LookupCertificate": reflect.TypeFor[lookupCertificate](),
		"LookupRecall":      reflect.TypeFor[lookupRecall](),
		"LookupStep":        reflect.TypeFor[lookupStep](),
		"LookupLot":         reflect.TypeFor[lookupLot](),
		"LookupAmount":      reflect.TypeFor[lookupAmount](),
		"LookupReading":     reflect.TypeFor[lookupReading](),
		"LookupOrigin":      reflect.TypeFor[lookupOrigin](),
		"LookupNode":        reflect.TypeFor[lookupNode](),
		"LookupEdge":        reflect.TypeFor[lookupEdge](),
		"Place":             reflect.TypeFor[lookupPlace](),
	}
	for name, schema := range schemas {
		switch {
		case read[name] != nil:
			if schema.Closed == nil || *schema.Closed {
				t.Errorf("%s allows fields that are refused", name)
			}
			compareFields(t, name, schema, read[name], false)
		case written[name] != nil:
			compareFields(t, name, schema, written[name], true)
		default:
			t.Errorf("schema %s is of nothing", name)
		}
	}
	if got, want := len(schemas), len(read)+len(written); got != want {
		t.Errorf("%d schemas, want %d", got, want)
	}
}

func compareFields(t *testing.T, name string, schema openAPISchema, of reflect.Type, written bool) {
	t.Helper()
	fields, always := jsonFields(of)
	var described []string
	for p := range schema.Properties {
		described = append(described, p)
	}
	slices.Sort(described)
	if diff := cmp.Diff(fields, described); diff != "" {
		t.Errorf("%s: -Go +document:\n%s", name, diff)
	}
	slices.Sort(schema.Required)
	if diff := cmp.Diff(always, schema.Required); written && diff != "" {
		t.Errorf("%s, always written: -Go +document:\n%s", name, diff)
	}
}

// jsonFields are the names of a struct's fields as encoding/json has them, and
// of these the ones that are never left out.
func jsonFields(of reflect.Type) (all, always []string) {
	for _, f := range reflect.VisibleFields(of) {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous || !f.IsExported() || name == "-" || slices.Contains(all, name) {
			continue
		}
		all = append(all, name)
		if !strings.Contains(options, "omit") {
			always = append(always, name)
		}
	}
	slices.Sort(all)
	slices.Sort(always)
	return all, always
}

// TestOpenAPIReferences: what is referred to is there.
func TestOpenAPIReferences(t *testing.T) {
	t.Parallel()
	var doc map[string]any
	if err := json.Unmarshal(openAPIDocument, &doc); err != nil {
		t.Fatal(err)
	}
	var follow func(v any)
	follow = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			if ref, ok := v["$ref"].(string); ok && !pointsTo(doc, ref) {
				t.Errorf("%s leads nowhere", ref)
			}
			for _, child := range v {
				follow(child)
			}
		case []any:
			for _, child := range v {
				follow(child)
			}
		}
	}
	follow(doc)
}

func pointsTo(doc map[string]any, ref string) bool {
	node := doc
	for _, name := range strings.Split(strings.TrimPrefix(ref, "#/"), "/") {
		next, ok := node[name].(map[string]any)
		if !ok {
			return false
		}
		node = next
	}
	return true
}
