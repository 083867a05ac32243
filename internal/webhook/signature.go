package webhook

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// SignatureHeader is EPCIS's (OpenAPI, callback of a subscription), which leaves
// its content to us:
//
//	GS1-Signature: t=1764547200,v1=5f1c…
//
// t is the Unix time of posting in seconds; v1 is, in lower-case hexadecimal,
// HMAC-SHA256 with the subscription's secret over
//
//	t, as in the header
//	.
//	the body, byte for byte
const SignatureHeader = "GS1-Signature"

// Sign is the header's value.
func Sign(secret string, body []byte, at time.Time) string {
	t := strconv.FormatInt(at.Unix(), 10)
	return fmt.Sprintf("t=%s,v1=%s", t, hex.EncodeToString(mac(secret, t, body)))
}

// Verify is what a receiver does: the signature is right, and made within
// tolerance of now, so that a message that was overheard cannot be sent later.
func Verify(secret, header string, body []byte, now time.Time, tolerance time.Duration) bool {
	t, sum, ok := strings.Cut(header, ",")
	t, isTime := strings.CutPrefix(t, "t=")
	sum, isSum := strings.CutPrefix(sum, "v1=")
	seconds, err := strconv.ParseInt(t, 10, 64)
	got, hexErr := hex.DecodeString(sum)
	if !ok || !isTime || !isSum || err != nil || hexErr != nil {
		return false
	}
	age := now.Sub(time.Unix(seconds, 0))
	return hmac.Equal(got, mac(secret, t, body)) && age.Abs() <= tolerance
}

func mac(secret, t string, body []byte) []byte {
	h := hmac.New(sha256.New, []byte(secret))
	h.Write([]byte(t + "."))
	h.Write(body)
	return h.Sum(nil)
}
