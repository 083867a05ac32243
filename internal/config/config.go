// Package config reads the settings of the service from its environment.
//
//   - Every wrong value and combination is an error at start that names the
//     variable; so is a TEMGOC_ variable that does not exist.
//   - An empty variable is one that is not set.
//   - A secret may be given as a file: TEMGOC_…_FILE holds its path.
//   - A printed Config shows no secret.
//
// Only commands import this package; all others take plain values.
package config

import (
	"errors"
	"net/url"
)

// Config is the manual: each field says what it is, its default, and what is
// refused.
type Config struct {
	// TEMGOC_DATABASE_URL or TEMGOC_DATABASE_URL_FILE: Postgres, as
	// postgres://user:password@host/database or with several hosts and
	// target_session_attrs=read-write. No default.
	DatabaseURL Secret

	// TEMGOC_REDIS_URL or TEMGOC_REDIS_URL_FILE: redis://, rediss:// or unix://.
	// Empty: the service caches in its own memory alone.
	RedisURL Secret

	// TEMGOC_PUBLIC_URL: scheme and host of every printed code and every link,
	// as https://tem.example.vn. A path, query or user is refused. No default;
	// nil if not set. Codes that are on packs keep it for ever.
	PublicURL *url.URL

	// TEMGOC_OTHER_HOSTS: further names, comma-separated, that are served, as
	// old.example.vn or 10.0.0.7:8080. Refused without TEMGOC_PUBLIC_URL.
	OtherHosts []string

	// TEMGOC_KEYS_DIR: the folder of signing keys that temgoc keygen made. No
	// default.
	KeysDir string

	// TEMGOC_ADDR: where to listen, host:port; the host may be left out.
	Addr string

	// TEMGOC_DEBUG_ADDR: where metrics (/metrics) and profiles (/debug/pprof/) are
	// served, host:port, without TLS and to whoever reaches it: a loopback
	// address, or one behind a firewall that admits the monitoring alone. Default:
	// none.
	DebugAddr string

	// TEMGOC_DRAIN_SECONDS: how long a node that was told to stop goes on
	// answering while /readyz says 503, so that load balancers look away first, 0
	// to 60. Make it longer than they take to notice. Default: 5.
	DrainSeconds int

	// TEMGOC_TRUSTED_PROXIES: addresses or networks, comma-separated, whose
	// X-Forwarded-For is believed. Default: none.
	TrustedProxies []string

	// TEMGOC_INTERNAL_PREFIX: the first 3 to 9 digits of the GTIN-13 that makers
	// without numbers are given. The default is in a range that GS1 leaves to
	// restricted circulation.
	InternalPrefix string

	// TEMGOC_AUTHORITY, TEMGOC_AUTHORITY_EN: the office that runs the service,
	// in Vietnamese and English, as shown to shoppers.
	Authority, AuthorityEN string

	// TEMGOC_PROVINCE: its province, as Hưng Yên. May be empty.
	Province string

	// TEMGOC_CONTACT: a telephone number or address for questions. May be empty.
	Contact string

	// TEMGOC_STOCKS: a JSON file of the stocks that this office prints labels on,
	// beside those that everyone has. Default: none.
	Stocks string

	// TEMGOC_SCAN_MONTHS: how many months single scans are kept, beside the
	// present one, 1 to 120; the sums of their days are kept for ever. Default: 6.
	ScanMonths int
}

// Load reads an environment as os.Environ gives it. The variables named in
// required must be set, themselves or as a file.
func Load(environ []string, required ...string) (Config, error) {
	r := newReader(environ)
	c := Config{
		DatabaseURL:    r.secret("TEMGOC_DATABASE_URL", checkDatabaseURL),
		RedisURL:       r.secret("TEMGOC_REDIS_URL", checkRedisURL),
		PublicURL:      r.publicURL("TEMGOC_PUBLIC_URL"),
		OtherHosts:     r.list("TEMGOC_OTHER_HOSTS", checkHost),
		KeysDir:        r.text("TEMGOC_KEYS_DIR", "", nil),
		Addr:           r.text("TEMGOC_ADDR", ":8080", checkAddr),
		DebugAddr:      r.text("TEMGOC_DEBUG_ADDR", "", checkAddr),
		DrainSeconds:   r.number("TEMGOC_DRAIN_SECONDS", 5, 0, 60),
		TrustedProxies: r.list("TEMGOC_TRUSTED_PROXIES", checkNetwork),
		InternalPrefix: r.text("TEMGOC_INTERNAL_PREFIX", "0299", checkPrefix),
		Authority:      r.text("TEMGOC_AUTHORITY", "Trung tâm Ứng dụng và Thông tin KH&CN", nil),
		AuthorityEN:    r.text("TEMGOC_AUTHORITY_EN", "Centre for Science and Technology Application and Information", nil),
		Province:       r.text("TEMGOC_PROVINCE", "", nil),
		Contact:        r.text("TEMGOC_CONTACT", "", nil),
		Stocks:         r.text("TEMGOC_STOCKS", "", nil),
		ScanMonths:     r.number("TEMGOC_SCAN_MONTHS", 6, 1, 120),
	}
	if len(c.OtherHosts) > 0 && c.PublicURL == nil {
		r.fail("TEMGOC_OTHER_HOSTS", errors.New("is further to TEMGOC_PUBLIC_URL, which is not set"))
	}
	r.refuseMissing(required)
	r.refuseUnknown()
	return c, errors.Join(r.errs...)
}

// Secret is a text that is not for logs. Convert it to string to use it.
type Secret string

func (s Secret) String() string {
	if s == "" {
		return ""
	}
	return "[secret]"
}

// GoString is for %#v.
func (s Secret) GoString() string { return s.String() }

// MarshalText is for JSON and structured logs.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }
