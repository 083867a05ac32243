package main

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// The diary in a real browser on a phone's screen, with scripts switched off:
// three taps lead from the page of a batch to stored entries, one more to a
// correction, and nothing has to be moved sideways to be read.
func TestDiaryInThreeTaps(t *testing.T) {
	t.Parallel()
	p := startDemo(t, dataFolder(t))
	b := newBrowser(t)
	b.check(b.do(withoutScripts))

	b.open(p.BaseURL + "/producer")
	b.fill(map[string]string{"email": p.Accounts["producer"].Email, "password": p.Accounts["producer"].Password})
	b.click("main form button")
	b.click(`main a[href^="/producer/products/"]`)
	b.click(`main a[href^="/producer/batches/"]`)

	b.click(`main a[href$="/diary"]`)
	before := b.entries()
	b.click(`main a[href$="/diary/plan"]`)
	b.fits()
	ticked := b.count(`main input[type=checkbox]:checked`)
	b.click(`main form[method=post] .actions button`)
	if got := b.text("main [role=status]"); !strings.HasPrefix(got, "Đã ghi ") {
		t.Errorf("after the third tap the page says %q", got)
	}
	if got := b.entries(); ticked < 3 || got != before+ticked {
		t.Errorf("%d entries after %d that were ticked, want %d", got, ticked, before+ticked)
	}
	b.fits()

	b.click(`main ol.diary a[href^="/producer/entries/"]`)
	b.fits()
	b.fill(map[string]string{"amount": "7"})
	b.click("main form .actions button:not(.danger)")
	if got := b.count("main ol.diary .struck"); got != 1 {
		t.Errorf("%d entries are struck through after a correction, want 1", got)
	}
}

func withoutScripts(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
	_, err := cdp.Call(ctx, t, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	return chromedp.Void{}, err
}

// entries of the diary that lead to where they are corrected.
func (b *browser) entries() int {
	b.t.Helper()
	return b.count(`main ol.diary a[href^="/producer/entries/"]`)
}

func (b *browser) count(selector string) int {
	b.t.Helper()
	n, err := chromedp.Run(b.ctx, chromedp.Evaluate[int]("document.querySelectorAll(`"+selector+"`).length"))
	b.check(err)
	return n
}

// fits wants the page to be no wider than the screen.
func (b *browser) fits() {
	b.t.Helper()
	over, err := chromedp.Run(b.ctx, chromedp.Evaluate[int]("document.documentElement.scrollWidth - innerWidth"))
	b.check(err)
	if over > 0 {
		b.t.Errorf("%s is %d pixels wider than the screen", b.location(), over)
	}
}
