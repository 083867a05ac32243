// Package webhook posts signed messages to addresses that others chose.
//
//   - Only to https, and only to public addresses: what is dialled is looked at
//     after the name was resolved, so a name that changes its mind leads nowhere.
//   - Redirects are not followed, proxies of the environment are not used, and
//     of the answer only the status matters.
//   - A post takes at most 10 seconds, whatever the receiver does.
//   - A receiver can prove that a message is ours, and fresh (see Verify), and
//     know one that it has had already by its DeliveryHeader.
package webhook

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"
)

const (
	timeout     = 10 * time.Second
	maxResponse = 64 << 10 // bytes that are read, so that the connection can be used again
	maxURL      = 2000     // bytes
)

// ErrRefused means that the address is not one to post to: no https, or not of
// the public internet.
var ErrRefused = errors.New("address refused")

// StatusError is an answer that is not 2xx.
type StatusError struct{ Code int }

func (e StatusError) Error() string { return fmt.Sprintf("receiver answered %d", e.Code) }

// Config of a Client. Its zero value is that of the service.
type Config struct {
	Allow func(netip.Addr) bool // addresses to dial; nil: Public
	Roots *x509.CertPool        // who certifies receivers; nil: the system's
}

// Client posts. Its methods may be called at once.
type Client struct {
	allow func(netip.Addr) bool
	http  *http.Client
}

func New(cfg Config) *Client {
	c := &Client{allow: cfg.Allow}
	if c.allow == nil {
		c.allow = Public
	}
	dialer := &net.Dialer{Timeout: timeout, Control: c.control}
	c.http = &http.Client{
		Timeout:       timeout,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			DialContext:            dialer.DialContext,
			TLSClientConfig:        &tls.Config{RootCAs: cfg.Roots, MinVersion: tls.VersionTLS12},
			ForceAttemptHTTP2:      true,
			DisableCompression:     true,
			MaxIdleConnsPerHost:    1,
			IdleConnTimeout:        time.Minute,
			MaxResponseHeaderBytes: maxResponse,
		},
	}
	return c
}

// control is asked with the very address that is about to be dialled.
func (c *Client) control(_, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil || !c.allow(to.Addr()) {
		return fmt.Errorf("%w: %s", ErrRefused, address)
	}
	return nil
}

// Check refuses a URL that no message would ever be posted to. One that passes
// may still be refused once its name is resolved.
func (c *Client) Check(s string) error {
	u, err := url.Parse(s)
	odd := func(r rune) bool { return r <= ' ' || r > '~' } // to be written with %
	if err != nil || len(s) > maxURL || strings.ContainsFunc(s, odd) || u.Scheme != "https" || u.Hostname() == "" || u.User != nil || u.Fragment != "" {
		return ErrRefused
	}
	if !c.mayName(u.Hostname()) {
		return ErrRefused
	}
	return nil
}

// mayName tells whether a host is one that could be dialled. No top-level domain
// begins with a digit: what looks like one is an IPv4 address in a form of old,
// such as 127.1 or 0x7f000001, which some resolvers take.
func (c *Client) mayName(host string) bool {
	if a, err := netip.ParseAddr(host); err == nil {
		return c.allow(a)
	}
	host = strings.TrimSuffix(host, ".")
	top := host[strings.LastIndexByte(host, '.')+1:]
	return top != "" && (top[0] < '0' || top[0] > '9')
}

// Message is what is posted.
type Message struct {
	ID     string // the same whenever this message is posted again
	URL    string
	Secret string // of the receiver, for the signature; empty: not signed
	Body   []byte // JSON
}

// DeliveryHeader holds Message.ID.
const DeliveryHeader = "Temgoc-Delivery-Id"

// Post is nil once the receiver has answered 2xx.
func (c *Client) Post(ctx context.Context, m Message) error {
	if err := c.Check(m.URL); err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, m.URL, bytes.NewReader(m.Body))
	if err != nil {
		return fmt.Errorf("post: %w", err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", "temgoc")
	req.Header.Set(DeliveryHeader, m.ID)
	if m.Secret != "" {
		req.Header.Set(SignatureHeader, Sign(m.Secret, m.Body, time.Now()))
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return fmt.Errorf("post: %w", err)
	}
	defer resp.Body.Close()
	_, _ = io.CopyN(io.Discard, resp.Body, maxResponse) // the status has said it all
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		return StatusError{resp.StatusCode}
	}
	return nil
}
