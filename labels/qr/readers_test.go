package qr

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// runReader runs a reader of symbols that has nothing of ours, and gives what
// it read, a line for each symbol. Without it the test is skipped, or fails
// where REQUIRE_TOOLS=1.
func runReader(t *testing.T, name string, args ...string) []string {
	t.Helper()
	var stderr bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, &stderr)
	}
	return strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
}

// need is for what is not on every machine.
func need(t *testing.T, tool string, err error) {
	t.Helper()
	switch {
	case err == nil:
	case os.Getenv("REQUIRE_TOOLS") == "1":
		t.Fatalf("%s is needed: %v", tool, err)
	default:
		t.Skipf("%s is not installed", tool)
	}
}

func zbar(t *testing.T, pictures []string) []string {
	t.Helper()
	_, err := exec.LookPath("zbarimg")
	need(t, "zbarimg", err)
	args := []string{"--quiet", "--raw", "--nodbus", "-Sdisable", "-Sqrcode.enable"}
	return runReader(t, "zbarimg", append(args, pictures...)...)
}

// readWithZXing prints what is in each of some pictures as writePicture makes
// them.
const readWithZXing = `
import sys, numpy, zxingcpp
for path in sys.argv[1:]:
    with open(path, "rb") as f:
        _, size, _, pixels = f.read().split(b"\n", 3)
    width, height = map(int, size.split())
    picture = numpy.frombuffer(pixels, numpy.uint8).reshape(height, width)
    for found in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode):
        print(found.text)
`

// zxing needs a Python that has it: Debian's own, or the first on the path.
func zxing(t *testing.T, pictures []string) []string {
	t.Helper()
	python, err := "", error(nil)
	for _, python = range []string{"/usr/bin/python3", "python3"} {
		if err = exec.Command(python, "-c", "import numpy, zxingcpp").Run(); err == nil {
			break
		}
	}
	need(t, "python3-zxing-cpp", err)
	return runReader(t, python, append([]string{"-c", readWithZXing}, pictures...)...)
}

// writePicture draws a symbol with its quiet zone as a PGM file.
func writePicture(t *testing.T, s Symbol, name string, scale int) string {
	t.Helper()
	const quiet = 4
	side := scale * (s.Size() + 2*quiet)
	pixels := bytes.Repeat([]byte{255}, side*side)
	for r := range s.Runs() {
		for line := range scale {
			at := (scale*(quiet+r.Y)+line)*side + scale*(quiet+r.X)
			clear(pixels[at : at+scale*r.N])
		}
	}
	path := filepath.Join(t.TempDir(), name)
	header := fmt.Appendf(nil, "P5\n%d %d\n255\n", side, side)
	if err := os.WriteFile(path, append(header, pixels...), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Every version at every level, with text in all modes, and every mask.
func TestReaders(t *testing.T) {
	t.Parallel()
	var pictures, want []string
	add := func(s Symbol, text string) {
		name := fmt.Sprintf("%d-%v-%d.pgm", s.Version(), s.Level(), s.Mask())
		pictures = append(pictures, writePicture(t, s, name, 3))
		want = append(want, text)
	}
	for version := 1; version <= versions; version++ {
		for level := L; level <= H; level++ {
			text := fitting(version, level)
			add(mustEncode(t, text, Options{Level: level}), text)
		}
	}
	for mask := range masks {
		for mode, text := range map[mode]string{numericMode: "0123456789", alphanumericMode: "QR-CODE $7.50", byteMode: "Tem Goc"} {
			add(single(text, 2, M, mode, mask), text)
		}
	}
	for name, reader := range map[string]func(*testing.T, []string) []string{"zbarimg": zbar, "zxing": zxing} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(want, reader(t, pictures)); diff != "" {
				t.Errorf("texts (-encoded +read):\n%s", diff)
			}
		})
	}
}
