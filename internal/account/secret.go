package account

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
)

// newSecret is 256 random bits, in letters that survive being read aloud.
// Being random, it needs no slow hash and no salt.
func newSecret() string {
	var b [32]byte
	rand.Read(b[:]) // never fails
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(b[:])
}

// digest is what is stored of a secret. Looking it up by equality tells an
// attacker nothing by its time: he cannot choose a digest's first bytes.
func digest(secret string) []byte {
	sum := sha256.Sum256([]byte(secret))
	return sum[:]
}
