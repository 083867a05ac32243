package webhook

import (
	"crypto/x509"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"
)

// anywhere lets a test post to its own server.
func anywhere(netip.Addr) bool { return true }

// receiver answers with handler; the client trusts it and may dial it.
func receiver(t *testing.T, handler http.HandlerFunc) (*httptest.Server, *Client) {
	t.Helper()
	s := httptest.NewTLSServer(handler)
	t.Cleanup(s.Close)
	return s, New(Config{Allow: anywhere, Roots: trusted(s)})
}

func TestPost(t *testing.T) {
	t.Parallel()
	const secret, body = "bí mật", `{"type":"EPCISQueryDocument"}`
	s, c := receiver(t, func(w http.ResponseWriter, r *http.Request) {
		got, err := io.ReadAll(r.Body)
		if err != nil || string(got) != body {
			t.Errorf("body: got %s, %v, want %s", got, err, body)
		}
		if !Verify(secret, r.Header.Get(SignatureHeader), got, time.Now(), time.Minute) {
			t.Errorf("signature %q does not verify", r.Header.Get(SignatureHeader))
		}
		if id := r.Header.Get(DeliveryHeader); id != "d1" {
			t.Errorf("delivery: got %q, want d1", id)
		}
		w.WriteHeader(http.StatusNoContent)
	})
	err := c.Post(t.Context(), Message{ID: "d1", URL: s.URL + "/hook", Secret: secret, Body: []byte(body)})
	if err != nil {
		t.Errorf("got %v, want it delivered", err)
	}
}

func TestPostFails(t *testing.T) {
	t.Parallel()
	for _, code := range []int{http.StatusInternalServerError, http.StatusGone, http.StatusRequestEntityTooLarge} {
		s, c := receiver(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) })
		err := c.Post(t.Context(), Message{URL: s.URL})
		if status, ok := errors.AsType[StatusError](err); !ok || status.Code != code {
			t.Errorf("got %v, want status %d", err, code)
		}
	}
}

func TestRedirectIsNotFollowed(t *testing.T) {
	t.Parallel()
	s, c := receiver(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			t.Errorf("a redirect was followed to %s", r.URL)
		}
		http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
	})
	err := c.Post(t.Context(), Message{URL: s.URL + "/"})
	if status, ok := errors.AsType[StatusError](err); !ok || status.Code != http.StatusTemporaryRedirect {
		t.Errorf("got %v, want status 307", err)
	}
}

// A receiver that never stops answering ends no later than one that does.
func TestEndlessAnswer(t *testing.T) {
	t.Parallel()
	s, c := receiver(t, func(w http.ResponseWriter, r *http.Request) {
		for chunk := make([]byte, 32<<10); r.Context().Err() == nil; {
			if _, err := w.Write(chunk); err != nil {
				return
			}
		}
	})
	if err := c.Post(t.Context(), Message{URL: s.URL}); err != nil {
		t.Errorf("got %v, want it delivered", err)
	}
}

// The service's own client, before a server that is there but must not be
// reached: by its address, and by a name that leads to it.
func TestPrivateAddressIsRefused(t *testing.T) {
	t.Parallel()
	s := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		t.Error("a private address was reached")
	}))
	t.Cleanup(s.Close)
	c := New(Config{Roots: trusted(s)})
	for _, url := range []string{s.URL, strings.Replace(s.URL, "127.0.0.1", "localhost", 1)} {
		if err := c.Post(t.Context(), Message{URL: url}); !errors.Is(err, ErrRefused) {
			t.Errorf("%s: got %v, want %v", url, err, ErrRefused)
		}
	}
}

func TestCheck(t *testing.T) {
	t.Parallel()
	c := New(Config{})
	for url, want := range map[string]error{
		"https://client.example.com/queryCallback?x=1":              nil,
		"https://client.example.com:8443/":                          nil,
		"http://client.example.com/":                                ErrRefused,
		"https:///path":                                             ErrRefused,
		"https://user:pass@client.example.com/":                     ErrRefused,
		"https://client.example.com/#part":                          ErrRefused,
		"https://127.0.0.1/":                                        ErrRefused,
		"https://[::1]/":                                            ErrRefused,
		"https://127.1/":                                            ErrRefused,
		"https://0x7f000001/":                                       ErrRefused,
		"https://2130706433./":                                      ErrRefused,
		"https://./":                                                ErrRefused,
		"https://1.client.example.com./":                            nil,
		"https://169.254.169.254/latest/meta-data":                  ErrRefused,
		"https://client.example.com/\xff":                           ErrRefused,
		"https://client.example.com/đường":                          ErrRefused,
		"ftp://client.example.com/":                                 ErrRefused,
		"//client.example.com/":                                     ErrRefused,
		"https://client.example.com/" + strings.Repeat("a", maxURL): ErrRefused,
	} {
		if got := c.Check(url); !errors.Is(got, want) {
			t.Errorf("%.60s: got %v, want %v", url, got, want)
		}
	}
}

func TestPublic(t *testing.T) {
	t.Parallel()
	for a, want := range map[string]bool{
		"8.8.8.8":              true,
		"2001:4860:4860::8888": true,
		"0.0.0.0":              false,
		"0.1.2.3":              false,
		"10.0.0.1":             false,
		"100.64.0.1":           false,
		"127.0.0.1":            false,
		"169.254.169.254":      false,
		"172.16.0.1":           false,
		"192.168.1.1":          false,
		"198.18.0.1":           false,
		"224.0.0.1":            false,
		"255.255.255.255":      false,
		"::":                   false,
		"::1":                  false,
		"::ffff:8.8.8.8":       false,
		"::ffff:127.0.0.1":     false,
		"64:ff9b::7f00:1":      false,
		"2002:7f00:1::":        false,
		"fc00::1":              false,
		"fd12:3456::1":         false,
		"fe80::1":              false,
		"fe80::1%eth0":         false,
		"ff02::1":              false,
	} {
		if got := Public(netip.MustParseAddr(a)); got != want {
			t.Errorf("%s: got %v, want %v", a, got, want)
		}
	}
}

func TestVerify(t *testing.T) {
	t.Parallel()
	at := time.Unix(1764547200, 0)
	body := []byte(`{}`)
	good := Sign("secret", body, at)
	const want = "t=1764547200,v1=" // then 64 digits
	if !strings.HasPrefix(good, want) || len(good) != len(want)+64 {
		t.Errorf("got %q, want %q and 64 digits", good, want)
	}
	for _, tt := range []struct {
		name, secret, header, body string
		now                        time.Time
		want                       bool
	}{
		{"good", "secret", good, `{}`, at.Add(time.Minute), true},
		{"too old", "secret", good, `{}`, at.Add(time.Hour), false},
		{"of the future", "secret", good, `{}`, at.Add(-time.Hour), false},
		{"other body", "secret", good, `{ }`, at, false},
		{"other secret", "Secret", good, `{}`, at, false},
		{"other time", "secret", strings.Replace(good, "t=17", "t=27", 1), `{}`, at, false},
		{"no time", "secret", strings.TrimPrefix(good, "t=1764547200,"), `{}`, at, false},
		{"cut", "secret", good[:len(good)-2], `{}`, at, false},
		{"empty", "secret", "", `{}`, at, false},
	} {
		if got := Verify(tt.secret, tt.header, []byte(tt.body), tt.now, 5*time.Minute); got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
}

func trusted(s *httptest.Server) *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(s.Certificate())
	return pool
}
