package account

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
)

// Cost of a new hash: OWASP Password Storage Cheat Sheet, argon2id, the choice
// of 19 MiB. RFC 9106 section 3.1 gives the sizes of salt and key.
const (
	argonMemory  = 19 * 1024 // KiB
	argonTime    = 2         // passes
	argonThreads = 1
	argonSalt    = 16 // bytes
	argonKey     = 32 // bytes
)

// Bounds of what a stored hash may ask for, so that a tampered row cannot take
// the machine's memory or time.
const (
	maxArgonMemory  = 64 * 1024 // KiB
	maxArgonTime    = 8
	maxArgonThreads = 4
	maxArgonBytes   = 64 // of salt, of key
)

// argonHash is a password's hash with all that is needed to make it again.
type argonHash struct {
	memory  uint32 // KiB
	time    uint32
	threads uint8
	salt    []byte
	key     []byte
}

// hashPassword takes some 20 ms and argonMemory.
func hashPassword(password string) argonHash {
	h := emptyHash()
	h.key = h.derive(password)
	return h
}

// emptyHash is of no password, and as dear to compare with as a real one.
func emptyHash() argonHash {
	h := argonHash{
		memory:  argonMemory,
		time:    argonTime,
		threads: argonThreads,
		salt:    make([]byte, argonSalt),
		key:     make([]byte, argonKey),
	}
	rand.Read(h.salt) // never fails
	rand.Read(h.key)
	return h
}

func (h argonHash) matches(password string) bool {
	return subtle.ConstantTimeCompare(h.derive(password), h.key) == 1
}

func (h argonHash) derive(password string) []byte {
	return argon2.IDKey([]byte(normalPassword(password)), h.salt, h.time, h.memory, h.threads, uint32(len(h.key)))
}

// String is the PHC string format:
//
//	$argon2id$v=19$m=19456,t=2,p=1$salt$key   both base64 without padding
func (h argonHash) String() string {
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s",
		argon2.Version, h.memory, h.time, h.threads,
		base64.RawStdEncoding.EncodeToString(h.salt),
		base64.RawStdEncoding.EncodeToString(h.key))
}

// parseHash reads what String wrote, and nothing else.
func parseHash(s string) (argonHash, error) {
	var h argonHash
	part := strings.Split(s, "$")
	if len(part) != 6 {
		return h, fmt.Errorf("password hash of %d parts, want 6", len(part))
	}
	// What Sscanf and the decoder forgive, the comparison with String does not.
	fmt.Sscanf(part[3], "m=%d,t=%d,p=%d", &h.memory, &h.time, &h.threads)
	h.salt, _ = base64.RawStdEncoding.DecodeString(part[4])
	h.key, _ = base64.RawStdEncoding.DecodeString(part[5])
	if h.String() != s {
		return argonHash{}, fmt.Errorf("password hash is not argon2id in its canonical form")
	}
	if !h.bounded() {
		return argonHash{}, fmt.Errorf("password hash with parameters %s, out of bounds", part[3])
	}
	return h, nil
}

func (h argonHash) bounded() bool {
	return 1 <= h.time && h.time <= maxArgonTime &&
		1 <= h.threads && h.threads <= maxArgonThreads &&
		h.memory <= maxArgonMemory &&
		8 <= len(h.salt) && len(h.salt) <= maxArgonBytes &&
		16 <= len(h.key) && len(h.key) <= maxArgonBytes
}
