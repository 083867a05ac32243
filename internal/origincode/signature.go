package origincode

import (
	"crypto"
	"crypto/ed25519"
	"errors"
	"fmt"
	"strings"

	"temgoc/internal/gs1"
)

// A signature is 104 characters: kid, then the 64 bytes of Ed25519 followed by
// three zero bits. What is signed:
//
//	"temgoc/origin-code/v1\0" | kid, 1 byte | element string
//
// The element string holds every GS1 element of the URL, so adding, dropping
// or changing one breaks the signature.
const (
	signedDomain = "temgoc/origin-code/v1\x00"
	sigLength    = 1 + 103
)

// appendMessage builds what both sign and verify use.
func (c Code) appendMessage(b []byte) []byte {
	b = append(b, signedDomain...)
	b = append(b, byte(c.KID))
	return c.appendElements(b)
}

func (k *key) sign(c Code) (string, error) {
	raw, err := k.signer.Sign(nil, c.appendMessage(nil), crypto.Hash(0))
	if err != nil {
		return "", fmt.Errorf("sign: %w", err)
	}
	return k.KID.String() + crockford.EncodeToString(raw), nil
}

// verify checks c.Sig, whose length and kid are known to be right.
func (k *key) verify(c Code) bool {
	var raw [ed25519.SignatureSize + 1]byte // 103 characters are 515 bits
	n, err := crockford.Decode(raw[:], []byte(c.Sig[1:]))
	if err != nil || n != ed25519.SignatureSize {
		return false
	}
	if values[c.Sig[sigLength-1]]&7 != 0 { // the last three bits are zero
		return false
	}
	var msg [128]byte
	return ed25519.Verify(k.public, c.appendMessage(msg[:0]), raw[:n])
}

// SealUnit makes the sealed code of a unit.
func (r *Ring) SealUnit(id KID, gtin gs1.GTIN, batch, unit uint32) (Code, error) {
	mustFit(batch, unit)
	k, err := r.find(id)
	if err != nil {
		return Code{}, err
	}
	return k.sealUnit(gtin, batch, unit)
}

func (k *key) sealUnit(gtin gs1.GTIN, batch, unit uint32) (c Code, err error) {
	serial := appendChars(make([]byte, 0, SealedLength), 0, number(batch, unit), SealedLength)
	c = Code{Kind: Sealed, KID: k.KID, GTIN: gtin, Batch: batch, Unit: unit, Serial: string(serial)}
	c.Sig, err = k.sign(c)
	return c, err
}

// CompactUnit makes the compact code of a unit.
func (r *Ring) CompactUnit(id KID, gtin gs1.GTIN, batch, unit uint32) (Code, error) {
	s, err := r.Sealer(id)
	if err != nil {
		return Code{}, err
	}
	serial := s.AppendCompact(nil, gtin, batch, unit)
	return Code{Kind: Compact, KID: id, GTIN: gtin, Batch: batch, Unit: unit, Serial: string(serial)}, nil
}

// ErrLot refuses a lot that would let one signature stand for two codes: in the
// element string, lot "A(17)991231" reads as lot "A" that expires in 2099.
var ErrLot = errors.New("a lot with brackets cannot be signed")

func signable(lot gs1.Lot) bool { return !strings.ContainsAny(lot.String(), "()") }

// SignBatch makes the code of a batch. expiry is YYMMDD, or empty.
func (r *Ring) SignBatch(id KID, gtin gs1.GTIN, lot gs1.Lot, expiry string) (c Code, err error) {
	if !signable(lot) {
		return Code{}, ErrLot
	}
	k, err := r.find(id)
	if err != nil {
		return Code{}, err
	}
	c = Code{Kind: Batch, KID: id, GTIN: gtin, Lot: lot, Expiry: expiry}
	c.Sig, err = k.sign(c)
	return c, err
}

// AppendSealed appends a sealed unit's serial and signature as in its URL,
// SERIAL10?s=SIG.
func (s *Sealer) AppendSealed(dst []byte, gtin gs1.GTIN, batch, unit uint32) ([]byte, error) {
	mustFit(batch, unit)
	c, err := s.key.sealUnit(gtin, batch, unit)
	if err != nil {
		return dst, err
	}
	dst = append(dst, c.Serial...)
	return append(append(dst, "?s="...), c.Sig...), nil
}
