package main

import (
	"bytes"
	"context"
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
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"temgoc/internal/origincode"
	"temgoc/internal/pg"
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

	// A further key begins later, so that it is on every node before any of
	// them issues under it.
	keyBeginsAfter = 24 * time.Hour
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

// checkKeys refuses to start without a key that printed codes are under: they
// would be called forgeries.
func checkKeys(ctx context.Context, db pg.DB, ring *origincode.Ring, dir string) error {
	rows, err := db.Query(ctx, `
		select kid from batch
		union
		select kid from stamp_run
		order by kid`)
	if err != nil {
		return fmt.Errorf("read keys in use: %w", err)
	}
	used, err := pgx.CollectRows(rows, pgx.RowTo[int16])
	if err != nil {
		return fmt.Errorf("read keys in use: %w", err)
	}
	for _, id := range used {
		if kid := origincode.KID(id); !slices.Contains(ring.KIDs(), kid) {
			return fmt.Errorf("%s is missing, and codes under that key are printed: copy the keys folder of another node or of a backup", keyPath(dir, kid))
		}
	}
	return nil
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

// makeKey writes a new key that issues from begin on, under the first id that has
// no file, and the server secret if there is none yet.
func makeKey(dir string, begin time.Time) (origincode.KID, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return 0, err
	}
	if err := makeServerSecret(dir); err != nil {
		return 0, err
	}
	for id := range origincode.KID(32) {
		err := writeSecret(keyPath(dir, id), newKeyFile(id, begin))
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		return id, err
	}
	return 0, fmt.Errorf("all 32 key ids of %s are used", dir)
}

func newKeyFile(id origincode.KID, begin time.Time) []byte {
	begin = begin.UTC().Truncate(time.Second)
	text, err := json.MarshalIndent(keyFile{
		KID:       id.String(),
		Seed:      randomHex(),
		NotBefore: begin,
		NotAfter:  begin.Add(keyIssuesFor),
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

// writeSecret never overwrites: fs.ErrExist. The file gets its name when it is
// whole and on the disk, so that kill -9 leaves none that cannot be read.
func writeSecret(name string, text []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".secret-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(text)
	if err = errors.Join(err, f.Chmod(0o400), f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Link(f.Name(), name); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(name))
}

func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
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

// claim makes the database this secret's, or refuses to start: with another one
// every phone would be a new device, and its scans would look like copies.
func (s serverSecret) claim(ctx context.Context, db pg.DB) error {
	own := s.derive("temgoc fingerprint v1")
	var there []byte
	err := db.QueryRow(ctx, `
		with claimed as (
		    insert into server_secret (fingerprint) values ($1)
		    on conflict do nothing
		    returning fingerprint
		)
		select fingerprint from claimed
		union all
		select fingerprint from server_secret
		limit 1`, own).Scan(&there)
	if err != nil {
		return fmt.Errorf("claim database: %w", err)
	}
	if !bytes.Equal(own, there) {
		return fmt.Errorf("%s is not the one that this database is used with: copy the keys folder of another node", serverSecretFile)
	}
	return nil
}

// derive is HKDF-SHA256 for one purpose.
func (s serverSecret) derive(purpose string) []byte {
	b, err := hkdf.Key(sha256.New, s.seed, nil, purpose, 32)
	if err != nil {
		panic(err) // only a wrong length
	}
	return b
}
