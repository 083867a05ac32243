package localstore

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"syscall"
	"time"
)

// stopOrphan ends a server that outlived the process that started it. We hold
// the folder's lock, so whatever still serves this home is nobody's.
func (p program) stopOrphan() error {
	for _, file := range p.pidFiles {
		pid, err := readPID(file)
		if err != nil {
			return err
		}
		if err := p.end(pid); err != nil {
			return err
		}
		// A stale file whose number now belongs to a stranger would keep
		// Postgres from starting.
		if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("remove stale process file: %w", err)
		}
	}
	return nil
}

func (p program) end(pid int) error {
	for _, signal := range p.signals {
		if !runsIn(pid, p.home) {
			return nil
		}
		if err := syscall.Kill(pid, signal); err != nil && !errors.Is(err, syscall.ESRCH) {
			return fmt.Errorf("stop former %s (process %d): %w", p.name, pid, err)
		}
		awaitEnd(pid, p.home)
	}
	if runsIn(pid, p.home) {
		return fmt.Errorf("stop process %d first, a former %s that does not end", pid, p.name)
	}
	return nil
}

// readPID reads the number on the file's first line, 0 if there is none.
func readPID(file string) (int, error) {
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("read process file: %w", err)
	}
	line, _, _ := bytes.Cut(data, []byte("\n"))
	pid, err := strconv.Atoi(string(bytes.TrimSpace(line)))
	if err != nil || pid <= 1 {
		return 0, nil // cut short by a crash
	}
	return pid, nil
}

// runsIn tells whether the process is a server of this home: its command line
// names it. Numbers of processes are used again, so the number alone proves
// nothing; and the command line, unlike the working folder, may be read by all.
func runsIn(pid int, home string) bool {
	line, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
	return err == nil && bytes.Contains(line, []byte("\x00"+home+"\x00"))
}

func awaitEnd(pid int, home string) {
	for end := time.Now().Add(stopTimeout); runsIn(pid, home) && time.Now().Before(end); {
		time.Sleep(pollInterval)
	}
}
