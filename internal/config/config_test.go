package config

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLoad(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "url")
	if err := os.WriteFile(file, []byte("redis://:hidden@cache/0\n"), 0o400); err != nil {
		t.Fatal(err)
	}
	got, err := Load([]string{
		"HOME=/root",
		"TEMGOC_TEST_DATABASE_URL=anything",
		"TEMGOC_DATABASE_URL=postgres://tem:hidden@one,two/tem?target_session_attrs=read-write",
		"TEMGOC_REDIS_URL=",
		"TEMGOC_REDIS_URL_FILE=" + file,
		"TEMGOC_PUBLIC_URL=https://Tem.Example.vn/",
		"TEMGOC_OTHER_HOSTS=old.example.vn, 10.0.0.7:8080,[::1]:80",
		"TEMGOC_KEYS_DIR=/etc/temgoc/keys",
		"TEMGOC_ADDR=127.0.0.1:0",
		"TEMGOC_DEBUG_ADDR=127.0.0.1:9090",
		"TEMGOC_DRAIN_SECONDS=0",
		"TEMGOC_TRUSTED_PROXIES=10.0.0.0/8,fd00::1",
		"TEMGOC_INTERNAL_PREFIX=2000",
		"TEMGOC_AUTHORITY=Sở KH&CN",
		"TEMGOC_AUTHORITY_EN=DOST",
		"TEMGOC_PROVINCE=Hưng Yên",
		"TEMGOC_CONTACT=0221 000 000",
		"TEMGOC_STOCKS=/etc/temgoc/stocks.json",
		"TEMGOC_SCAN_MONTHS=12",
	}, "TEMGOC_DATABASE_URL", "TEMGOC_REDIS_URL")
	if err != nil {
		t.Fatalf("load: %v", err)
	}
	want := Config{
		DatabaseURL:    "postgres://tem:hidden@one,two/tem?target_session_attrs=read-write",
		RedisURL:       "redis://:hidden@cache/0",
		PublicURL:      &url.URL{Scheme: "https", Host: "tem.example.vn"},
		OtherHosts:     []string{"old.example.vn", "10.0.0.7:8080", "[::1]:80"},
		KeysDir:        "/etc/temgoc/keys",
		Addr:           "127.0.0.1:0",
		DebugAddr:      "127.0.0.1:9090",
		TrustedProxies: []string{"10.0.0.0/8", "fd00::1"},
		InternalPrefix: "2000",
		Authority:      "Sở KH&CN",
		AuthorityEN:    "DOST",
		Province:       "Hưng Yên",
		Contact:        "0221 000 000",
		Stocks:         "/etc/temgoc/stocks.json",
		ScanMonths:     12,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("config (-want +got):\n%s", diff)
	}
}

func TestDefaults(t *testing.T) {
	t.Parallel()
	got, err := Load(nil)
	want := Config{
		Addr:           ":8080",
		DrainSeconds:   5,
		InternalPrefix: "0299",
		Authority:      "Trung tâm Ứng dụng và Thông tin KH&CN",
		AuthorityEN:    "Centre for Science and Technology Application and Information",
		ScanMonths:     6,
	}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("config, error %v (-want +got):\n%s", err, diff)
	}
}

func TestRefused(t *testing.T) {
	t.Parallel()
	empty := filepath.Join(t.TempDir(), "empty")
	if err := os.WriteFile(empty, []byte("\n"), 0o400); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ variable, want string }{
		{"TEMGOC_DATABSE_URL=postgres://x", "TEMGOC_DATABSE_URL is no variable of temgoc"},
		{"TEMGOC_KEYS_DIR_FILE=/x", "TEMGOC_KEYS_DIR_FILE is no variable of temgoc"},
		{"TEMGOC_DATABASE_URL=host=db user=tem password=hidden", "TEMGOC_DATABASE_URL does not begin with postgres://"},
		{"TEMGOC_REDIS_URL=hidden:6379", "TEMGOC_REDIS_URL does not begin with redis:// or rediss:// or unix://"},
		{"TEMGOC_REDIS_URL_FILE=/none", "TEMGOC_REDIS_URL_FILE cannot be read: open /none"},
		{"TEMGOC_REDIS_URL_FILE=" + empty, "TEMGOC_REDIS_URL_FILE names an empty file"},
		{"TEMGOC_PUBLIC_URL=tem.example.vn", `TEMGOC_PUBLIC_URL is "tem.example.vn", want https:// or http:// and a host`},
		{"TEMGOC_PUBLIC_URL=ftp://tem.example.vn", "want https:// or http://"},
		{"TEMGOC_PUBLIC_URL=https://tem.example.vn/tem", "want no more than https://tem.example.vn"},
		{"TEMGOC_PUBLIC_URL=https://u@tem.example.vn", "want no more than https://tem.example.vn"},
		{"TEMGOC_PUBLIC_URL=https://tem.example.vn?", "want no more than https://tem.example.vn"},
		{"TEMGOC_OTHER_HOSTS=old.example.vn", "TEMGOC_OTHER_HOSTS is further to TEMGOC_PUBLIC_URL, which is not set"},
		{"TEMGOC_OTHER_HOSTS=https://old.example.vn", `TEMGOC_OTHER_HOSTS holds "https://old.example.vn"`},
		{"TEMGOC_ADDR=8080", "TEMGOC_ADDR"},
		{"TEMGOC_ADDR=:80800", "want a port up to 65535"},
		{"TEMGOC_DEBUG_ADDR=9090", `TEMGOC_DEBUG_ADDR is "9090", want host:port or :port`},
		{"TEMGOC_DRAIN_SECONDS=-1", `TEMGOC_DRAIN_SECONDS is "-1", want a whole number from 0 to 60`},
		{"TEMGOC_TRUSTED_PROXIES=proxy", "TEMGOC_TRUSTED_PROXIES"},
		{"TEMGOC_SCAN_MONTHS=0", `TEMGOC_SCAN_MONTHS is "0", want a whole number from 1 to 120`},
		{"TEMGOC_SCAN_MONTHS=six", "want a whole number from 1 to 120"},
		{"TEMGOC_INTERNAL_PREFIX=02x9", "TEMGOC_INTERNAL_PREFIX is not 3 to 9 digits"},
	} {
		_, err := Load([]string{tt.variable})
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want %q", tt.variable, err, tt.want)
		}
		if err != nil && strings.Contains(err.Error(), "hidden") {
			t.Errorf("%s: the error shows a secret: %v", tt.variable, err)
		}
	}
}

func TestMissingAndTwice(t *testing.T) {
	t.Parallel()
	_, err := Load([]string{"TEMGOC_REDIS_URL=redis://a", "TEMGOC_REDIS_URL_FILE=/b"}, "TEMGOC_DATABASE_URL", "TEMGOC_KEYS_DIR")
	const want = `TEMGOC_REDIS_URL and TEMGOC_REDIS_URL_FILE are both set: take one
TEMGOC_DATABASE_URL is not set
TEMGOC_KEYS_DIR is not set`
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestPrintsNoSecret(t *testing.T) {
	t.Parallel()
	c := Config{DatabaseURL: "postgres://tem:hidden@db/tem", KeysDir: "/keys"}
	encoded, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	for _, got := range []string{fmt.Sprint(c), fmt.Sprintf("%+v", c), fmt.Sprintf("%#v", c), fmt.Sprintf("%q %q", c.DatabaseURL, c.KeysDir), string(encoded)} {
		if strings.Contains(got, "hidden") || !strings.Contains(got, "[secret]") || !strings.Contains(got, "/keys") {
			t.Errorf("got %s, want all but the secret", got)
		}
	}
}
