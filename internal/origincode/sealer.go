package origincode

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"

	"temgoc/internal/gs1"
)

// A compact serial is deterministic authenticated encryption in the SIV manner,
// 100 bits in 20 characters:
//
//	kid (5) | tag (48) | body (47)
//
//	tag  = first 48 bits of HMAC(mac,  "temgoc/unit/v1\0" | GTIN | kid | batch, 4 bytes BE | unit, 4 bytes BE)
//	body = batch<<20|unit XOR first 47 bits of HMAC(mask, "temgoc/mask/v1\0" | GTIN | kid | tag, 6 bytes)
//
// Neighbours are not guessable, volumes do not leak, and a forgery succeeds
// with probability 2^-48 a try.
const (
	unitDomain = "temgoc/unit/v1\x00"
	maskDomain = "temgoc/mask/v1\x00"
	pinDomain  = "temgoc/pin/v1\x00"

	tagBits  = 48
	bodyBits = numberBits
)

// Characters of a serial.
const (
	CompactLength = 20
	SealedLength  = 10
)

// Sealer makes and opens the serials of one key. It holds hash states and is
// not safe for concurrent use.
type Sealer struct {
	key            *key
	mac, mask, pin hash.Hash
	msg, sum       []byte
}

func newSealer(k *key) *Sealer {
	return &Sealer{
		key:  k,
		mac:  hmac.New(sha256.New, k.mac),
		mask: hmac.New(sha256.New, k.mask),
		pin:  hmac.New(sha256.New, k.pin),
		msg:  make([]byte, 0, 64),
		sum:  make([]byte, 0, sha256.Size),
	}
}

// Sealer is the key's; a revoked key has none, since nothing under it is
// genuine.
func (r *Ring) Sealer(id KID) (*Sealer, error) {
	k, err := r.find(id)
	if err != nil {
		return nil, err
	}
	return newSealer(k), nil
}

// AppendCompact appends the 20 characters of a compact serial.
func (s *Sealer) AppendCompact(dst []byte, gtin gs1.GTIN, batch, unit uint32) []byte {
	mustFit(batch, unit)
	tag := s.tag(gtin, batch, unit)
	body := number(batch, unit) ^ s.maskOf(gtin, tag)
	dst = append(dst, alphabet[s.key.KID])
	return appendChars(dst, tag>>(64-bodyBits), tag<<bodyBits|body, CompactLength-1)
}

// openCompact is the reverse, and false if the tag does not fit. The serial has
// 20 characters of the alphabet.
func (s *Sealer) openCompact(gtin gs1.GTIN, serial string) (batch, unit uint32, ok bool) {
	hi, lo, ok := chars(serial[1:])
	if !ok {
		return 0, 0, false
	}
	tag := hi<<(64-bodyBits) | lo>>bodyBits
	body := lo & (1<<bodyBits - 1)
	batch, unit = splitNumber(body ^ s.maskOf(gtin, tag))
	// One comparison of words: it takes as long whichever bits differ.
	return batch, unit, s.tag(gtin, batch, unit)^tag == 0
}

// tag has 48 bits.
func (s *Sealer) tag(gtin gs1.GTIN, batch, unit uint32) uint64 {
	return s.firstWord(s.mac, s.unitMessage(unitDomain, gtin, batch, unit)) >> (64 - tagBits)
}

// maskOf has 47 bits.
func (s *Sealer) maskOf(gtin gs1.GTIN, tag uint64) uint64 {
	m := s.head(maskDomain, gtin)
	m = append(m, byte(tag>>40), byte(tag>>32), byte(tag>>24), byte(tag>>16), byte(tag>>8), byte(tag))
	return s.firstWord(s.mask, m) >> (64 - bodyBits)
}

// PIN is the six digits under a unit's scratch foil. Nothing of it is stored.
func (s *Sealer) PIN(gtin gs1.GTIN, batch, unit uint32) string {
	mustFit(batch, unit)
	return fmt.Sprintf("%06d", s.firstWord(s.pin, s.unitMessage(pinDomain, gtin, batch, unit))%1e6)
}

func (s *Sealer) unitMessage(domain string, gtin gs1.GTIN, batch, unit uint32) []byte {
	m := s.head(domain, gtin)
	m = binary.BigEndian.AppendUint32(m, batch)
	return binary.BigEndian.AppendUint32(m, unit)
}

func (s *Sealer) head(domain string, gtin gs1.GTIN) []byte {
	m := append(s.msg[:0], domain...)
	m = append(m, gtin.String()...)
	return append(m, byte(s.key.KID))
}

// firstWord is the first 64 bits of the HMAC of msg.
func (s *Sealer) firstWord(h hash.Hash, msg []byte) uint64 {
	h.Reset()
	h.Write(msg)
	s.sum = h.Sum(s.sum[:0])
	return binary.BigEndian.Uint64(s.sum)
}

// mustFit guards the layout: numbers come from our own database, never from a
// visitor.
func mustFit(batch, unit uint32) {
	if batch > MaxBatch || unit > MaxUnit {
		panic(fmt.Sprintf("origincode: batch %d unit %d do not fit", batch, unit))
	}
}
