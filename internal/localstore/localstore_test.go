package localstore

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/redis/go-redis/v9"
)

// TestMain is also the process that gets killed: it starts the stores of the
// folder, says so, and waits.
func TestMain(m *testing.M) {
	if dir := os.Getenv("LOCALSTORE_CHILD"); dir != "" {
		if err := serveForEver(dir); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

func serveForEver(dir string) error {
	f, err := Open(dir)
	if err != nil {
		return err
	}
	db, err := f.StartPostgres(context.Background())
	if err != nil {
		return err
	}
	cache, err := f.StartRedis(context.Background())
	if err != nil {
		return err
	}
	fmt.Println("ready", db.process.Pid, cache.process.Pid)
	select {}
}

// tempDir is one that the servers' account may pass through, as t.TempDir's
// parent is closed.
func tempDir(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.Chmod(filepath.Dir(dir), 0o711); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, "data")
}

func mustOpen(t *testing.T, dir string) *Folder {
	t.Helper()
	f, err := Open(dir)
	if err != nil {
		t.Fatalf("open folder: %v", err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func mustStart(t *testing.T, start func(context.Context) (*Server, error)) *Server {
	t.Helper()
	s, err := start(t.Context())
	if err != nil && os.Getenv("REQUIRE_TOOLS") != "1" && (errors.Is(err, ErrNoPostgres) || errors.Is(err, ErrNoRedis)) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatalf("start: %v", err)
	}
	t.Cleanup(func() { mustStop(t, s) })
	return s
}

func mustStop(t *testing.T, s *Server) {
	t.Helper()
	if err := s.Stop(); err != nil {
		t.Errorf("stop: %v", err)
	}
}

func (f *Folder) throwaway(ctx context.Context) (*Server, error) {
	return f.StartPostgres(ctx, Throwaway...)
}

func mustQuery(t *testing.T, url, sql string) (answer string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatalf("connect: %v", err)
	}
	defer conn.Close(t.Context())
	if err := conn.QueryRow(t.Context(), sql).Scan(&answer); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return answer
}

func TestPostgresKeepsDataAndSettings(t *testing.T) {
	t.Parallel()
	f := mustOpen(t, tempDir(t))
	db := mustStart(t, f.throwaway)
	for _, tt := range []struct{ setting, want string }{
		{"server_encoding", "UTF8"},
		{"listen_addresses", ""},
		{"fsync", "off"},
		{"max_connections", "300"},
	} {
		if got := mustQuery(t, db.URL, `select current_setting('`+tt.setting+`')`); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.setting, got, tt.want)
		}
	}
	mustQuery(t, db.URL, `with t as (select lo_from_bytea(4711, 'Thái Bình')) select lo_from_bytea::text from t`)
	mustStop(t, db)

	again := mustStart(t, f.throwaway)
	if got := mustQuery(t, again.URL, `select convert_from(lo_get(4711), 'UTF8')`); got != "Thái Bình" {
		t.Errorf("data after a restart: got %q, want %q", got, "Thái Bình")
	}
}

func TestRedisKeepsNothing(t *testing.T) {
	t.Parallel()
	f := mustOpen(t, tempDir(t))
	options, err := redis.ParseURL(mustStart(t, f.StartRedis).URL)
	if err != nil {
		t.Fatalf("parse url: %v", err)
	}
	client := redis.NewClient(options)
	defer client.Close()
	for name, want := range map[string]string{"save": "", "appendonly": "no", "maxmemory": "67108864", "maxmemory-policy": "allkeys-lru"} {
		got, err := client.ConfigGet(t.Context(), name).Result()
		if err != nil || got[name] != want {
			t.Errorf("%s: got %q, %v, want %q", name, got[name], err, want)
		}
	}
}

func TestServersAreNotRoot(t *testing.T) {
	t.Parallel()
	f := mustOpen(t, tempDir(t))
	for _, start := range []func(context.Context) (*Server, error){f.throwaway, f.StartRedis} {
		s := mustStart(t, start)
		info, err := os.Stat(fmt.Sprintf("/proc/%d", s.process.Pid))
		if err != nil {
			t.Fatal(err)
		}
		if uid := info.Sys().(*syscall.Stat_t).Uid; uid == 0 {
			t.Errorf("%s runs as root", s.program.name)
		}
		if info, err = os.Stat(s.program.home); err != nil || info.Mode().Perm() != 0o700 {
			t.Errorf("folder of %s: got mode %v, %v, want 0700", s.program.name, info.Mode(), err)
		}
	}
}

func TestFolderIsForOneProcess(t *testing.T) {
	t.Parallel()
	dir := tempDir(t)
	first := mustOpen(t, dir)
	if _, err := Open(dir); !errors.Is(err, ErrInUse) {
		t.Errorf("second open: got %v, want ErrInUse", err)
	}
	first.Close()
	mustOpen(t, dir)
}

func TestFolderThatCannotBe(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{file, filepath.Join(file, "below"), "/proc/temgoc"} {
		if _, err := Open(dir); err == nil || !strings.Contains(err.Error(), "choose another folder") {
			t.Errorf("open %s: got %v, want advice", dir, err)
		}
	}
}

// A socket's path may have about 100 bytes; a folder's, many more.
func TestLongPath(t *testing.T) {
	t.Parallel()
	f := mustOpen(t, filepath.Join(tempDir(t), strings.Repeat("sâu/", 40)))
	db, cache := mustStart(t, f.throwaway), mustStart(t, f.StartRedis)
	mustQuery(t, db.URL, `select 'reached'`)
	for _, s := range []*Server{db, cache} {
		mustStop(t, s)
		if _, err := os.Stat(s.program.scratch); s.program.scratch == "" || !os.IsNotExist(err) {
			t.Errorf("scratch folder %q of %s after stop: got %v, want none", s.program.scratch, s.program.name, err)
		}
	}
}

func TestOrphansAreStopped(t *testing.T) {
	t.Parallel()
	dir := tempDir(t)
	pids := killedStarter(t, dir)

	f := mustOpen(t, dir)
	db := mustStart(t, f.throwaway)
	mustStart(t, f.StartRedis)
	for _, pid := range pids {
		// Ended, though perhaps not yet waited for by its new parent.
		if line, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid)); err == nil && len(line) > 0 {
			t.Errorf("orphan %d still runs: %q", pid, line)
		}
	}
	if got := mustQuery(t, db.URL, `select 'alive'`); got != "alive" {
		t.Errorf("new server: got %q", got)
	}
}

// killedStarter runs stores in a process that is killed, and returns the
// numbers of the servers it leaves.
func killedStarter(t *testing.T, dir string) []int {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "LOCALSTORE_CHILD="+dir)
	line := firstLine(t, cmd)
	pids := make([]int, 2)
	if _, err := fmt.Sscanf(line, "ready %d %d", &pids[0], &pids[1]); err != nil {
		t.Fatalf("starter said %q: %v", line, err)
	}
	return pids
}

// firstLine kills the process when it has said something.
func firstLine(t *testing.T, cmd *exec.Cmd) string {
	t.Helper()
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, _ := bufio.NewReader(out).ReadString('\n')
	cmd.Process.Kill()
	cmd.Wait()
	return line
}

// kill -9 of the postmaster itself, with a session open that outlives it a while.
func TestPostmasterKilled(t *testing.T) {
	t.Parallel()
	f := mustOpen(t, tempDir(t))
	start := func(ctx context.Context) (*Server, error) { return f.StartPostgres(ctx) } // which syncs
	db := mustStart(t, start)
	mustQuery(t, db.URL, `with t as (select lo_from_bytea(4711, 'kept')) select lo_from_bytea::text from t`)
	db.process.Kill()
	<-db.Done()
	again := mustStart(t, start)
	if got := mustQuery(t, again.URL, `select convert_from(lo_get(4711), 'UTF8')`); got != "kept" {
		t.Errorf("data after a crash: got %q, want %q", got, "kept")
	}
}

// The number of a dead server's process now is a stranger's: ours.
func TestStrangersAreLeftAlone(t *testing.T) {
	t.Parallel()
	f := mustOpen(t, tempDir(t))
	mustStop(t, mustStart(t, f.throwaway))
	for _, name := range []string{"postmaster.pid", socketLock} {
		pid := fmt.Sprintln(os.Getppid())
		if err := os.WriteFile(filepath.Join(f.join("postgres"), name), []byte(pid), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	mustStart(t, f.throwaway)
}

func TestInterruptedInitdbLeavesNoData(t *testing.T) {
	t.Parallel()
	f := mustOpen(t, tempDir(t))
	draft := f.join("postgres.new")
	if err := os.MkdirAll(filepath.Join(draft, "base"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(draft, "PG_VERSION"), []byte("15\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	mustStart(t, f.throwaway)
	if _, err := os.Stat(draft); !os.IsNotExist(err) {
		t.Errorf("draft: got %v, want it gone", err)
	}
}

func TestDataOfAnotherVersion(t *testing.T) {
	t.Parallel()
	f := mustOpen(t, tempDir(t))
	mustStop(t, mustStart(t, f.throwaway))
	version := filepath.Join(f.join("postgres"), "PG_VERSION")
	for _, tt := range []struct{ content, want string }{
		{"99\n", "install postgresql-99 or choose another folder"},
		{"garbage", "is damaged"},
	} {
		if err := os.WriteFile(version, []byte(tt.content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := f.throwaway(t.Context()); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("version %q: got %v, want %q", tt.content, err, tt.want)
		}
	}
}
