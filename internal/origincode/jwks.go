package origincode

import (
	"encoding/base64"
	"encoding/json"
)

// jwk is a public key by RFC 8037 (OKP); nbf, exp and revoked are seconds since
// 1970, absent for never.
type jwk struct {
	KTY     string `json:"kty"`
	CRV     string `json:"crv"`
	X       string `json:"x"`
	KID     string `json:"kid"`
	Use     string `json:"use"`
	Alg     string `json:"alg"`
	NBF     int64  `json:"nbf,omitempty"`
	EXP     int64  `json:"exp,omitempty"`
	Revoked int64  `json:"revoked,omitempty"`
}

// JWKS is the set of public keys, a JSON document by RFC 7517.
func (r *Ring) JWKS() ([]byte, error) {
	set := struct {
		Keys []jwk `json:"keys"`
	}{Keys: []jwk{}}
	for _, k := range r.keys {
		if k != nil {
			set.Keys = append(set.Keys, k.jwk())
		}
	}
	return json.Marshal(set)
}

func (k *key) jwk() jwk {
	j := jwk{
		KTY: "OKP", CRV: "Ed25519", Use: "sig", Alg: "EdDSA",
		X:   base64.RawURLEncoding.EncodeToString(k.public),
		KID: k.KID.String(),
	}
	if !k.NotBefore.IsZero() {
		j.NBF = k.NotBefore.Unix()
	}
	if !k.NotAfter.IsZero() {
		j.EXP = k.NotAfter.Unix()
	}
	if !k.Revoked.IsZero() {
		j.Revoked = k.Revoked.Unix()
	}
	return j
}
