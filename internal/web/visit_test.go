package web

import (
	"net/http/httptest"
	"testing"
)

func TestIsScan(t *testing.T) {
	t.Parallel()
	const path = "/01/09520000001018/21/ABC"
	for _, tt := range []struct {
		name, method, target, header, value string
		want                                bool
	}{
		{"phone", "GET", path, "User-Agent", "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile/15E148 Safari/604.1", true},
		{"a phone called bot", "GET", path, "User-Agent", "Mozilla/5.0 (Linux; Android 9; CUBOT_X18_Plus) Chrome/88.0 Mobile Safari/537.36", true},
		{"Zalo's own browser", "GET", path, "User-Agent", "Mozilla/5.0 (Linux; Android 13) Chrome/120.0 Mobile Safari/537.36 Zalo android/230901", true},
		{"Facebook's own browser", "GET", path, "User-Agent", "Mozilla/5.0 (iPhone) Mobile/15E148 [FBAN/FBIOS;FBAV/450.0]", true},
		{"nothing said", "GET", path, "", "", true},
		{"language chosen", "GET", path + "?lang=en", "", "", true},
		{"shared link", "GET", path + "?via=link", "", "", false},
		{"shared sealed link", "GET", path + "?s=AB&via=link&lang=en", "", "", false},
		{"HEAD", "HEAD", path, "", "", false},
		{"program that takes all", "GET", path, "Accept", "*/*", false},
		{"program that names nothing", "GET", path, "Accept", "", false},
		{"program for data", "GET", path, "Accept", "application/json", false},
		{"Messenger", "GET", path, "User-Agent", "facebookexternalhit/1.1", false},
		{"iMessage", "GET", path, "User-Agent", "Mozilla/5.0 (Macintosh) Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0", false},
		{"WhatsApp", "GET", path, "User-Agent", "WhatsApp/2.24.1 A", false},
		{"Telegram", "GET", path, "User-Agent", "TelegramBot (like TwitterBot)", false},
		{"Slack", "GET", path, "User-Agent", "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", false},
		{"Teams", "GET", path, "User-Agent", "Mozilla/5.0 SkypeUriPreview Preview/0.5", false},
		{"bing", "GET", path, "User-Agent", "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)", false},
		{"Chrome prerenders", "GET", path, "Sec-Purpose", "prefetch;prerender", false},
		{"Safari previews", "GET", path, "Purpose", "preview", false},
		{"Firefox prefetches", "GET", path, "X-Moz", "prefetch", false},
	} {
		r := httptest.NewRequest(tt.method, tt.target, nil)
		r.Header.Set("Accept", browsing)
		if tt.header != "" {
			r.Header.Set(tt.header, tt.value)
		}
		if got := isScan(r); got != tt.want {
			t.Errorf("%s: got %t, want %t", tt.name, got, tt.want)
		}
	}
}

func TestDeviceCookie(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		cookie string
		want   int // bytes
	}{
		{"AAECAwQFBgcICQoLDA0ODw", 16},
		{"", 0},
		{"AAECAwQFBgcICQoLDA0O", 0},     // 15 bytes
		{"AAECAwQFBgcICQoLDA0ODx", 0},   // spare bits set
		{"AAECAwQFBgcICQoLDA0ODw==", 0}, // padded
		{"AAECAwQFBgcICQoLDA0ODwAAECAwQFBgcICQoLDA0ODwAAEC", 0}, // too long
		{"' or 1=1 --", 0},
	} {
		if got := deviceOf(tt.cookie); len(got) != tt.want {
			t.Errorf("%q: %d bytes, want %d", tt.cookie, len(got), tt.want)
		}
	}
}
