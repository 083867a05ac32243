package localstore

import (
	"errors"
	"io/fs"
	"os"
	"os/user"
	"strconv"
	"syscall"
)

// owner is the account that a server and its files belong to; nil means our own.
type owner struct {
	uid, gid int
}

// ownerFor finds whose the data in home are or shall be. Only root has a
// choice, and root itself is none: Postgres refuses to run as root.
func ownerFor(home string) (*owner, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	info, err := os.Stat(home)
	if err == nil {
		if st := info.Sys().(*syscall.Stat_t); st.Uid != 0 {
			return &owner{uid: int(st.Uid), gid: int(st.Gid)}, nil
		}
	} else if !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	return unprivileged()
}

func unprivileged() (*owner, error) {
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err := strconv.Atoi(u.Uid)
		if err != nil {
			return nil, err
		}
		gid, err := strconv.Atoi(u.Gid)
		return &owner{uid: uid, gid: gid}, err
	}
	return nil, errors.New("run this as an ordinary user, for the machine has neither account postgres nor nobody")
}

// mkdir makes a folder that only the owner can enter; an existing one is kept.
func (o *owner) mkdir(path string) error {
	if err := os.Mkdir(path, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return o.chown(path)
}

func (o *owner) chown(path string) error {
	if o == nil {
		return nil
	}
	return os.Chown(path, o.uid, o.gid)
}

// attributes start a process as the owner, in a process group of its own, so
// that Ctrl-C in the terminal does not reach it before we have drained.
func (o *owner) attributes() *syscall.SysProcAttr {
	a := &syscall.SysProcAttr{Setpgid: true}
	if o != nil {
		a.Credential = &syscall.Credential{Uid: uint32(o.uid), Gid: uint32(o.gid)}
	}
	return a
}
