package gs1

import (
	"errors"
	"fmt"
	"strings"
)

// The linters bear the names of the Syntax Dictionary. Each takes the value of
// one component, whose characters and length have been checked, but relies on
// neither.

// lintCsum wants the modulo-10 check digit last.
func lintCsum(value string) error {
	if value == "" || !isDigits(value) {
		return fmt.Errorf("%s: want digits, the last a check digit", quoted(value))
	}
	last := len(value) - 1
	if got, want := value[last], CheckDigit(value[:last]); got != want {
		return fmt.Errorf("%s: check digit %c, want %c", quoted(value), got, want)
	}
	return nil
}

// checkPairPrimes weigh the characters of lintCsumalpha from the right. They
// suffice for all that an identifier may carry with a check pair, 25 characters.
var checkPairPrimes = [...]int{
	2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37,
	41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83,
}

// lintCsumalpha wants the pair of check characters last (General Specifications
// 7.9.5): the weighted sum modulo 1021 in two characters of five bits.
func lintCsumalpha(value string) error {
	const cset32 = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
	if len(value) < 2 || len(value)-2 > len(checkPairPrimes) {
		return fmt.Errorf("%s: want 2 to %d characters, the last two check characters",
			quoted(value), len(checkPairPrimes)+2)
	}
	data, pair := value[:len(value)-2], value[len(value)-2:]
	if err := cset82.check(data); err != nil {
		return err
	}
	sum := 0
	for i := range len(data) {
		sum += strings.IndexByte(cset82InOrder, data[i]) * checkPairPrimes[len(data)-1-i]
	}
	sum %= 1021
	if want := string([]byte{cset32[sum>>5], cset32[sum&31]}); pair != want {
		return fmt.Errorf("%s: check characters %s, want %s", quoted(value), quoted(pair), want)
	}
	return nil
}

// companyPrefixMin is the length of the shortest GS1 Company Prefixes in use.
const companyPrefixMin = 4

// lintGcppos1 wants the value to begin with a GS1 Company Prefix. Which ones are
// allocated only GS1 knows.
func lintGcppos1(value string) error {
	if len(value) < companyPrefixMin || !isDigits(value[:companyPrefixMin]) {
		return fmt.Errorf("%s does not begin with a GS1 Company Prefix", quoted(value))
	}
	return nil
}

// lintGcppos2 is lintGcppos1 behind an indicator or extension digit.
func lintGcppos2(value string) error {
	if value == "" {
		return errors.New("too short for a GS1 Company Prefix")
	}
	return lintGcppos1(value[1:])
}
