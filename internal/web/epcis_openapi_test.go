package web

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"

	"temgoc/internal/epcis"
)

// epcisOpenAPI is the standard's own description of its REST binding, kept
// outside of the project: in the folder that CONFORMANCE_DIR names, else beside
// the project. Where it is missing the tests do without it.
var epcisOpenAPI = sync.OnceValues(func() (*openapi3.T, error) {
	content, err := os.ReadFile(filepath.Join(conformanceDir(), "epcis", "openapi", "openapi.json"))
	if errors.Is(err, fs.ErrNotExist) && os.Getenv("CONFORMANCE_DIR") == "" {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	doc, err := openapi3.NewLoader().LoadFromData(content)
	if err != nil {
		return nil, err
	}
	for _, patch := range epcisPatches {
		patch.apply(doc)
	}
	return doc, nil
})

func conformanceDir() string {
	return cmp.Or(os.Getenv("CONFORMANCE_DIR"), "../../../shared/conformance")
}

// epcisPatches mend the document where it contradicts itself, its standard or
// HTTP, with why.
var epcisPatches = []struct {
	why   string
	apply func(*openapi3.T)
}{
	{"its 409 has the status 406", func(d *openapi3.T) {
		problem := d.Components.Responses["409ResourceAlreadyExistsException"].Value.Content.Get(problemType)
		problem.Schema.Value.AllOf[0].Value.Properties["status"].Value.Enum = []any{409.0}
	}},
	{"every capture job fits both schemas of a oneOf, since neither requires a member", func(d *openapi3.T) {
		job := d.Components.Schemas["CaptureJob"].Value.AllOf[1].Value
		job.AnyOf, job.OneOf = job.OneOf, nil
	}},
	{"GS1-Extensions is name=namespace in its example, which OpenAPI calls explode", func(d *openapi3.T) {
		d.Components.Headers["GS1-Extensions"].Value.Explode = openapi3.Ptr(true)
	}},
	{"versions are allOf an example and a pattern, by which kin-openapi reads no header", func(d *openapi3.T) {
		for _, name := range strings.Fields("EPCIS-Version EPCIS-Min EPCIS-Max CBV-Version CBV-Min CBV-Max") {
			*d.Components.Schemas["GS1-"+name].Value = *d.Components.Schemas["version"].Value
		}
	}},
	{"a named query's events have the problems of subscriptions alone, and as application/json", func(d *openapi3.T) {
		content := d.Components.Responses["400SubscriptionIssues"].Value.Content
		types := content["application/json"].Schema.Value.AllOf[0].Value.Properties["type"].Value
		types.Enum = append(types.Enum, "epcisException:QueryParameterException")
		content[problemType] = content["application/json"]
	}},
	{"a type of events of its own is any text, so that ObjectEvent fits two schemas of a oneOf", func(d *openapi3.T) {
		own := d.Components.Schemas["Extended-Event"].Value.AllOf[1].Value.Properties
		standard := openapi3.NewStringSchema()
		for _, name := range epcis.EventTypes() {
			standard.Enum = append(standard.Enum, name)
		}
		own["type"] = openapi3.NewSchemaRef("", &openapi3.Schema{Not: openapi3.NewSchemaRef("", standard)})
	}},
	{"statuses are left out that its own text or HTTP has, as 400 for a wrong query", func(d *openapi3.T) {
		problem := openapi3.NewContentWithSchemaRef(d.Components.Schemas["RFC7807ProblemResponseBody"], []string{problemType})
		eachOperation(d, func(op *openapi3.Operation) {
			op.Responses.Set("default", &openapi3.ResponseRef{Value: openapi3.NewResponse().WithContent(problem)})
		})
	}},
	{"JSON-LD is written under its own type too, if that is asked for", func(d *openapi3.T) {
		eachOperation(d, func(op *openapi3.Operation) {
			for _, r := range op.Responses.Map() {
				if json := r.Value.Content["application/json"]; json != nil {
					r.Value.Content[jsonLDType] = json
				}
			}
		})
	}},
}

func eachOperation(d *openapi3.T, change func(*openapi3.Operation)) {
	for _, item := range d.Paths.Map() {
		for _, op := range item.Operations() {
			change(op)
		}
	}
}

// checkEPCIS holds an answer to the standard's document, as far as that knows
// the path and the method.
func checkEPCIS(ctx context.Context, r *http.Request, got *httptest.ResponseRecorder) error {
	doc, err := epcisOpenAPI()
	if err != nil || doc == nil {
		return err
	}
	template, item := epcisPath(doc, r.URL.EscapedPath())
	if item == nil || item.GetOperation(r.Method) == nil {
		return nil
	}
	route := &routers.Route{Spec: doc, Path: template, PathItem: item, Method: r.Method, Operation: item.GetOperation(r.Method)}
	input := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{Request: r, Route: route},
		Status:                 got.Code,
		Header:                 got.Header(),
		Options: &openapi3filter.Options{
			IncludeResponseStatus: true,
			SchemaValidationOptions: []openapi3.SchemaValidationOption{
				openapi3.DisableSchemaErrorDetails(),
				openapi3.SetSchemaRegexCompiler(compileEPCISPattern),
			},
		},
	}
	return openapi3filter.ValidateResponse(ctx, input.SetBodyBytes(got.Body.Bytes()))
}

// epcisPath is the document's path that an escaped path is of, which kin-openapi's
// own routers would unescape first.
func epcisPath(doc *openapi3.T, escaped string) (string, *openapi3.PathItem) {
	segments := strings.Split(strings.TrimPrefix(escaped, "/epcis"), "/")
	for template, item := range doc.Paths.Map() {
		if fitsTemplate(strings.Split(strings.TrimSuffix(template, "/"), "/"), segments) {
			return template, item
		}
	}
	return "", nil
}

func fitsTemplate(template, segments []string) bool {
	if len(template) != len(segments) {
		return false
	}
	for i, name := range template {
		if name != segments[i] && (!strings.HasPrefix(name, "{") || segments[i] == "") {
			return false
		}
	}
	return true
}

// not is what a pattern may not begin with.
type not struct{ *regexp.Regexp }

func (n not) MatchString(text string) bool { return !n.Regexp.MatchString(text) }

// scheduleElements stands for the document's patterns of schedules: numbers,
// ranges in brackets, and lists of both. Theirs take [0-59] for a range of
// numbers, and are recursive, which only some engines know.
var scheduleElements = regexp.MustCompile(`^(\d+|\[\d+-\d+\])(,(\d+|\[\d+-\d+\]))*$`)

// compileEPCISPattern knows the two constructs of the document that Go's
// regular expressions do not.
func compileEPCISPattern(pattern string) (openapi3.RegexMatcher, error) {
	if strings.Contains(pattern, `\g<`) {
		return scheduleElements, nil
	}
	if unwanted, ok := strings.CutPrefix(pattern, "^(?!"); ok {
		re, err := regexp.Compile("^(?:" + unwanted)
		return not{re}, err
	}
	return regexp.Compile(pattern)
}
