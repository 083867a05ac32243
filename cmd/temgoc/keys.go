package main

import (
	"bytes"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"temgoc/internal/origincode"
)

// A keys folder holds K.key.json for every key id K, and server.secret. All are
// of mode 0400 and are written once; a key is revoked by adding "revoked" with
// its time by hand, and its file stays, so that the id is not used again.
const (
	keySuffix        = ".key.json"
	serverSecretFile = "server.secret"

	// A key issues for a year and a month, so that the next one has time to
	// take over.
	keyIssuesFor = 396 * 24 * time.Hour
)

// keyFile is one K.key.json. Absent times mean never.
type keyFile struct {
	KID       string    `json:"kid"`
	Seed      string    `json:"seed"` // 32 bytes in hex
	NotBefore time.Time `json:"not_before,omitzero"`
	NotAfter  time.Time `json:"not_after,omitzero"`
	Revoked   time.Time `json:"revoked,omitzero"`
}

// loadRing reads every key of the folder.
func loadRing(dir string) (*origincode.Ring, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*"+keySuffix))
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("no key in %s: make one with temgoc keygen --keys %s", dir, dir)
	}
	var seeds []origincode.Seed
	for _, name := range names {
		s, err := readKey(name)
		if err != nil {
			return nil, fmt.Errorf("key file %s: %w", name, err)
		}
		seeds = append(seeds, s)
	}
	return origincode.NewRing(seeds...)
}

func readKey(name string) (origincode.Seed, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return origincode.Seed{}, err
	}
	var f keyFile
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&f); err != nil {
		return origincode.Seed{}, err
	}
	s := origincode.Seed{NotBefore: f.NotBefore, NotAfter: f.NotAfter, Revoked: f.Revoked}
	if s.KID, err = origincode.ParseKID(f.KID); err != nil {
		return s, err
	}
	if !strings.HasPrefix(filepath.Base(name), f.KID+".") {
		return s, fmt.Errorf("holds key %s", f.KID)
	}
	if len(f.Seed) != hex.EncodedLen(len(s.Secret)) {
		return s, errors.New("seed is not 64 hex digits")
	}
	_, err = hex.Decode(s.Secret[:], []byte(f.Seed))
	return s, err
}

// makeKey writes a new key under the first id that has no file, and the server
// secret if there is none yet.
func makeKey(dir string, now time.Time) (origincode.KID, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return 0, err
	}
	if err := makeServerSecret(dir); err != nil {
		return 0, err
	}
	for id := range origincode.KID(32) {
		err := writeSecret(keyPath(dir, id), newKeyFile(id, now))
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		return id, err
	}
	return 0, fmt.Errorf("all 32 key ids of %s are used", dir)
}

func newKeyFile(id origincode.KID, now time.Time) []byte {
	text, err := json.MarshalIndent(keyFile{
		KID:       id.String(),
		Seed:      randomHex(),
		NotBefore: now.UTC().Truncate(time.Second),
		NotAfter:  now.UTC().Truncate(time.Second).Add(keyIssuesFor),
	}, "", "  ")
	if err != nil {
		panic(err) // of strings and times
	}
	return append(text, '\n')
}

func keyPath(dir string, id origincode.KID) string {
	return filepath.Join(dir, id.String()+keySuffix)
}

func makeServerSecret(dir string) error {
	err := writeSecret(filepath.Join(dir, serverSecretFile), []byte(randomHex()+"\n"))
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	return err
}

// writeSecret never overwrites: fs.ErrExist.
func writeSecret(name string, text []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o400)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	return errors.Join(err, f.Sync(), f.Close())
}

func randomHex() string {
	var b [32]byte
	rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

// serverSecret derives what keeps cookies, addresses and cache values apart
// from the keys that sign codes.
type serverSecret struct{ seed []byte }

func loadServerSecret(dir string) (serverSecret, error) {
	name := filepath.Join(dir, serverSecretFile)
	text, err := os.ReadFile(name)
	if err != nil {
		return serverSecret{}, fmt.Errorf("server secret: %w; temgoc keygen makes it", err)
	}
	seed, err := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(seed) != 32 {
		return serverSecret{}, fmt.Errorf("server secret %s: want 64 hex digits", name)
	}
	return serverSecret{seed}, nil
}

// derive is HKDF-SHA256 for one purpose.
func (s serverSecret) derive(purpose string) []byte {
	b, err := hkdf.Key(sha256.New, s.seed, nil, purpose, 32)
	if err != nil {
		panic(err) // only a wrong length
	}
	return b
}
