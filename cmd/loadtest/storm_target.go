package main

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"time"
)

// target is where a storm goes.
type target struct {
	addr   netip.AddrPort
	host   string // that requests name
	secure bool
}

// reach tells to which addresses a storm may go.
type reach func(netip.Addr) error

// loopbackOnly keeps a slip of the hand from falling on somebody's service.
func loopbackOnly(a netip.Addr) error {
	if !a.IsLoopback() {
		return fmt.Errorf("%s is not this machine; give --remote if that service is yours to load", a)
	}
	return nil
}

func anywhere(netip.Addr) error { return nil }

// aim resolves the address once: a storm measures no name servers, and goes
// nowhere but to the address that was allowed.
func aim(base string, allowed reach) (target, error) {
	u, err := url.Parse(base)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return target{}, fmt.Errorf("--url is %q, want http:// or https://, a host and a port", base)
	}
	if u.Path != "" && u.Path != "/" || u.RawQuery != "" {
		return target{}, errors.New("--url has a path; codes have their own")
	}
	port := u.Port()
	if port == "" {
		port = u.Scheme
	}
	a, err := net.ResolveTCPAddr("tcp", net.JoinHostPort(u.Hostname(), port))
	if err != nil {
		return target{}, fmt.Errorf("--url: %w", err)
	}
	to := target{addr: a.AddrPort(), host: u.Host, secure: u.Scheme == "https"}
	return to, allowed(to.addr.Addr().Unmap())
}

// dial is one phone's connection.
func (t target) dial(timeout time.Duration) (*conn, error) {
	c, err := net.DialTimeout("tcp", t.addr.String(), timeout)
	if err != nil {
		return nil, err
	}
	if t.secure {
		c = tls.Client(c, &tls.Config{ServerName: hostname(t.host)})
	}
	return newConn(c), nil
}

// hostname is the host without its port.
func hostname(host string) string { return (&url.URL{Host: host}).Hostname() }
