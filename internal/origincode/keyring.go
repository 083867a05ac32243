package origincode

import (
	"cmp"
	"crypto"
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
)

// KID names a key, 0 to 31; it is printed as one character of the alphabet and
// never used again for another seed.
type KID uint8

func (k KID) String() string { return alphabet[k&31 : k&31+1] }

// ParseKID reads the one character.
func ParseKID(s string) (KID, error) {
	if len(s) != 1 || values[s[0]] == 0xFF {
		return 0, fmt.Errorf("key id %q: want one of %s", s, alphabet)
	}
	return KID(values[s[0]]), nil
}

// Seed is a key as kept in its file. A zero time means never.
type Seed struct {
	KID       KID
	Secret    [32]byte
	NotBefore time.Time // issues from then on
	NotAfter  time.Time // issues until then; verifies for ever
	Revoked   time.Time // set: nothing under it is genuine
}

// key is what a seed derives, HKDF-SHA256 without salt, 32 bytes each.
type key struct {
	Seed
	public  ed25519.PublicKey
	signer  crypto.Signer
	mac     []byte
	mask    []byte
	pin     []byte
	sealers sync.Pool // of *Sealer: an HMAC state is costly to make
}

// Ring holds the keys by their id. It is not changed after NewRing, so it is
// safe for concurrent use.
type Ring struct {
	keys [32]*key
}

// NewRing derives the keys of the seeds.
func NewRing(seeds ...Seed) (*Ring, error) {
	r := &Ring{}
	for _, s := range seeds {
		if s.KID > 31 {
			return nil, fmt.Errorf("key id %d: at most 31", s.KID)
		}
		if r.keys[s.KID] != nil {
			return nil, fmt.Errorf("key id %s is there twice", s.KID)
		}
		k, err := deriveKey(s)
		if err != nil {
			return nil, fmt.Errorf("key %s: %w", s.KID, err)
		}
		r.keys[s.KID] = k
	}
	return r, nil
}

func deriveKey(s Seed) (*key, error) {
	var first error
	derive := func(info string) []byte {
		b, err := hkdf.Key(sha256.New, s.Secret[:], nil, info, 32)
		first = cmp.Or(first, err)
		return b
	}
	k := &key{
		Seed: s,
		mac:  derive("temgoc unit mac v1"),
		mask: derive("temgoc unit mask v1"),
		pin:  derive("temgoc unit pin v1"),
	}
	seed := derive("temgoc ed25519 v1")
	if first != nil {
		return nil, first
	}
	private := ed25519.NewKeyFromSeed(seed)
	k.public = private.Public().(ed25519.PublicKey)
	k.signer = private
	k.sealers.New = func() any { return newSealer(k) }
	return k, nil
}

// ErrNoIssuingKey means that no key may issue now.
var ErrNoIssuingKey = errors.New("no key may issue now")

// Issuing is the key that new codes are made under: the one that began last of
// those that may issue at now.
func (r *Ring) Issuing(now time.Time) (KID, error) {
	var best *key
	for _, k := range r.keys {
		if k == nil || !k.issues(now) {
			continue
		}
		if best == nil || k.NotBefore.After(best.NotBefore) {
			best = k
		}
	}
	if best == nil {
		return 0, ErrNoIssuingKey
	}
	return best.KID, nil
}

func (k *key) issues(now time.Time) bool {
	return k.Revoked.IsZero() &&
		!now.Before(k.NotBefore) &&
		(k.NotAfter.IsZero() || now.Before(k.NotAfter))
}

// find is the key to check a code with.
func (r *Ring) find(id KID) (*key, error) {
	k := r.keys[id&31]
	if k == nil {
		return nil, fmt.Errorf("key %s: %w", id, ErrKey)
	}
	if !k.Revoked.IsZero() {
		return nil, fmt.Errorf("key %s: %w", id, ErrRevoked)
	}
	return k, nil
}

// KIDs lists the ids in the ring, ascending.
func (r *Ring) KIDs() []KID {
	var ids []KID
	for _, k := range r.keys {
		if k != nil {
			ids = append(ids, k.KID)
		}
	}
	return slices.Clip(ids)
}
