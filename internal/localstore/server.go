package localstore

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"time"
)

const (
	startTimeout = 2 * time.Minute // recovery after a crash is included
	stopTimeout  = 10 * time.Second
	pollInterval = 20 * time.Millisecond
)

// Server is a running Postgres or Redis.
type Server struct {
	URL string // as pgx and go-redis take it

	program program
	process *os.Process
	ended   chan struct{}
}

// program is what the two servers do differently.
type program struct {
	name     string // also of the log file
	path     string
	args     []string
	home     string           // working folder, named in args: the sign of our own orphans
	scratch  string           // folder to remove at the end, may be empty
	pidFiles []string         // begin with the number of the process
	signals  []syscall.Signal // to stop: the gentle one first
	owner    *owner
}

// start runs the program until Stop; ctx bounds only the time until ready says
// that it serves.
func (f *Folder) start(ctx context.Context, p program, url string, ready func(context.Context) error) (*Server, error) {
	s, err := f.launch(p, url)
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(p.scratch))
	}
	if err := s.await(ctx, ready); err != nil {
		return nil, errors.Join(fmt.Errorf("%w; see %s", err, f.logName(p.name)), s.Stop())
	}
	return s, nil
}

func (f *Folder) launch(p program, url string) (*Server, error) {
	if err := p.stopOrphan(); err != nil {
		return nil, err
	}
	log, err := f.logFile(p.name)
	if err != nil {
		return nil, err
	}
	defer log.Close() // the child has its own
	cmd := p.command(p.path, p.args, log)
	if err := cmd.Start(); err != nil {
		return nil, p.startError(err)
	}
	s := &Server{URL: url, program: p, process: cmd.Process, ended: make(chan struct{})}
	go func() {
		cmd.Wait() // its error says no more than the log
		close(s.ended)
	}()
	return s, nil
}

func (p program) command(path string, args []string, log *os.File) *exec.Cmd {
	cmd := exec.Command(path, args...)
	cmd.Dir = p.home
	cmd.Stdout, cmd.Stderr = log, log
	cmd.SysProcAttr = p.owner.attributes()
	// Without the caller's PGDATA, PGPORT and locale, which may not exist here.
	cmd.Env = slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "PG") })
	cmd.Env = append(cmd.Env, "LC_ALL=C")
	return cmd
}

func (p program) startError(err error) error {
	if errors.Is(err, fs.ErrPermission) && p.owner != nil {
		return fmt.Errorf("choose a folder such as /var/lib/temgoc, for user %d, who runs %s, cannot reach %s", p.owner.uid, p.name, p.home)
	}
	return fmt.Errorf("start %s: %w", p.name, err)
}

func (f *Folder) logName(program string) string { return f.join(program + ".log") }

// logFile begins anew with every start, so that it stays small.
func (f *Folder) logFile(program string) (*os.File, error) {
	return os.OpenFile(f.logName(program), os.O_CREATE|os.O_WRONLY|os.O_TRUNC|os.O_APPEND, 0o600)
}

func (s *Server) await(ctx context.Context, ready func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	for {
		err := ready(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-s.ended:
			return fmt.Errorf("%s did not start", s.program.name)
		case <-ctx.Done():
			return fmt.Errorf("%s does not answer (%w): %w", s.program.name, err, ctx.Err())
		case <-time.After(pollInterval):
		}
	}
}

// Done is closed when the server has ended, by Stop or by itself.
func (s *Server) Done() <-chan struct{} { return s.ended }

// Stop ends the server and returns when it has: Postgres has written a
// checkpoint then.
func (s *Server) Stop() error {
	defer os.RemoveAll(s.program.scratch)
	for _, signal := range append(s.program.signals, syscall.SIGKILL) {
		s.process.Signal(signal) // fails only if it has ended, as we see next
		select {
		case <-s.ended:
			return nil
		case <-time.After(stopTimeout):
		}
	}
	return fmt.Errorf("%s (process %d) does not end", s.program.name, s.process.Pid)
}
