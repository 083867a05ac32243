package catalog

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/google/uuid"

	"temgoc/internal/day"
	"temgoc/internal/input"
)

// Kinds of certificates.
const (
	KindOCOP     = "ocop"
	KindStandard = "standard"
	KindOrganic  = "organic"
	KindOrigin   = "origin" // geographical indication, collective mark
	KindOther    = "other"
)

// Kinds is the order in which a form offers them.
var Kinds = []string{KindOCOP, KindStandard, KindOrganic, KindOrigin, KindOther}

// NewCertificate is what an administrator tells of a certificate.
type NewCertificate struct {
	ProductID    uuid.UUID `json:"-"` // named by the address
	Kind         string    `json:"kind"`
	Stars        int       `json:"stars"`
	Score        *float64  `json:"score"`
	RuleSet      string    `json:"rule_set"`
	Number       string    `json:"number"`
	Issuer       string    `json:"issuer"`
	IssuedOn     day.Day   `json:"issued_on"`
	ValidUntil   day.Day   `json:"valid_until"`
	Document     []byte    `json:"-"` // PDF, PNG or JPEG; nil: none
	DocumentName string    `json:"-"`
}

const maxDocument = 5 << 20 // bytes

// cleaned is the input as it is stored; bad gathers what is wrong with it.
func (in NewCertificate) cleaned(bad *input.Errors) NewCertificate {
	if !slices.Contains(Kinds, in.Kind) {
		bad.Add("kind", "certificate.kind_unknown")
	}
	if in.Kind == KindOCOP && (in.Stars < 3 || in.Stars > 5) || in.Kind != KindOCOP && in.Stars != 0 {
		bad.Add("stars", "certificate.stars_range")
	}
	if in.Score != nil && !(0 <= *in.Score && *in.Score <= 100) {
		bad.Add("score", "certificate.score_range")
	}
	in.RuleSet = bad.Line("rule_set", in.RuleSet, 0, 100)
	in.Number = bad.Line("number", in.Number, 1, 100)
	in.Issuer = bad.Line("issuer", in.Issuer, 1, 200)
	in.checkDays(bad)
	in.cleanDocument(bad)
	return in
}

func (in *NewCertificate) checkDays(bad *input.Errors) {
	checkDay(bad, "issued_on", in.IssuedOn)
	checkDay(bad, "valid_until", in.ValidUntil)
	if in.ValidUntil.Before(in.IssuedOn) {
		bad.Add("valid_until", "certificate.ends_before_issue")
	}
}

// cleanDocument keeps a document of a kind that cannot run anything when it is
// opened, under a plain file name.
func (in *NewCertificate) cleanDocument(bad *input.Errors) {
	if len(in.Document) == 0 {
		in.Document, in.DocumentName = nil, ""
		return
	}
	if len(in.Document) > maxDocument {
		bad.Add("document", "document.too_large")
	}
	if DocumentType(in.Document) == "" {
		bad.Add("document", "document.format")
	}
	name := path.Base(strings.ReplaceAll(in.DocumentName, `\`, "/"))
	in.DocumentName = bad.Line("document_name", name, 1, 150)
}

// DocumentType is the media type that a document's first bytes show; empty if
// it is none of those that are kept.
func DocumentType(document []byte) string {
	for _, t := range []struct{ magic, name string }{
		{"%PDF-", "application/pdf"},
		{"\x89PNG\r\n\x1a\n", "image/png"},
		{"\xff\xd8\xff", "image/jpeg"},
	} {
		if bytes.HasPrefix(document, []byte(t.magic)) {
			return t.name
		}
	}
	return ""
}
