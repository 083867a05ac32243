package web

import (
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/input"
	"temgoc/internal/lookup"
	"temgoc/internal/origincode"
)

// lookupAnswer is the scan page for programs. Numbers of units and batches are
// not in it: they would tell how much a producer makes.
type lookupAnswer struct {
	Verdict lookup.Verdict `json:"verdict"`
	Reason  lookup.Reason  `json:"reason,omitempty"` // of not_ours
	Title   Bilingual      `json:"title"`
	Text    Bilingual      `json:"text"`
	AsOf    time.Time      `json:"as_of,omitzero"` // how old the facts are, when today's could not be read

	Code   lookupCode    `json:"code"`
	Named  *lookupNamed  `json:"named_product,omitempty"` // by a code that proves nothing
	Goods  *lookupGoods  `json:"goods,omitempty"`         // nil unless the code is ours
	Checks *lookupChecks `json:"checks,omitempty"`        // nil when the store is away
}

// lookupCode is what was asked about; all but its text only when it is proved.
type lookupCode struct {
	Text   string `json:"text"`
	Kind   string `json:"kind,omitempty"`
	GTIN   string `json:"gtin,omitempty"`
	Serial string `json:"serial,omitempty"`
	Lot    string `json:"lot,omitempty"`

	// What verifies it: the key is in the set of public keys at JWKS, and
	// signs what is Signed. A compact code has no signature.
	KeyID     string `json:"key_id,omitempty"`
	JWKS      string `json:"jwks,omitempty"`
	Signed    string `json:"signed,omitempty"`
	Signature string `json:"signature,omitempty"`
}

type lookupNamed struct {
	GTIN   string `json:"gtin"`
	NameVI string `json:"name_vi"`
	NameEN string `json:"name_en"`
	Maker  string `json:"maker"`
}

// lookupChecks tells of the shoppers' scans; asking is none.
type lookupChecks struct {
	Stamp   string    `json:"stamp,omitempty"` // waiting, active or voided; none of a batch's code
	Scans   int       `json:"scans"`
	Devices int       `json:"devices"`
	FirstAt time.Time `json:"first_at,omitzero"`
	LastAt  time.Time `json:"last_at,omitzero"`
}

// apiLookup answers any site's page, for the answer is public and depends on
// no cookie.
func (s *Server) apiLookup(c *gin.Context) error {
	c.Header("Access-Control-Allow-Origin", "*")
	text := c.Query("code")
	if strings.TrimSpace(text) == "" {
		return input.Error{Field: "code", Problem: "text.missing"}
	}
	a, err := s.peek(c, text)
	if err != nil {
		return err
	}
	return writeJSON(c, answerStatus(a), s.lookupAnswerOf(a))
}

func (s *Server) lookupAnswerOf(a lookup.Answer) lookupAnswer {
	vi, en := s.languages.byTag["vi"], s.languages.byTag["en"]
	inVI, inEN := s.verdictWords(vi, a), s.verdictWords(en, a)
	answer := lookupAnswer{
		Verdict: a.Verdict,
		Reason:  a.Reason,
		Title:   Bilingual{inVI.Title, inEN.Title},
		Text:    Bilingual{strings.Join(inVI.Lines, "\n"), strings.Join(inEN.Lines, "\n")},
		AsOf:    a.AsOf,
		Code:    lookupCode{Text: a.Text},
	}
	if a.Card != nil {
		answer.Named = &lookupNamed{a.Card.GTIN.String(), a.Card.NameVI, a.Card.NameEN, a.Card.OrgName}
	}
	if a.View == nil {
		return answer
	}
	answer.Code = s.lookupCodeOf(a)
	answer.Goods = s.lookupGoodsOf(a.View)
	if len(a.Recalls) > 0 {
		r := a.Recalls[0]
		answer.Goods.Recall = &lookupRecall{r.Reason, r.Instruction, r.Contact, r.Cause != nil, r.DeclaredAt}
	}
	if a.AsOf.IsZero() {
		answer.Checks = lookupChecksOf(a)
	}
	return answer
}

func (s *Server) lookupCodeOf(a lookup.Answer) lookupCode {
	code := lookupCode{
		Text:   a.Text,
		Kind:   a.Code.Kind.String(),
		GTIN:   a.Code.GTIN.String(),
		Serial: a.Code.Serial,
		Lot:    a.Code.Lot.String(),
		KeyID:  a.Code.KID.String(),
		JWKS:   s.codeBase() + "/.well-known/jwks.json",
	}
	if a.Code.Sig != "" {
		code.Signature, code.Signed = a.Code.Sig, a.Code.Elements()
	}
	return code
}

func lookupChecksOf(a lookup.Answer) *lookupChecks {
	checks := &lookupChecks{
		Scans:   a.State.Scans,
		Devices: a.State.Devices,
		FirstAt: a.State.FirstAt,
		LastAt:  a.State.LastAt,
	}
	if a.Code.Kind != origincode.Batch {
		checks.Stamp = string(a.State.Stamp)
	}
	return checks
}

// lookupOCOP is what a product's stars are worth today.
type lookupOCOP struct {
	State      catalog.CertState `json:"state"`
	Stars      int               `json:"stars"` // 0 unless they may be used today
	ValidUntil day.Day           `json:"valid_until,omitzero"`
	LapsedOn   day.Day           `json:"lapsed_on,omitzero"`  // the first day after
	RevokedOn  day.Day           `json:"revoked_on,omitzero"` // the first day on which it was not valid
	Text       Bilingual         `json:"text"`
}

func (s *Server) lookupOCOPOf(certs []catalog.Certificate) lookupOCOP {
	cert, state := catalog.OCOP(certs, s.today())
	vi := ocopOf(s.languages.byTag["vi"], certs, s.today())
	en := ocopOf(s.languages.byTag["en"], certs, s.today())
	ocop := lookupOCOP{State: state, Stars: vi.Stars, ValidUntil: cert.ValidUntil, Text: Bilingual{vi.Text, en.Text}}
	switch state {
	case catalog.CertLapsed:
		ocop.LapsedOn = cert.ValidUntil.AddDays(1)
	case catalog.CertRevoked:
		ocop.RevokedOn = cert.RevokedOn
	}
	return ocop
}
