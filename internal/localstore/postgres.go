package localstore

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"syscall"

	"github.com/jackc/pgx/v5"
)

// socketLock is the file that Postgres makes beside its socket.
const socketLock = ".s.PGSQL.5432.lock"

// Throwaway are settings for data that need not outlive the process.
var Throwaway = []string{"fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=300"}

// StartPostgres runs a Postgres in the folder, on the data of last time if
// there are any. Its only user is the superuser postgres. Settings are as in
// postgresql.conf, name=value.
func (f *Folder) StartPostgres(ctx context.Context, settings ...string) (*Server, error) {
	home := f.join("postgres")
	owner, err := ownerFor(home)
	if err != nil {
		return nil, err
	}
	major, err := dataVersion(home)
	if err != nil {
		return nil, err
	}
	in, err := choose(installations(os.Getenv("PATH"), systemFolders), major)
	if err != nil {
		return nil, err
	}
	if major == 0 {
		if err := f.initialise(in, home, owner); err != nil {
			return nil, err
		}
	}
	return f.servePostgres(ctx, in, home, owner, settings)
}

func (f *Folder) servePostgres(ctx context.Context, in installation, home string, o *owner, settings []string) (*Server, error) {
	sockets, scratch, err := socketFolder(home, socketLock, o)
	if err != nil {
		return nil, err
	}
	p := program{
		name: "postgres",
		path: filepath.Join(in.folder, "postgres"),
		args: []string{
			"-D", home,
			"-p", "5432", // part of the socket's name; no port is opened
			"-k", sockets,
			"-c", "listen_addresses=",
			"-c", "unix_socket_permissions=0700",
		},
		home:    home,
		scratch: scratch,
		pidFiles: []string{
			filepath.Join(home, "postmaster.pid"),
			filepath.Join(sockets, socketLock),
		},
		signals: []syscall.Signal{syscall.SIGINT, syscall.SIGQUIT}, // fast, then immediate shutdown
		owner:   o,
	}
	for _, s := range settings {
		p.args = append(p.args, "-c", s)
	}
	at := postgresURL(sockets)
	return f.start(ctx, p, at, func(ctx context.Context) error { return reachPostgres(ctx, at) })
}

// initialise makes the data beside their place and moves them when they are
// whole, so that kill -9 half-way leaves nothing that looks like data.
func (f *Folder) initialise(in installation, home string, o *owner) error {
	draft := home + ".new"
	log, err := f.logFile("initdb")
	if err != nil {
		return err
	}
	defer log.Close()
	for _, locale := range []string{"C.UTF-8", "C"} { // the former is not everywhere
		if err = runInitdb(in, draft, o, locale, log); err == nil {
			return os.Rename(draft, home)
		}
	}
	return fmt.Errorf("%w; see %s", err, log.Name())
}

func runInitdb(in installation, draft string, o *owner, locale string, log *os.File) error {
	if err := os.RemoveAll(draft); err != nil {
		return err
	}
	if err := o.mkdir(draft); err != nil {
		return err
	}
	p := program{name: "initdb", home: draft, owner: o}
	cmd := p.command(filepath.Join(in.folder, "initdb"), []string{
		"--pgdata", draft,
		"--username", "postgres",
		"--auth", "trust", // whoever can enter the socket's folder
		"--encoding", "UTF8",
		"--locale", locale,
	}, log)
	if err := cmd.Start(); err != nil {
		return p.startError(err)
	}
	if err := cmd.Wait(); err != nil {
		return fmt.Errorf("initdb: %w", err)
	}
	return nil
}

// postgresURL names the port too, else PGPORT of the environment would.
func postgresURL(sockets string) string {
	q := url.Values{"host": {sockets}, "port": {"5432"}}
	return (&url.URL{Scheme: "postgres", User: url.User("postgres"), Path: "/postgres", RawQuery: q.Encode()}).String()
}

func reachPostgres(ctx context.Context, at string) error {
	conn, err := pgx.Connect(ctx, at)
	if err != nil {
		return err
	}
	return conn.Close(ctx)
}
