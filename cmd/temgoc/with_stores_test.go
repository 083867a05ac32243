package main

import (
	"errors"
	"os"
	"strings"
	"testing"

	"temgoc/internal/localstore"
)

func TestWithStores(t *testing.T) {
	t.Parallel()
	const script = `echo "$TEMGOC_TEST_DATABASE_URL $TEMGOC_TEST_REDIS_URL $REQUIRE_STORES"; exit 7`
	status, stdout, stderr := command(t, nil, "with-stores", "--require", "--", "sh", "-c", script)
	if missing(stderr) && os.Getenv("REQUIRE_TOOLS") != "1" {
		t.Skip(stderr)
	}
	got := strings.Fields(stdout)
	if status != 7 || len(got) != 3 || got[2] != "1" {
		t.Fatalf("got status %d, %q, %q; want the command's 7 and two addresses", status, stdout, stderr)
	}
	socket := strings.TrimPrefix(got[1], "unix://")
	if _, err := os.Stat(socket); socket == got[1] || !errors.Is(err, os.ErrNotExist) {
		t.Errorf("socket %s afterwards: got %v, want it gone", got[1], err)
	}
}

func missing(complaint string) bool {
	return strings.Contains(complaint, localstore.ErrNoPostgres.Error()) ||
		strings.Contains(complaint, localstore.ErrNoRedis.Error())
}

func TestWithStoresUnknownCommand(t *testing.T) {
	t.Parallel()
	status, _, stderr := command(t, nil, "with-stores", "--", "/no/such/command")
	if missing(stderr) && os.Getenv("REQUIRE_TOOLS") != "1" {
		t.Skip(stderr)
	}
	if status != 1 || !strings.Contains(stderr, "/no/such/command") {
		t.Errorf("got status %d, %q; want 1 and the command's name", status, stderr)
	}
}
