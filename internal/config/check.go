package config

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Checks of what may hold a password never quote the value.

func checkDatabaseURL(s string) error {
	return checkScheme(s, "postgres", "postgresql")
}

func checkRedisURL(s string) error {
	return checkScheme(s, "redis", "rediss", "unix")
}

func checkScheme(s string, schemes ...string) error {
	scheme, _, found := strings.Cut(s, "://")
	if !found || !slices.Contains(schemes, scheme) {
		return fmt.Errorf("does not begin with %s://", strings.Join(schemes, ":// or "))
	}
	return nil
}

// parsePublicURL takes scheme and host and nothing more.
func parsePublicURL(s string) (*url.URL, error) {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return nil, fmt.Errorf("is %q, want https:// or http:// and a host", s)
	}
	bare := &url.URL{Scheme: u.Scheme, Host: strings.ToLower(u.Host)}
	if !strings.EqualFold(strings.TrimSuffix(s, "/"), bare.String()) {
		return nil, fmt.Errorf("is %q, want no more than %s", s, bare)
	}
	return bare, nil
}

func checkHost(s string) error {
	u, err := url.Parse("http://" + s)
	if err != nil || u.Host != s || u.Hostname() == "" {
		return fmt.Errorf("holds %q, want a host or host:port", s)
	}
	return nil
}

func checkAddr(s string) error {
	_, port, err := net.SplitHostPort(s)
	if err != nil {
		return fmt.Errorf("is %q, want host:port or :port", s)
	}
	if _, err := strconv.ParseUint(port, 10, 16); err != nil {
		return fmt.Errorf("is %q, want a port up to 65535", s)
	}
	return nil
}

func checkNetwork(s string) error {
	if _, err := netip.ParseAddr(s); err == nil {
		return nil
	}
	if _, err := netip.ParsePrefix(s); err != nil {
		return fmt.Errorf("holds %q, want an address or a network such as 10.0.0.0/8", s)
	}
	return nil
}

func checkPrefix(s string) error {
	if len(s) < 3 || len(s) > 9 || strings.Trim(s, "0123456789") != "" {
		return errors.New("is not 3 to 9 digits")
	}
	return nil
}
