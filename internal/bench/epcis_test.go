package bench

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"temgoc/internal/epcis"
)

// Events as firms send them: a receipt, a transformation with materials and an
// extension, a packing. The verbs are for the event's number.
var usualEvents = []string{`{
	"type": "ObjectEvent", "eventID": "urn:uuid:00000000-0000-4000-8000-%012[1]d",
	"eventTime": "2026-04-05T20:33:31.116+07:00", "eventTimeZoneOffset": "+07:00",
	"epcList": ["urn:epc:id:sgtin:0614141.107346.%[1]d", "https://id.gs1.org/01/09521141012345/21/%[1]d"],
	"action": "OBSERVE", "bizStep": "receiving", "disposition": "in_progress",
	"readPoint": {"id": "https://id.gs1.org/414/9529000000014"}, "bizLocation": {"id": "urn:epc:id:sgln:0614141.07346.0"},
	"bizTransactionList": [{"type": "po", "bizTransaction": "http://example.com/po/%[1]d"}],
	"sourceList": [{"type": "owning_party", "source": "https://id.gs1.org/417/9529000000014"}],
	"sensorElementList": [{"sensorMetadata": {"time": "2026-04-05T20:30:00+07:00"},
		"sensorReport": [{"type": "Temperature", "value": 4.5, "uom": "CEL"}]}]
}`, `{
	"type": "TransformationEvent", "eventID": "urn:uuid:00000000-0000-4000-8000-%012[1]d",
	"eventTime": "2026-04-06T08:00:00+07:00", "eventTimeZoneOffset": "+07:00",
	"inputQuantityList": [
		{"epcClass": "https://id.gs1.org/01/09521141012345/10/GAO-%[1]d", "quantity": 120.5, "uom": "KGM"},
		{"epcClass": "urn:epc:class:lgtin:4012345.011111.4444", "quantity": 10, "uom": "KGM"}],
	"outputQuantityList": [{"epcClass": "https://id.gs1.org/01/09521141012352/10/L%[1]d", "quantity": 500}],
	"bizStep": "commissioning", "disposition": "in_progress",
	"readPoint": {"id": "https://id.gs1.org/414/9529000000014"},
	"ilmd": {"cbvmda:bestBeforeDate": "2027-04-06"},
	"temgoc:note": "Mẻ thứ %[1]d", "temgoc:people": ["Chị Hoa", "Anh Nam"]
}`, `{
	"type": "AggregationEvent", "eventID": "urn:uuid:00000000-0000-4000-8000-%012[1]d",
	"eventTime": "2026-04-07T08:00:00+07:00", "eventTimeZoneOffset": "+07:00",
	"parentID": "https://id.gs1.org/00/952900000000000010",
	"childEPCs": ["https://id.gs1.org/01/09521141012352/21/A%[1]d", "https://id.gs1.org/01/09521141012352/21/B%[1]d"],
	"childQuantityList": [{"epcClass": "https://id.gs1.org/01/09521141012352/10/L%[1]d", "quantity": 24}],
	"action": "ADD", "bizStep": "packing", "disposition": "in_progress",
	"readPoint": {"id": "https://id.gs1.org/414/9529000000014"}
}`}

// usualDocument holds n events, numbered from first.
func usualDocument(first, n int) []byte {
	events := make([]string, n)
	for i := range events {
		events[i] = fmt.Sprintf(usualEvents[i%len(usualEvents)], first+i)
	}
	text := `{"@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", {"temgoc": "` + epcis.Namespace + `"}],
		"type": "EPCISDocument", "schemaVersion": "2.0", "creationDate": "2026-04-08T00:00:00Z",
		"epcisBody": {"eventList": [` + strings.Join(events, ",") + `]}}`
	var compact bytes.Buffer
	if err := json.Compact(&compact, []byte(text)); err != nil {
		panic(err)
	}
	return compact.Bytes()
}

const documentSize = 100 // events

// Validation of text that came, beside the package that others use for it. The
// service validates as many documents at once as there are processors; node has
// one for it, so the figure of one processor is printed too.
func TestFiguresEPCISValidation(t *testing.T) {
	skipUnlessAsked(t)
	text := usualDocument(1, documentSize)
	// A service holds that much in its caches, and so collects garbage as rarely.
	caches := make([]byte, 64<<20)
	defer runtime.KeepAlive(caches)
	one := validation(t, "epcis_validation_one_processor", text, 1)
	all := validation(t, "epcis_validation", text, runtime.GOMAXPROCS(0))
	if !full() { // the baseline comes from the network
		one.print(one)
		all.print(one)
		return
	}
	for _, baseline := range epcis2js(t, text, "isValid", "validateEpcisDocument") {
		one.print(baseline)
		all.print(baseline)
		if all.value < 3*baseline.value {
			t.Errorf("validated %.0f events/s, want at least 3 times the %.0f of %s", all.value, baseline.value, baseline.name)
		}
	}
}

// validation is of so many documents at once.
func validation(t *testing.T, name string, text []byte, atOnce int) figure {
	t.Helper()
	const each = 20 // documents
	round := perOp("", func() {
		var workers errgroup.Group
		for range atOnce {
			workers.Go(func() error {
				for range each {
					if _, err := epcis.ParseDocument(text, time.Time{}); err != nil {
						return err
					}
				}
				return nil
			})
		}
		if err := workers.Wait(); err != nil {
			t.Fatal(err)
		}
	})
	return figure{name, float64(atOnce*each*documentSize) * 1e9 / round.value, "events/s"}
}

// epcis2js installs the package into a folder of its own and runs it there, in
// each of the ways that it has: EPCISDocument.isValid(), which its README shows,
// and the faster function for a document as JSON.
func epcis2js(t *testing.T, document []byte, ways ...string) []figure {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("epcis2js")); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "document.json")
	if err := os.WriteFile(file, document, 0o600); err != nil {
		t.Fatal(err)
	}
	output(t, dir, "npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error")
	figures := make([]figure, len(ways))
	for i, way := range ways {
		rate, err := strconv.ParseFloat(strings.TrimSpace(output(t, dir, "node", "validate.js", file, "3", way)), 64)
		if err != nil {
			t.Fatal(err)
		}
		figures[i] = figure{"epcis2.js/" + way, rate, "events/s"}
	}
	return figures
}

func output(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Dir = dir
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, &complaint)
	}
	return string(out)
}
