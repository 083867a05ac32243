package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"

	"temgoc/internal/account"
)

func TestLocalPath(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ next, want string }{
		{"/producer/batches?after=1", "/producer/batches?after=1"},
		{"/01/09520000001018/10/A%2FB", "/01/09520000001018/10/A%2FB"},
		{"", "home"},
		{"producer", "home"},
		{"//evil.example", "home"},
		{"///evil.example", "home"},
		{`/\evil.example`, "home"},
		{`\\evil.example`, "home"},
		{"/\t/evil.example", "home"},
		{"/\r\nSet-Cookie: a=b", "home"},
		{" /x", "home"},
		{"https://evil.example", "home"},
		{"javascript:alert(1)", "home"},
		{"/%", "home"},
		{"/a/\x00", "home"},
	} {
		if got := localPath(tt.next, "home"); got != tt.want {
			t.Errorf("localPath(%q): got %q, want %q", tt.next, got, tt.want)
		}
	}
}

func TestSignInAndOut(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	wrong := w.postForm("/signin", url.Values{"email": {w.producer.Email}, "password": {"sai"}, "next": {"//evil.example"}})
	wantPage(t, wrong, http.StatusUnprocessableEntity, "không đúng", `value="`+w.producer.Email+`"`, `name="next" value=""`)
	if c := cookieHeader(wrong); c != "" {
		t.Errorf("a refused sign-in set %q", c)
	}

	right := w.postForm("/signin", url.Values{"email": {w.producer.Email}, "password": {testPassword}, "next": {"/account"}},
		"Cookie", "__Host-session=chosen-by-an-attacker")
	if got := right.Header().Get("Location"); right.Code != http.StatusSeeOther || got != "/account" {
		t.Fatalf("sign in: status %d to %q, want 303 to /account", right.Code, got)
	}
	set := right.Header().Get("Set-Cookie")
	if !strings.HasPrefix(set, "__Host-session=") || !strings.Contains(set, "Path=/;") || !strings.Contains(set, "HttpOnly; Secure; SameSite=Lax") {
		t.Errorf("the session is kept by %q", set)
	}
	session := cookieHeader(right)
	if strings.Contains(session, "chosen-by-an-attacker") {
		t.Errorf("the session was not new: %q", session)
	}

	page := w.get("/account", "Cookie", session)
	wantPage(t, page, 200, "Chị Hoa", w.producer.Email)
	if got := page.Header().Get("Cache-Control"); got != "no-store" {
		t.Errorf("a signed-in page has Cache-Control %q, want no-store", got)
	}
	if out := w.postForm("/signout", nil, "Cookie", session); out.Code != http.StatusSeeOther {
		t.Errorf("sign out: status %d, want 303", out.Code)
	}
	after := w.get("/account", "Cookie", session)
	if got := after.Header().Get("Location"); after.Code != http.StatusSeeOther || got != "/signin?next=%2Faccount" {
		t.Errorf("after signing out: status %d to %q, want 303 to the sign-in page", after.Code, got)
	}
}

func TestSignInBacksOff(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for range 20 {
		r := w.postForm("/signin", url.Values{"email": {w.producer.Email}, "password": {"sai"}})
		if r.Code == http.StatusTooManyRequests {
			if r.Header().Get("Retry-After") == "" {
				t.Error("429 without Retry-After")
			}
			return
		}
	}
	t.Error("20 wrong passwords and no 429")
}

func TestRolesOfPages(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.newUser(account.Inspector, "thanh-tra@example.vn")
	producer, inspector := w.signIn(w.producer.Email), w.signIn("thanh-tra@example.vn")
	w.handler.(*gin.Engine).GET("/test/producer", w.identify, w.requireRole(account.Producer), w.do(w.accountPage))
	for _, tt := range []struct {
		name, cookie string
		want         int
	}{
		{"nobody", "", 303},
		{"ended session", "__Host-session=unknown", 303},
		{"inspector", inspector, 403},
		{"producer", producer, 200},
	} {
		if r := w.get("/test/producer", "Cookie", tt.cookie); r.Code != tt.want {
			t.Errorf("%s: status %d, want %d", tt.name, r.Code, tt.want)
		}
	}
}

func TestChangePassword(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	session, other := w.signIn(w.producer.Email), w.signIn(w.producer.Email)
	change := func(old, fresh, again string) int {
		form := url.Values{"old": {old}, "password": {fresh}, "again": {again}}
		return w.postForm("/account", form, "Cookie", session).Code
	}
	const fresh = "một mật khẩu khác hẳn"
	for _, tt := range []struct{ name, old, fresh, again string }{
		{"typed differently", testPassword, fresh, fresh + "x"},
		{"wrong old", "sai", fresh, fresh},
		{"too short", testPassword, "ngắn", "ngắn"},
	} {
		if got := change(tt.old, tt.fresh, tt.again); got != 400 {
			t.Errorf("%s: status %d, want 400", tt.name, got)
		}
	}
	if got := change(testPassword, fresh, fresh); got != 303 {
		t.Fatalf("change: status %d, want 303", got)
	}
	if got := w.get("/account?changed=1", "Cookie", session); got.Code != 200 {
		t.Errorf("own session after the change: status %d, want 200", got.Code)
	}
	if got := w.get("/account", "Cookie", other); got.Code != 303 {
		t.Errorf("other session after the change: status %d, want 303", got.Code)
	}
}
