package webhook

import "net/netip"

// special are the ranges within the global ones that lead elsewhere than to one
// host of the internet (IANA's registries of special-purpose addresses).
var special = prefixes(
	"0.0.0.0/8",       // this network
	"100.64.0.0/10",   // carriers' NAT
	"192.0.0.0/24",    // protocol assignments
	"192.0.2.0/24",    // documentation
	"192.88.99.0/24",  // 6to4 relays
	"198.18.0.0/15",   // benchmarks
	"198.51.100.0/24", // documentation
	"203.0.113.0/24",  // documentation
	"240.0.0.0/4",     // reserved, and the broadcast address
	"2001::/23",       // protocol assignments, Teredo
	"2001:db8::/32",   // documentation
	"2002::/16",       // 6to4: an IPv4 address within
	"3fff::/20",       // documentation
)

// globalV6 is what has been given out of IPv6 to the internet. Outside of it are
// unique local addresses, and those that hold an IPv4 address (NAT64).
var globalV6 = netip.MustParsePrefix("2000::/3")

func prefixes(list ...string) (all []netip.Prefix) {
	for _, s := range list {
		all = append(all, netip.MustParsePrefix(s))
	}
	return all
}

// Public tells whether a is a single host's address on the public internet.
func Public(a netip.Addr) bool {
	if !a.IsGlobalUnicast() || a.IsPrivate() || a.Is4In6() || a.Is6() && !globalV6.Contains(a) {
		return false
	}
	for _, p := range special {
		if p.Contains(a) {
			return false
		}
	}
	return true
}
