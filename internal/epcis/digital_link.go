package epcis

import (
	"regexp"
	"slices"
	"strings"

	"temgoc/internal/gs1"
)

// finest are the qualifiers that CBV 2.0, section 8.9, lets stand behind a key.
// Of several the last one identifies: a serial makes its lot redundant.
var finest = []string{"21", "10", "235", "254", "8011"}

// parseLink reads a Digital Link of any host and stem. Query and fragment do
// not identify.
func parseLink(uri string) (identity, error) {
	if !mayBeLink(uri) {
		return identity{}, errOtherURI
	}
	if end := strings.IndexAny(uri, "?#"); end >= 0 {
		uri = uri[:end]
	}
	link, err := gs1.ParseURI(uri)
	if err != nil {
		uri = modernize(uri)
		link, err = gs1.ParseURI(uri)
	}
	if err != nil {
		if strings.HasPrefix(uri, gs1.CanonicalStem+"/") || unmistakable.MatchString(uri) {
			return identity{}, badKey(err)
		}
		return identity{}, errOtherURI
	}
	id := identity{key: link.Path[0]}
	for _, e := range link.Path[1:] {
		if slices.Contains(finest, e.AI) {
			id.qualifier = e
		}
	}
	return id, nil
}

// keys are the application identifiers of the keys that EPCIS can name.
var keys = words("00 01 253 255 401 402 414 417 8003 8004 8006 8010 8017 8018")

// mayBeLink looks for the identifier of a key between slashes: most addresses
// have none.
func mayBeLink(uri string) bool {
	for segment := range strings.SplitSeq(uri, "/") {
		if 2 <= len(segment) && len(segment) <= 5 && (keys[segment] || keys[shortNames[segment]]) {
			return true
		}
	}
	return false
}

// unmistakable is a path that ends in pairs of AI and value, the first of them
// a key of the right length. Other paths may look like keys by chance.
var unmistakable = regexp.MustCompile(`/(` +
	`00/\d{18}|01/\d{14}|(253|255)/\d{13}[^/]*|402/\d{17}|41[47]/\d{13}|` +
	`8003/\d{14}[^/]*|8006/\d{18}|801[78]/\d{18}` +
	`)(/\d{2,4}/[^/]+)*$`)

// shortNames of application identifiers were part of Digital Link 1.0 and 1.1.
var shortNames = map[string]string{
	"sscc": "00", "gtin": "01", "lot": "10", "ser": "21", "cpv": "22",
	"gdti": "253", "gcn": "255", "ginc": "401", "gsin": "402", "gln": "414", "party": "417",
	"grai": "8003", "giai": "8004", "itip": "8006", "cpid": "8010", "gsrnp": "8017", "gsrn": "8018",
}

// modernize puts identifiers for the short names, and fills GTINs up to 14
// digits, which Digital Link 1.4 demands.
func modernize(uri string) string {
	segments := strings.Split(uri, "/")
	for i := len(segments) - 2; i > 0; i -= 2 {
		if ai, ok := shortNames[segments[i]]; ok {
			segments[i] = ai
		}
		if gtin, err := gs1.PadGTIN(segments[i+1]); err == nil && segments[i] == "01" {
			segments[i+1] = gtin.String()
		}
	}
	return strings.Join(segments, "/")
}
