package labels

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// runTool runs a program of the system: an independent reader of what we write.
// Without it the test is skipped, or fails where REQUIRE_TOOLS=1.
func runTool(t *testing.T, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		if os.Getenv("REQUIRE_TOOLS") == "1" {
			t.Fatalf("%s is needed: %v", name, err)
		}
		t.Skipf("%s is not installed", name)
	}
	var stderr bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, &stderr)
	}
	return string(out)
}

// decode gives what a reader finds in the pictures, in their order.
func decode(t *testing.T, pictures ...string) []string {
	t.Helper()
	args := []string{"--quiet", "--raw", "--nodbus", "-Sdisable", "-Sqrcode.enable"}
	out := runTool(t, "zbarimg", append(args, pictures...)...)
	return strings.Split(strings.TrimSuffix(out, "\n"), "\n")
}

// renderDPI is less than any printer has.
const renderDPI = 200

// render gives the pages of a document as pictures.
func render(t *testing.T, pdf string) []string {
	t.Helper()
	prefix := filepath.Join(t.TempDir(), "page")
	runTool(t, "pdftoppm", "-r", strconv.Itoa(renderDPI), "-gray", "-png", pdf, prefix)
	pages, err := filepath.Glob(prefix + "*")
	if err != nil {
		t.Fatal(err)
	}
	return pages
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
