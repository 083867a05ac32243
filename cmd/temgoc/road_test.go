package main

import (
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// The whole road, in a real browser: a producer signs in, registers a batch,
// issues 1,000 stamps, prints them; a reader that we did not write decodes
// every one; a shopper opens one and sees what the producer did.
func TestRoadFromBatchToShopper(t *testing.T) {
	t.Parallel()
	p := startDemo(t, dataFolder(t))
	b := newBrowser(t)

	b.open(p.BaseURL + "/producer")
	b.fill(map[string]string{"email": p.Accounts["producer"].Email, "password": p.Accounts["producer"].Password})
	b.click("main form button")
	b.click(`main a[href^="/producer/products/"]`)
	b.click(`main a[href$="/batches/new"]`)
	today := time.Now()
	b.fill(map[string]string{
		"lot": "ROAD-01", "quantity": "1000", "content": "500 g",
		"produced_on": today.AddDate(0, 0, -1).Format(time.DateOnly),
		"expires_on":  today.AddDate(1, 0, 0).Format(time.DateOnly),
	})
	b.click("main form button")
	if got := b.text("h1"); !strings.Contains(got, "ROAD-01") {
		t.Fatalf("after creating the batch, the page is %q", got)
	}
	carton := decode(t, pages(t, b.download(strings.Split(b.location(), "?")[0]+"/carton.pdf").Body))
	if len(carton) != 1 || !strings.Contains(carton[0], "/10/ROAD-01?17=") {
		t.Errorf("the carton label decodes to %q", carton)
	}

	b.click(`main form button`) // the quantity suggested is what is left: 1000
	run := strings.Split(b.location(), "?")[0]
	if !strings.Contains(run, "/producer/runs/") {
		t.Fatalf("after issuing, the address is %s", run)
	}
	b.open(run + "/print")
	b.click(`button[formmethod="post"]`)
	if got := b.text("a[download]"); !strings.HasPrefix(got, "Tải tệp PDF") { // a slow machine takes a while
		t.Errorf("the link to the file says %q", got)
	}
	printed := decode(t, pages(t, b.download(strings.Split(b.location(), "?")[0]+"/file").Body))
	listed := codesOf(t, b.download(run+"/codes.csv").Body)
	slices.Sort(printed)
	slices.Sort(listed)
	if len(listed) != 1000 || !slices.Equal(printed, listed) {
		t.Fatalf("%d codes decoded from the sheets, %d in the list, want the same 1000", len(printed), len(listed))
	}

	stamp := printed[0]
	verdict := func() string { b.open(stamp); return b.text("h1") }
	phone := newBrowser(t)
	onPhone := func(url string) string { phone.open(url); return phone.text("h1") }
	if got := onPhone(stamp); got != "Tem chưa kích hoạt" {
		t.Errorf("before activation a shopper sees %q", got)
	}
	b.open(run)
	b.click(`main form input[value="activate"] ~ p button`)
	if got := onPhone(stamp); got != "Tem thật" {
		t.Errorf("a shopper sees %q, want a genuine stamp", got)
	}
	if got := onPhone(carton[0]); got != "Mã lô thật" {
		t.Errorf("of the carton a shopper sees %q", got)
	}
	if got := verdict(); got != "Tem thật" {
		t.Errorf("the producer sees %q", got)
	}

	b.open(run)
	b.check(b.do(evaluate(`document.querySelector("details:has(#void_first)").open = true`)))
	b.fill(map[string]string{"void_first": stamp, "void_last": stamp})
	b.check(b.do(evaluate(`document.querySelector("input[name=sure]").checked = true`)))
	b.click("main form button.danger")
	if got := onPhone(stamp); got != "Tem đã bị hủy" {
		t.Errorf("after voiding a shopper sees %q", got)
	}
	if got := onPhone(printed[1]); got != "Tem thật" {
		t.Errorf("of the stamp beside the voided one a shopper sees %q", got)
	}
}

func evaluate(script string) chromedp.Action[chromedp.Void] {
	return func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		_, err := chromedp.Evaluate[any](script)(ctx, t)
		return chromedp.Void{}, err
	}
}

// pages are the pictures of a PDF's pages, black and white as on paper.
func pages(t testing.TB, pdf io.Reader) []string {
	t.Helper()
	program := tool(t, "pdftoppm")
	dir := t.TempDir()
	file, err := os.Create(filepath.Join(dir, "labels.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(file, pdf); err != nil {
		t.Fatal(err)
	}
	file.Close()
	if out, err := exec.Command(program, "-mono", "-r", "300", file.Name(), filepath.Join(dir, "page")).CombinedOutput(); err != nil {
		t.Fatalf("pdftoppm: %v\n%s", err, out)
	}
	names, err := filepath.Glob(filepath.Join(dir, "page*"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	return names
}

// decode reads every symbol of the pictures with zbarimg.
func decode(t testing.TB, pictures []string) []string {
	t.Helper()
	args := append([]string{"--raw", "--quiet", "--nodbus", "-Sdisable", "-Sqrcode.enable"}, pictures...)
	out, err := exec.Command(tool(t, "zbarimg"), args...).Output()
	if err != nil {
		t.Fatalf("zbarimg: %v", err)
	}
	return strings.Fields(string(out))
}

// codesOf is the last column of the list of codes.
func codesOf(t testing.TB, csv io.Reader) []string {
	t.Helper()
	text, err := io.ReadAll(csv)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(string(text), "\r\n"), "\r\n")
	var codes []string
	for _, line := range lines[1:] {
		codes = append(codes, line[strings.LastIndexByte(line, ',')+1:])
	}
	if want := "\ufeffnumber,serial,url"; lines[0] != want {
		t.Errorf("the list begins with %q, want %q", lines[0], want)
	}
	return codes
}
