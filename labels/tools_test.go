package labels

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// runTool runs a program of the system: an independent reader of what we write.
// Without it the test is skipped, or fails where REQUIRE_TOOLS=1.
func runTool(t *testing.T, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		noTool(t, name, err)
	}
	out, err := runCommand(name, args...)
	if err != nil {
		t.Fatalf("%s %s: %v", name, strings.Join(args, " "), err)
	}
	return out
}

func noTool(t *testing.T, name string, err error) {
	t.Helper()
	if os.Getenv("REQUIRE_TOOLS") == "1" {
		t.Fatalf("%s is needed: %v", name, err)
	}
	t.Skipf("%s is not installed", name)
}

func runCommand(name string, args ...string) (string, error) {
	var stderr bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return string(out), fmt.Errorf("%w\n%s", err, &stderr)
	}
	return string(out), nil
}

// magick is the name of ImageMagick's converter: version 7 has a new one.
func magick(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"magick", "convert"} {
		if _, err := exec.LookPath(name); err == nil {
			return name
		}
	}
	noTool(t, "convert", exec.ErrNotFound)
	return ""
}

// decode gives what a reader finds in the pictures, in their order.
func decode(t *testing.T, pictures ...string) []string {
	t.Helper()
	return slices.Concat(zbar(t, pictures)...)
}

// reader finds the codes in each of some files. PGM is what all can read.
type reader func(t *testing.T, files []string) [][]string

var readers = map[string]reader{"zbarimg": zbar, "zxing": zxing}

func zbar(t *testing.T, files []string) [][]string {
	t.Helper()
	var found struct {
		Sources []struct {
			File  string   `xml:"href,attr"`
			Codes []string `xml:"index>symbol>data"`
		} `xml:"source"`
	}
	if err := xml.Unmarshal([]byte(runZbar(t, files)), &found); err != nil {
		t.Fatalf("answer of zbarimg: %v", err)
	}
	byFile := make(map[string][]string)
	for _, source := range found.Sources {
		byFile[source.File] = source.Codes
	}
	codes := make([][]string, len(files))
	for i, file := range files {
		codes[i] = byFile[file]
	}
	return codes
}

// runZbar is content where nothing was found in some picture, which is status 4.
func runZbar(t *testing.T, files []string) string {
	t.Helper()
	if _, err := exec.LookPath("zbarimg"); err != nil {
		noTool(t, "zbarimg", err)
	}
	args := []string{"--quiet", "--xml", "--nodbus", "-Sdisable", "-Sqrcode.enable"}
	out, err := runCommand("zbarimg", append(args, files...)...)
	if exit := (*exec.ExitError)(nil); err != nil && !(errors.As(err, &exit) && exit.ExitCode() == 4) {
		t.Fatalf("zbarimg: %v", err)
	}
	return out
}

// readWithZxing reads PGM files as writePGM makes them and prints a line of JSON
// for each: the list of codes in it.
const readWithZxing = `
import json, sys, numpy, zxingcpp
qr = zxingcpp.BarcodeFormat.QRCode
for path in sys.argv[1:]:
    with open(path, "rb") as f:
        _, size, _, pixels = f.read().split(b"\n", 3)
    width, height = map(int, size.split())
    picture = numpy.frombuffer(pixels, numpy.uint8).reshape(height, width)
    print(json.dumps([code.text for code in zxingcpp.read_barcodes(picture, formats=qr)]))
`

func zxing(t *testing.T, files []string) [][]string {
	t.Helper()
	out := runTool(t, zxingPython(t), append([]string{"-c", readWithZxing}, files...)...)
	lines := json.NewDecoder(strings.NewReader(out))
	codes := make([][]string, len(files))
	for i := range codes {
		if err := lines.Decode(&codes[i]); err != nil {
			t.Fatalf("answer %d of zxing: %v", i, err)
		}
	}
	return codes
}

// zxingPython is a Python that has zxing: Debian's own before any other.
func zxingPython(t *testing.T) string {
	t.Helper()
	var err error
	for _, python := range []string{"/usr/bin/python3", "python3"} {
		if _, err = runCommand(python, "-c", "import numpy, zxingcpp"); err == nil {
			return python
		}
	}
	noTool(t, "python3-zxing-cpp", err)
	return ""
}

// pdfText is the text of a document with all white space made one space.
func pdfText(t *testing.T, pdf string) string {
	t.Helper()
	return strings.Join(strings.Fields(runTool(t, "pdftotext", "-raw", pdf, "-")), " ")
}

// tempFile writes b where the tools can read it.
func tempFile(t *testing.T, name string, b []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
