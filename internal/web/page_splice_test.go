package web

import (
	"bytes"
	"encoding/binary"
	"net/http/httptest"
	"net/netip"
	"reflect"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/gs1"
	"temgoc/internal/link"
	"temgoc/internal/lookup"
	"temgoc/internal/origincode"
	"temgoc/internal/scan"
)

var callers atomic.Uint32

// asking is a request for the page at an address, with more headers. Each comes
// from a network of its own.
func asking(address string, header ...string) (*gin.Context, *httptest.ResponseRecorder) {
	w := httptest.NewRecorder()
	c, _ := gin.CreateTestContext(w)
	c.Request = httptest.NewRequest("GET", "/", nil)
	c.Request.URL.Path, c.Request.URL.RawQuery, _ = strings.Cut(address, "?")
	c.Request.RemoteAddr = netip.AddrPortFrom(netip.AddrFrom4([4]byte(binary.BigEndian.AppendUint32(nil, callers.Add(1)))), 1).String()
	c.Request.Header.Set("Accept", browsing)
	for i := 0; i+1 < len(header); i += 2 {
		c.Request.Header.Set(header[i], header[i+1])
	}
	return c, w
}

// checkSpliced wants the page that is sent to be to the byte the one that the
// template makes, whether compressed or not, and whether the visit counts or not.
func checkSpliced(t *testing.T, s *Server, a lookup.Answer, address, lang string) {
	t.Helper()
	for _, counted := range []bool{true, false} {
		c, _ := asking(address, "Accept-Language", lang)
		page := s.newScanPage(c, a, counted)
		want, err := s.execute("scan", s.completed(page, day.Of(s.Now()), newTold(page.Base, a, page.Scanned)))
		if err != nil {
			t.Fatal(err)
		}
		for _, coding := range []string{"", "gzip"} {
			c, w := asking(address, "Accept-Language", lang, "Accept-Encoding", coding)
			if err := s.showAnswer(c, a, counted); err != nil {
				t.Fatalf("%s: %v", address, err)
			}
			got := w.Body.Bytes()
			if w.Header().Get("Content-Encoding") != "" {
				got = gunzip(t, got)
			}
			if !bytes.Equal(got, want) {
				at := firstDifference(got, want)
				t.Fatalf("%s in %s, %q: differs at byte %d:\ngot  %.200s\nwant %.200s", address, lang, coding, at, got[at:], want[at:])
			}
		}
	}
}

func firstDifference(a, b []byte) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return max(0, i-20)
		}
	}
	return min(len(a), len(b))
}

// changesOfAnswers has one for each field of an answer, of its state and of its
// code: none of them may be missed by the likeness of pages, nor by their holes.
var changesOfAnswers = map[string]func(*lookup.Answer){
	"Verdict": func(a *lookup.Answer) { a.Verdict = lookup.Voided },
	"Reason":  func(a *lookup.Answer) { a.Reason = lookup.RevokedKey },
	"Text":    func(a *lookup.Answer) { a.Text += "?x=<1>&y=2" },
	"View": func(a *lookup.Answer) {
		if a.View != nil {
			v := *a.View
			v.Product.NameVI, v.Lot, v.ExpiresOn = "Chè <mới>", "L2", day.Date(2028, 1, 1)
			a.View = &v
		}
	},
	"Card": func(a *lookup.Answer) {
		if a.Card != nil {
			a.Card = &catalog.Card{GTIN: a.Card.GTIN, NameVI: "Chè & trà", OrgName: "HTX"}
		}
	},
	"Recalls": func(a *lookup.Answer) {
		a.Recalls = []catalog.Recall{{ID: uuid.MustParse("0199a000-0000-7000-8000-000000000009"), Reason: "Khác"}}
	},
	"Shared": func(a *lookup.Answer) { a.Shared = !a.Shared },
	"Took":   func(a *lookup.Answer) { a.Took.Store = time.Second },
	"AsOf":   func(a *lookup.Answer) { a.AsOf = a.AsOf.Add(time.Hour) },

	"State.Known":   func(a *lookup.Answer) { a.State.Known = !a.State.Known },
	"State.Version": func(a *lookup.Answer) { a.State.Version++ },
	"State.Issued":  func(a *lookup.Answer) { a.State.Issued = !a.State.Issued },
	"State.Stamp":   func(a *lookup.Answer) { a.State.Stamp = scan.Waiting },
	"State.Scans":   func(a *lookup.Answer) { a.State.Scans += 1000 },
	"State.Mine":    func(a *lookup.Answer) { a.State.Mine = !a.State.Mine },
	"State.FirstAt": func(a *lookup.Answer) { a.State.FirstAt = a.State.FirstAt.Add(-time.Hour) },
	"State.LastAt":  func(a *lookup.Answer) { a.State.LastAt = a.State.LastAt.Add(-time.Hour) },
	"State.Evidence": func(a *lookup.Answer) {
		a.State.Evidence = scan.Evidence{Devices: 60, Cleared: 1, Placed: 2, Provinces: 3, ClaimedAt: testNow(), OtherAt: testNow()}
	},

	"Code.Kind":   func(a *lookup.Answer) { a.Code.Kind, a.Code.Sig = origincode.Sealed, someSig },
	"Code.KID":    func(a *lookup.Answer) { a.Code.KID++ },
	"Code.GTIN":   func(a *lookup.Answer) { a.Code.GTIN = gs1.GTIN{} },
	"Code.Batch":  func(a *lookup.Answer) { a.Code.Batch++ },
	"Code.Unit":   func(a *lookup.Answer) { a.Code.Unit++ },
	"Code.Serial": func(a *lookup.Answer) { a.Code.Serial = "7777777" },
	"Code.Lot":    func(a *lookup.Answer) { a.Code.Lot, _ = gs1.ParseLot("L3") },
	"Code.Expiry": func(a *lookup.Answer) { a.Code.Expiry = "281231" },
	"Code.Sig":    func(a *lookup.Answer) { a.Code.Sig = strings.Repeat("7", 104) },
}

func TestChangesOfAnswersNameEveryField(t *testing.T) {
	t.Parallel()
	for prefix, of := range map[string]reflect.Type{
		"":       reflect.TypeFor[lookup.Answer](),
		"State.": reflect.TypeFor[scan.State](),
		"Code.":  reflect.TypeFor[origincode.Code](),
	} {
		for i := range of.NumField() {
			name := prefix + of.Field(i).Name
			if name != "State" && name != "Code" && changesOfAnswers[name] == nil {
				t.Errorf("no change of %s: does a page depend on it?", name)
			}
		}
	}
}

// TestSplicedPagesAreTheTemplates asks one server for everything: each page
// comes when others like it were made.
func TestSplicedPagesAreTheTemplates(t *testing.T) {
	t.Parallel()
	s := testServer(t, nil)
	for _, tt := range namedAnswers {
		plain := sampleAnswer(t)
		tt.change(&plain)
		t.Run(tt.name, func(t *testing.T) {
			for _, lang := range []string{"vi", "en"} {
				checkSpliced(t, s, plain, plain.Code.Path(), lang)
			}
		})
		if !slices.Contains([]string{"genuine", "batch", "suspected_copy", "recalled", "state_unknown", "mismatch"}, tt.name) {
			continue
		}
		for name, change := range changesOfAnswers {
			a := plain
			change(&a)
			t.Run(tt.name+"/"+name, func(t *testing.T) { checkSpliced(t, s, a, a.Code.Path(), "vi") })
		}
	}
}

// Producers' links change without the batch, and so without its view.
func TestPagesOfOtherLinksAreNotAlike(t *testing.T) {
	t.Parallel()
	s := testServer(t, nil)
	page := scanPage{Base: Base{Lang: s.languages.byTag["vi"]}}
	shown := func(links ...link.Link) likeness {
		page.Links = nil
		for _, l := range links {
			page.Links = append(page.Links, shopperLink{Link: l})
		}
		return page.likeness(day.Day{}, told{})
	}
	menu := link.Link{Type: "gs1:recipeInfo", Href: "https://a.example/", Title: "Công thức", Lang: "vi"}
	other := menu
	other.Href, other.Title = "https://a.example", "/Công thức" // the same letters, cut elsewhere
	alike := map[likeness]string{shown(): "none"}
	for name, k := range map[string]likeness{
		"one":     shown(menu),
		"two":     shown(menu, menu),
		"other":   shown(other),
		"title":   shown(link.Link{Type: menu.Type, Href: menu.Href, Title: "Khác", Lang: menu.Lang}),
		"type":    shown(link.Link{Type: "gs1:pip", Href: menu.Href, Title: menu.Title, Lang: menu.Lang}),
		"no lang": shown(link.Link{Type: menu.Type, Href: menu.Href, Title: menu.Title}),
	} {
		if before, ok := alike[k]; ok {
			t.Errorf("%s is like %s", name, before)
		}
		alike[k] = name
	}
}

// evil are values that must not come out as anything but text.
var evil = []string{
	`"><script>alert(1)</script>`, `'><img src=x onerror=alert(1)>`, `javascript:alert(1)`, `//evil.example/x`, `\`, `\"`, `%`, `%3`, `%3c%22`, `%zz`,
	`</script><!--`, `-->`, `*/`, `]]>`, `&amp;&lt;&#34;`, `+`, ` `, "\x00", "\t\r\n", "\u2028\u2029", "\xff\xfe", "\ufdd0\ufeff", `{{.Title}}`, "`", "${x}",
	markPrefix, markPrefix + "a" + probe, "Thiên Đức 🍵", `a,b;c=d?e#f[g]@h:i!j$k*l(m)n~o|p^q`,
}

func TestSplicedValuesAreEscaped(t *testing.T) {
	t.Parallel()
	s := testServer(t, nil)
	for _, kind := range []origincode.Kind{origincode.Compact, origincode.Sealed} {
		for _, value := range evil {
			a := sampleAnswer(t)
			a.Code.Kind, a.Text, a.Code.Serial = kind, value, value
			if kind == origincode.Sealed {
				a.Code.Sig = value
			}
			checkSpliced(t, s, a, "/01/"+value+"?q="+value, "vi")
		}
	}
}

// A page is never that of another view, language or day.
func TestSplicedPageIsOfItsViewLanguageAndDay(t *testing.T) {
	t.Parallel()
	s := testServer(t, nil)
	before, after := sampleAnswer(t), sampleAnswer(t)
	today := day.Of(testNow())
	before.View.Product.NameVI, after.View.Product.NameVI = "Chè <cũ>", "Chè mới"
	before.View.Certificates[0].ValidUntil, after.View.Certificates[0].ValidUntil = today, today
	for range 2 { // made, then found
		for _, tt := range []struct {
			name   string
			answer lookup.Answer
			lang   string
			days   int
			want   []string
		}{
			{"before", before, "vi", 0, []string{"Chè &lt;cũ&gt;", "hết hiệu lực ngày", "CertificationActive"}},
			{"after a change", after, "vi", 0, []string{"Chè mới", "hết hiệu lực ngày", "CertificationActive"}},
			{"in English", after, "en", 0, []string{"Chè mới", "lapses on"}},
			{"the day after", after, "vi", 1, []string{"Chè mới", "không được dùng sao này nữa", "CertificationInactive"}},
		} {
			s.Now = func() time.Time { return testNow().AddDate(0, 0, tt.days) }
			c, w := asking(tt.answer.Code.Path(), "Accept-Language", tt.lang)
			if err := s.showAnswer(c, tt.answer, true); err != nil {
				t.Fatal(err)
			}
			wantPage(t, w, 200, tt.want...)
		}
	}
}

// Who is signed in gets a page that nobody else gets, and that is not
// compressed: it is by the session, which is a secret.
func TestStaffGetNoSplicedPage(t *testing.T) {
	t.Parallel()
	s := testServer(t, nil)
	a := sampleAnswer(t)
	for range 2 {
		c, w := asking(a.Code.Path(), "Accept-Encoding", "gzip")
		c.Set(principalKey, account.Principal{Role: account.Inspector, Name: "Chị Hoa"})
		if err := s.showAnswer(c, a, false); err != nil {
			t.Fatal(err)
		}
		wantPage(t, w, 200, "Chị Hoa", "lượt xem này không được tính")
		c, w = asking(a.Code.Path())
		if err := s.showAnswer(c, a, true); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(w.Body.String(), "Chị Hoa") {
			t.Error("a shopper got the page of an officer")
		}
	}
}
