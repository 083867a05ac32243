package trace

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"

	"temgoc/internal/epcis"
)

// position is where a page ended: the order's values of its last event, and how
// many events all pages had until there. The zero position is the beginning.
type position struct {
	Query []byte   `json:"q"` // which query it belongs to
	Keys  []string `json:"k"`
	Given int      `json:"n"`
}

// token is not signed: whoever makes one of their own sees no more than they
// may, only another part of it.
func (p position) token(q epcis.Query) string {
	p.Query = fingerprint(q)
	b, err := json.Marshal(p)
	if err != nil {
		panic("trace: a position of text and numbers cannot be written: " + err.Error())
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

func parseToken(q epcis.Query, token string) (p position, err error) {
	if token == "" {
		return position{}, nil
	}
	b, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil || json.Unmarshal(b, &p) != nil {
		return position{}, ErrBadToken
	}
	if !bytes.Equal(p.Query, fingerprint(q)) || p.token(q) != token || len(p.Keys) != orderKeys(q.Order) || !p.within(q) {
		return position{}, ErrBadToken
	}
	return p, nil
}

// within tells whether there can be a page after so many events.
func (p position) within(q epcis.Query) bool {
	return p.Given > 0 && (q.Limit == 0 || p.Given < q.Limit)
}

// fingerprint tells queries apart, whatever page of them is asked for.
func fingerprint(q epcis.Query) []byte {
	q.PerPage, q.NextPageToken = 0, ""
	b, err := json.Marshal(q)
	if err != nil {
		panic("trace: a query of text and numbers cannot be written: " + err.Error())
	}
	sum := sha256.Sum256(b)
	return sum[:12]
}
