package web

import (
	"crypto/rand"
	"encoding/base64"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"temgoc/internal/lookup"
)

// viaLink marks an address that was reached by a link, not by a scan.
const viaLink = "via=link"

// visit tells lookup who opens a code. A device that has no cookie yet gets the
// one of fresh with its first scan that counts, or the first PIN that it is
// asked for, and no sooner.
func (s *Server) visit(c *gin.Context) (v lookup.Visit, fresh bool) {
	_, staff := signedIn(c)
	v = lookup.Visit{
		Device: deviceOf(s.cookie(c, "device")),
		Lang:   s.language(c).Tag,
		Count:  !staff && isScan(c.Request),
	}
	if fresh = v.Count && v.Device == nil; fresh {
		v.Device = newDevice()
	}
	return v, fresh
}

func (s *Server) setDevice(c *gin.Context, device []byte) {
	s.setCookie(c, "device", base64.RawURLEncoding.EncodeToString(device), year)
}

func newDevice() []byte {
	device := make([]byte, deviceSize)
	rand.Read(device)
	return device
}

const deviceSize = 16 // random bytes that tell devices apart and say nothing else

// deviceOf is nil for a cookie that is not one of ours.
func deviceOf(cookie string) []byte {
	b, err := base64.RawURLEncoding.Strict().DecodeString(cookie)
	if err != nil || len(b) != deviceSize {
		return nil
	}
	return b
}

// isScan tells a person's phone that read a stamp from everything else that
// opens addresses: programs, which name no HTML, shared links, prefetches, and
// the previews of messengers.
func isScan(r *http.Request) bool {
	return r.Method == http.MethodGet &&
		wanted(r) == htmlType &&
		(r.URL.RawQuery == "" || r.URL.Query().Get("via") == "") &&
		!isAhead(r.Header) &&
		!isRobot(r.UserAgent())
}

// isAhead is true when the browser fetches what nobody has asked to see yet.
func isAhead(h http.Header) bool {
	for _, name := range [...]string{"Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"} {
		if len(h[name]) == 0 {
			continue
		}
		v := strings.ToLower(h.Get(name))
		if strings.Contains(v, "prefetch") || strings.Contains(v, "prerender") || strings.Contains(v, "preview") {
			return true
		}
	}
	return false
}

// robots are parts of the User-Agents of link previews and crawlers, in lower
// case. "+http" is the address that polite ones give, as do Googlebot, bingbot,
// Applebot, Slackbot and Discordbot. No "bot" by itself: phones of the make
// Cubot carry it. No "zalo" or "viber" either: so do their own browsers, which
// shoppers scan with.
var robots = []string{
	"+http",
	"crawler",
	"facebookexternalhit",
	"facebot",
	"googlebot",
	"linkedinbot",
	"preview",
	"spider",
	"telegrambot",
	"twitterbot",
	"whatsapp/",
	"zalobot",
}

func isRobot(userAgent string) bool {
	ua := strings.ToLower(userAgent)
	for _, part := range robots {
		if strings.Contains(ua, part) {
			return true
		}
	}
	return false
}
