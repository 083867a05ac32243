package diary

import (
	"net/url"
	"strings"

	"github.com/google/uuid"

	"temgoc/internal/epcis"
)

// materials begins the names of goods without a GTIN. They are the
// organisation's own, then comes what it calls them, and the lot:
// ".../material/0199…/g%E1%BA%A1o%20n%E1%BA%BFp/GN01".
const materials = epcis.Namespace + "material/"

// maxName bounds names that become part of a URI, in characters: each takes up
// to nine bytes there, and trace takes URIs of 1,000.
const maxName = 90

// materialURI names a lot of a material. Case is no difference between names:
// "Gạo nếp" comes in and "gạo nếp" is cooked.
func materialURI(org uuid.UUID, name, lot string) string {
	return materials + org.String() + "/" + url.PathEscape(strings.ToLower(name)) + "/" + url.PathEscape(lot)
}

// lotOfMaterial is the lot of what materialURI named.
func lotOfMaterial(uri string) (lot string, ok bool) {
	rest, ok := strings.CutPrefix(uri, materials)
	parts := strings.Split(rest, "/")
	if !ok || len(parts) != 3 {
		return "", false
	}
	lot, err := url.PathUnescape(parts[2])
	return lot, err == nil
}

// parties begins the names of receivers that have no GLN.
const parties = epcis.Namespace + "party/"

func partyURI(org uuid.UUID, name string) string {
	return parties + org.String() + "/" + url.PathEscape(strings.ToLower(name))
}
