package limit

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/netip"
	"time"
)

// Source is the key of a caller's network, another one every day.
func Source(secret []byte, address string, now time.Time) string {
	h := hmac.New(sha256.New, secret)
	h.Write([]byte(now.UTC().Format(time.DateOnly)))
	h.Write([]byte(Network(address)))
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:12])
}

// Network is what one caller holds: an IPv4 address, or the /64 that even the
// smallest IPv6 subscriber gets (RFC 6177), in which addresses cost nothing.
// Behind a carrier's NAT (RFC 6598) thousands share an IPv4 address, which
// rates have to leave room for.
func Network(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	if ip = ip.Unmap().WithZone(""); ip.Is4() {
		return ip.String()
	}
	return netip.PrefixFrom(ip, 64).Masked().String()
}
