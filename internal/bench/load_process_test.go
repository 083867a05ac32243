package bench

import (
	"bytes"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// process is a server that is measured.
type process struct {
	url string
	cmd *exec.Cmd
}

// start runs the command until the test ends, and returns when it answers at
// addr.
func start(t testing.TB, cmd *exec.Cmd, addr, healthy string) *process {
	t.Helper()
	log, err := os.Create(filepath.Join(t.TempDir(), "log"))
	must(t, err)
	defer log.Close()
	cmd.Stdout, cmd.Stderr = log, log
	must(t, cmd.Start())
	ended := make(chan struct{})
	go func() { cmd.Wait(); close(ended) }()
	t.Cleanup(func() {
		cmd.Process.Signal(syscall.SIGTERM)
		<-ended
		if t.Failed() {
			t.Logf("%s said at its end:\n%s", filepath.Base(cmd.Path), tail(log.Name()))
		}
	})
	p := &process{"http://" + addr, cmd}
	for deadline := time.Now().Add(time.Minute); !p.answers(healthy); time.Sleep(20 * time.Millisecond) {
		select {
		case <-ended:
			t.Fatalf("%s ended:\n%s", cmd.Path, tail(log.Name()))
		default:
		}
		if time.Now().After(deadline) {
			t.Fatalf("%s does not answer:\n%s", cmd.Path, tail(log.Name()))
		}
	}
	return p
}

func (p *process) answers(path string) bool {
	resp, err := http.Get(p.url + path)
	if err != nil {
		return false
	}
	resp.Body.Close()
	return resp.StatusCode == http.StatusOK
}

// tail is the end of a log.
func tail(name string) []byte {
	text, err := os.ReadFile(name)
	if err != nil {
		return []byte(err.Error())
	}
	return text[max(0, len(text)-2000):]
}

// freeAddr is an address where nobody listens.
func freeAddr(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer l.Close()
	return l.Addr().String()
}

// serve runs the real service behind a proxy, which the loader plays.
func (w *loadWorld) serve(t *testing.T) {
	t.Helper()
	addr := freeAddr(t)
	w.service = start(t, w.command("serve", "TEMGOC_ADDR="+addr, "TEMGOC_DRAIN_SECONDS=0", "TEMGOC_TRUSTED_PROXIES=127.0.0.1"), addr, "/readyz")
}

// temgoc runs the command to its end.
func (w *loadWorld) temgoc(t *testing.T, verb string, args ...string) {
	t.Helper()
	cmd := w.command(verb)
	cmd.Args = append(cmd.Args, args...)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("temgoc %s: %v\n%s", verb, err, out)
	}
}

// command is the binary that make built, in the settings of this world.
func (w *loadWorld) command(verb string, settings ...string) *exec.Cmd {
	cmd := exec.Command("../../bin/temgoc", verb)
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "TEMGOC_") {
			cmd.Env = append(cmd.Env, v)
		}
	}
	cmd.Env = append(cmd.Env,
		"TEMGOC_DATABASE_URL="+w.postgres.URL,
		"TEMGOC_REDIS_URL="+w.redis.URL,
		"TEMGOC_PUBLIC_URL=https://"+loadHost,
		"TEMGOC_KEYS_DIR="+w.keys(),
	)
	cmd.Env = append(cmd.Env, settings...)
	return cmd
}

// startBare runs a server of net/http that writes the page and does nothing else.
func startBare(t *testing.T, page []byte) *process {
	t.Helper()
	file := filepath.Join(t.TempDir(), "page.html")
	must(t, os.WriteFile(file, page, 0o600))
	addr := freeAddr(t)
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "BE_BARE="+file, "BARE_ADDR="+addr)
	return start(t, cmd, addr, "/")
}

func serveBare(file string) {
	page, err := os.ReadFile(file)
	if err == nil {
		err = http.ListenAndServe(os.Getenv("BARE_ADDR"), http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Header().Set("Content-Length", strconv.Itoa(len(page)))
			w.Write(page)
		}))
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// cpu is the processor time that the process and its children took so far.
func cpu(t testing.TB, pid int) time.Duration {
	t.Helper()
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	must(t, err)
	ticks := 0
	for _, name := range stats {
		if text, err := os.ReadFile(name); err == nil { // else it ended in the meantime
			ticks += ticksOf(text, strconv.Itoa(pid))
		}
	}
	return time.Duration(ticks) * 10 * time.Millisecond // USER_HZ is 100 on all Linux
}

// ticksOf reads one /proc/PID/stat (proc(5)): utime and stime of the process or
// of a child of it, and cutime and cstime of the process, which its ended
// children left it.
func ticksOf(stat []byte, pid string) (sum int) {
	number, rest, _ := bytes.Cut(stat, []byte(" "))
	fields := bytes.Fields(rest[bytes.LastIndexByte(rest, ')')+1:]) // from the third, the state
	const parent, utime, cutime, after = 4 - 3, 14 - 3, 16 - 3, 18 - 3
	switch {
	case string(number) == pid:
		fields = fields[utime:after]
	case string(fields[parent]) == pid:
		fields = fields[utime:cutime]
	default:
		return 0
	}
	for _, f := range fields {
		ticks, _ := strconv.Atoi(string(f)) // the kernel writes numbers
		sum += ticks
	}
	return sum
}
