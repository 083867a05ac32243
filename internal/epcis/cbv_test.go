package epcis

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The closed lists are those of the standard's JSON schema.
func TestConformanceVocabularies(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile(filepath.Join(conformanceDir(t, "schema"), "EPCIS-JSON-Schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	var schema struct {
		Definitions map[string]struct {
			AnyOf []struct{ Enum []string }
		}
	}
	if err := json.Unmarshal(content, &schema); err != nil {
		t.Fatal(err)
	}
	for definition, got := range map[string]vocabulary{
		"bizStep":             bizSteps,
		"disposition":         dispositions,
		"bizTransaction-type": bizTransactionTypes,
		"source-dest-type":    sourceDestTypes,
		"error-reason":        errorReasons,
		"measurementType":     measurementTypes,
		"sensorAlertType":     alertTypes,
		"component":           components,
	} {
		t.Run(definition, func(t *testing.T) {
			t.Parallel()
			var want []string
			for _, alternative := range schema.Definitions[definition].AnyOf {
				want = append(want, alternative.Enum...)
			}
			slices.Sort(want)
			if diff := cmp.Diff(want, slices.Sorted(maps.Keys(got))); diff != "" {
				t.Errorf("words (-want +got):\n%s", diff)
			}
		})
	}
}

func TestSpelling(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name          string
		spelling      spelling
		in, bare, uri string
	}{
		{"bare", bizStepSpelling, "shipping", "shipping", "https://ref.gs1.org/cbv/BizStep-shipping"},
		{"urn", bizStepSpelling, "urn:epcglobal:cbv:bizstep:shipping", "shipping", "https://ref.gs1.org/cbv/BizStep-shipping"},
		{"compact", bizStepSpelling, "cbv:BizStep-shipping", "shipping", "https://ref.gs1.org/cbv/BizStep-shipping"},
		{"web", dispositionSpelling, "https://ref.gs1.org/cbv/Disp-active", "active", "https://ref.gs1.org/cbv/Disp-active"},
		{"measurement", measurementTypeSpelling, "gs1:Temperature", "Temperature", "https://gs1.org/voc/Temperature"},
		{"another list's", bizStepSpelling, "https://ref.gs1.org/cbv/Disp-active", "https://ref.gs1.org/cbv/Disp-active", "https://ref.gs1.org/cbv/Disp-active"},
		{"no word of the list", bizStepSpelling, "urn:epcglobal:cbv:bizstep:drying", "urn:epcglobal:cbv:bizstep:drying", "urn:epcglobal:cbv:bizstep:drying"},
		{"somebody's own", bizStepSpelling, "https://example.vn/say", "https://example.vn/say", "https://example.vn/say"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := tt.spelling.bare(tt.in); got != tt.bare {
				t.Errorf("bare(%q): got %q, want %q", tt.in, got, tt.bare)
			}
			if got := tt.spelling.uri(tt.in); got != tt.uri {
				t.Errorf("uri(%q): got %q, want %q", tt.in, got, tt.uri)
			}
		})
	}
}
