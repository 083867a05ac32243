package localstore

import (
	"context"
	"errors"
	"net/url"
	"os/exec"
	"path/filepath"
	"syscall"

	"github.com/redis/go-redis/v9"
)

// ErrNoRedis means that the machine has no redis-server; the service does
// without.
var ErrNoRedis = errors.New("no redis-server on this machine: " +
	"install it with `sudo apt-get install --no-install-recommends redis-server`, or do without")

// StartRedis runs a Redis that keeps nothing and forgets when it is full.
func (f *Folder) StartRedis(ctx context.Context) (*Server, error) {
	path, err := findRedis()
	if err != nil {
		return nil, err
	}
	home := f.join("redis")
	owner, err := ownerFor(home)
	if err != nil {
		return nil, err
	}
	if err := owner.mkdir(home); err != nil {
		return nil, err
	}
	return f.serveRedis(ctx, path, home, owner)
}

func (f *Folder) serveRedis(ctx context.Context, path, home string, o *owner) (*Server, error) {
	sockets, scratch, err := socketFolder(home, "redis.sock", o)
	if err != nil {
		return nil, err
	}
	socket := filepath.Join(sockets, "redis.sock")
	pidFile := filepath.Join(home, "redis.pid")
	p := program{
		name: "redis",
		path: path,
		args: []string{
			"--port", "0",
			"--unixsocket", socket,
			"--unixsocketperm", "700",
			"--dir", home,
			"--pidfile", pidFile,
			"--set-proc-title", "no", // the command line is how an orphan is known
			"--save", "",
			"--appendonly", "no",
			"--maxmemory", "64mb",
			"--maxmemory-policy", "allkeys-lru",
		},
		home:     home,
		scratch:  scratch,
		pidFiles: []string{pidFile},
		signals:  []syscall.Signal{syscall.SIGTERM, syscall.SIGKILL},
		owner:    o,
	}
	at := (&url.URL{Scheme: "unix", Path: socket}).String()
	return f.start(ctx, p, at, func(ctx context.Context) error { return reachRedis(ctx, socket) })
}

func findRedis() (string, error) {
	for _, name := range []string{"redis-server", "/usr/bin/redis-server", "/usr/local/bin/redis-server", "valkey-server"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", ErrNoRedis
}

func reachRedis(ctx context.Context, socket string) error {
	client := redis.NewClient(&redis.Options{Network: "unix", Addr: socket, MaxRetries: -1})
	defer client.Close()
	return client.Ping(ctx).Err()
}
