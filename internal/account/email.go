package account

import (
	"fmt"
	"net/mail"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// maxEmail is the longest address in octets, RFC 5321 section 4.5.3.1.3 (the
// path of 256, less its angle brackets).
const maxEmail = 254

// ParseEmail returns the address in its one stored form: NFC, lower case, no
// space around. A display name, comment or quoted local part is refused.
func ParseEmail(s string) (string, error) {
	folded := foldEmail(s)
	addr, err := mail.ParseAddress(folded)
	if err != nil || addr.Address != folded || len(folded) > maxEmail {
		return "", fmt.Errorf("e-mail %q: want name@domain", s)
	}
	return folded, nil
}

// foldEmail makes the many ways to type an address one, valid or not.
func foldEmail(s string) string {
	return norm.NFC.String(strings.ToLower(strings.TrimSpace(s)))
}
