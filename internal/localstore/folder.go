// Package localstore runs a private Postgres and a private Redis from the
// machine's own binaries, for the demo and for tests.
//
//   - A folder belongs to one process at a time; the lock goes with the process.
//   - Servers listen on Unix sockets only, in folders closed to other accounts.
//   - Servers never run as root: the account that owns the data, else postgres,
//     else nobody.
//   - Data survive kill -9 of anyone. A server that outlived its starter is
//     stopped by the next one, and nothing else is ever signalled.
package localstore

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// ErrInUse means that another process holds the folder.
var ErrInUse = errors.New("in use by another temgoc: stop that one or choose another folder")

// Folder holds what the servers keep: postgres/, redis/, a log file for each,
// and the lock. Others may keep files of their own in it.
type Folder struct {
	path string // absolute, without symbolic links
	lock *os.File
}

// Open makes the folder if need be, and locks it.
func Open(path string) (*Folder, error) {
	path, err := makeFolder(path)
	if err != nil {
		return nil, fmt.Errorf("choose another folder, this one is not writable: %w", err)
	}
	lock, err := os.OpenFile(filepath.Join(path, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("choose another folder, this one is not writable: %w", err)
	}
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		lock.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, fmt.Errorf("folder %s is %w", path, ErrInUse)
		}
		return nil, fmt.Errorf("lock folder %s: %w", path, err)
	}
	return &Folder{path: path, lock: lock}, nil
}

// Close gives the folder up; stop its servers first.
func (f *Folder) Close() error { return f.lock.Close() }

// makeFolder lets other accounts pass through, as a server's must, but not list.
func makeFolder(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(path, 0o711); err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(path)
}

func (f *Folder) join(name string) string { return filepath.Join(f.path, name) }
