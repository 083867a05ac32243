package localstore

import (
	"os"
	"path/filepath"
)

// maxSocketPath is a little under what sockaddr_un holds: 108 bytes on Linux,
// 104 elsewhere, the final NUL included.
const maxSocketPath = 98

// socketFolder is home where the socket's path is short enough, else a scratch
// folder of the owner's that is removed in the end.
func socketFolder(home, name string, o *owner) (folder, scratch string, err error) {
	if len(filepath.Join(home, name)) <= maxSocketPath {
		return home, "", nil
	}
	scratch, err = os.MkdirTemp("/tmp", "temgoc-") // not os.TempDir, which may be long too
	if err != nil {
		return "", "", err
	}
	return scratch, scratch, o.chown(scratch)
}
