package localstore

import (
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// As root, what follows runs again in a process of an ordinary user.
func TestOrdinaryUser(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		t.Log("these tests run as an ordinary user already")
		return
	}
	dir := tempDir(t)
	o, err := unprivileged()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := o.chown(dir); err != nil {
		t.Fatal(err)
	}
	closed := filepath.Join(t.TempDir(), "closed")
	for _, tt := range []struct{ dir, want string }{
		{dir, "ready"},
		{closed, "choose another folder, this one is not writable"},
	} {
		if got := firstLineAs(t, o, dir, tt.dir); !strings.HasPrefix(got, tt.want) {
			t.Errorf("folder %s: got %q, want %q", tt.dir, got, tt.want)
		}
	}
	// What an ordinary user began, root goes on with in that user's name.
	f := mustOpen(t, dir)
	for _, start := range []func(context.Context) (*Server, error){f.throwaway, f.StartRedis} {
		s := mustStart(t, start)
		if got := mustOwner(t, s.program.home); got != o.uid {
			t.Errorf("owner of %s's data: got %d, want %d", s.program.name, got, o.uid)
		}
	}
}

func mustOwner(t *testing.T, path string) int {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return int(info.Sys().(*syscall.Stat_t).Uid)
}

// firstLineAs starts stores in dir as the owner and returns what the starter
// says, then kills it. The test binary is copied to where the owner can run it.
func firstLineAs(t *testing.T, o *owner, reach, dir string) string {
	t.Helper()
	exe := filepath.Join(filepath.Dir(reach), "starter")
	if err := copyFile(exe, os.Args[0]); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe)
	cmd.Dir = reach
	cmd.Env = append(os.Environ(), "LOCALSTORE_CHILD="+dir)
	cmd.SysProcAttr = o.attributes()
	return firstLine(t, cmd)
}

func copyFile(to, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o755)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		return err
	}
	return out.Close()
}

func TestFolderOutOfReach(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		t.Log("an ordinary user's servers reach what the user does")
		return
	}
	f := mustOpen(t, filepath.Join(t.TempDir(), "data")) // whose parent is closed
	for name, start := range map[string]func() (*Server, error){
		"postgres": func() (*Server, error) { return f.throwaway(t.Context()) },
		"redis":    func() (*Server, error) { return f.StartRedis(t.Context()) },
	} {
		if _, err := start(); err == nil || !strings.Contains(err.Error(), "choose a folder such as /var/lib/temgoc") {
			t.Errorf("%s: got %v, want advice", name, err)
		}
	}
}
