package web

import (
	"strings"
	"testing"
)

func TestDemoPage(t *testing.T) {
	t.Parallel()
	s := testServer(t, func(o *Options) {
		o.Demo = &Demo{
			Accounts: []DemoAccount{{"producer", "producer@demo.example", "mat-khau-mau"}},
			Codes: []DemoCode{
				{"recalled", "https://tem.example.vn/01/09520000001018/21/06N4TYH9X300TPTAMP0J"},
				{"genuine_compact", "https://tem.example.vn/01/09520000001018/21/0W775ZMH30V51M9KXHBB"},
				{"a name of later", "https://tem.example.vn/"},
			},
		}
	})
	page := get(t, s, "/demo")
	wantPage(t, page, 200, "producer@demo.example", "mat-khau-mau", "Nhà sản xuất", `src="/demo/qr/recalled.svg"`,
		`href="https://tem.example.vn/01/09520000001018/21/06N4TYH9X300TPTAMP0J"`)
	genuine := strings.Index(page.Body.String(), "Tem gọn, đã dán")
	if recalled := strings.Index(page.Body.String(), "Lô hàng bị gọi về"); genuine < 0 || genuine > recalled {
		t.Errorf("the genuine code stands at %d, the recalled one at %d: want the story's order", genuine, recalled)
	}
	wantPage(t, get(t, s, "/demo", "Accept-Language", "en"), 200, "Demonstration", "Its batch is called back.")
	wantFile(t, get(t, s, "/demo/qr/recalled.svg"), "image/svg+xml", "<svg")
	wantPage(t, get(t, s, "/demo/qr/voided.svg"), 404)
}
