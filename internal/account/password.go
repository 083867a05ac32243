package account

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"temgoc/internal/input"
)

// Length of a password in characters. There are no rules on kinds of
// characters: they make passwords alike (NIST SP 800-63B-4 section 3.1.1.2).
const (
	minPassword = 10
	maxPassword = 200
)

// obvious passwords of allowed length, as common lists and Vietnamese keyboards
// make them. A short list: back-off does the rest.
var obvious = []string{
	"0123456789", "1234567890", "12345678910", "0987654321", "9876543210",
	"1234512345", "123456789a", "a123456789", "123456789aa", "abc1234567",
	"abcd123456", "abcdefghij", "abcdef1234", "1q2w3e4r5t", "1qaz2wsx3edc",
	"qwertyuiop", "qwerty1234", "qwerty12345", "asdfghjkl;", "zxcvbnm123",
	"password12", "password123", "password1234", "p@ssword123", "passwordpassword",
	"iloveyou123", "administrator", "admin12345", "admin123456", "changeme123",
	"matkhau123", "matkhau1234", "matkhau123456", "anhyeuem123", "emyeuanh123",
	"vietnam123", "vietnam1234", "xinchao123", "khongbiet123", "temgoc1234", "temgoc12345",
}

// minDistinct is how many different characters a password has at least.
const minDistinct = 4

// checkPassword adds what is wrong with a new password of the account email.
func checkPassword(bad *input.Errors, password, email string) {
	const field = "password"
	password = normalPassword(password)
	length := utf8.RuneCountInString(password)
	folded := strings.ToLower(password)
	local, _, _ := strings.Cut(email, "@")
	switch {
	case length < minPassword:
		bad.Add(field, "password.too_short")
	case length > maxPassword:
		bad.Add(field, "password.too_long")
	case folded == email || folded == local:
		bad.Add(field, "password.is_email")
	case slices.Contains(obvious, folded) || distinct(folded) < minDistinct:
		bad.Add(field, "password.obvious")
	}
}

// normalPassword makes one of what two keyboards send for the same Vietnamese
// letters (RFC 8265 section 4.2.2).
func normalPassword(s string) string { return norm.NFC.String(s) }

func distinct(s string) int {
	seen := make(map[rune]bool)
	for _, r := range s {
		seen[r] = true
	}
	return len(seen)
}
