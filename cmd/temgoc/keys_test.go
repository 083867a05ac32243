package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"temgoc/internal/origincode"
)

func TestMakeKeyThenLoad(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "keys")
	now := time.Now()
	for want := range origincode.KID(2) {
		if id, err := makeKey(dir, now.Add(time.Duration(want)*time.Hour)); err != nil || id != want {
			t.Fatalf("made key %v, %v; want %v", id, err, want)
		}
	}
	ring, err := loadRing(dir)
	if err != nil {
		t.Fatal(err)
	}
	for at, want := range map[time.Time]origincode.KID{now.Add(time.Minute): 0, now.Add(2 * time.Hour): 1} {
		if id, err := ring.Issuing(at); err != nil || id != want {
			t.Errorf("issuing key at %v: %v, %v; want %v", at, id, err, want)
		}
	}
	secret, err := loadServerSecret(dir)
	if err != nil {
		t.Fatal(err)
	}
	if string(secret.derive("a")) == string(secret.derive("b")) {
		t.Error("two purposes have one key")
	}
	files, _ := os.ReadDir(dir)
	for _, f := range files {
		if info, err := f.Info(); err != nil || info.Mode().Perm() != 0o400 {
			t.Errorf("%s: mode %v, %v; want 0400", f.Name(), info.Mode(), err)
		}
	}
}

func TestLoadRingRefuses(t *testing.T) {
	t.Parallel()
	good := `{"kid": "A", "seed": "` + strings.Repeat("0a", 32) + `"}`
	for _, tt := range []struct{ name, file, text, want string }{
		{"nothing", "", "", "temgoc keygen"},
		{"another id", "B.key.json", good, "holds key A"},
		{"unknown field", "A.key.json", `{"kid": "A", "colour": "red"}`, "colour"},
		{"short seed", "A.key.json", `{"kid": "A", "seed": "0a"}`, "64 hex digits"},
		{"not hex", "A.key.json", strings.Replace(good, "0a", "zz", 1), "invalid byte"},
		{"bad id", "U.key.json", strings.Replace(good, `"A"`, `"U"`, 1), "key id"},
		{"not JSON", "A.key.json", "seed", "invalid character"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			if tt.file != "" {
				if err := os.WriteFile(filepath.Join(dir, tt.file), []byte(tt.text), 0o400); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := loadRing(dir); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q in it", err, tt.want)
			}
		})
	}
}

// A key that is there and cannot be read is never replaced by a new one.
func TestEnsureKey(t *testing.T) {
	t.Parallel()
	dir, now := filepath.Join(t.TempDir(), "keys"), time.Now()
	count := func() int {
		names, _ := filepath.Glob(filepath.Join(dir, "*"+keySuffix))
		return len(names)
	}
	for _, tt := range []struct {
		at   time.Time
		want int
	}{{now, 1}, {now, 1}, {now.Add(keyIssuesFor - time.Hour), 1}, {now.Add(keyIssuesFor + time.Hour), 2}} {
		if err := ensureKey(dir, tt.at); err != nil || count() != tt.want {
			t.Errorf("at %v: %d keys, %v; want %d", tt.at, count(), err, tt.want)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "Z.key.json"), []byte("damaged"), 0o400); err != nil {
		t.Fatal(err)
	}
	if err := ensureKey(dir, now); err == nil || count() != 3 {
		t.Errorf("beside a damaged key: %d keys, %v; want 3 and an error", count(), err)
	}
}
