package gs1

import "fmt"

// CheckDigit is the modulo-10 check digit that belongs behind digits, which
// must be decimal (General Specifications 7.9.1): weights 3 and 1 in turn from
// the right.
func CheckDigit(digits string) byte {
	sum := 0
	for i := range len(digits) {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 0 {
			d *= 3
		}
		sum += d
	}
	return byte('0' + (10-sum%10)%10)
}

// checkKey tells what is wrong with a numeric key of n digits.
func checkKey(name, s string, n int) error {
	if len(s) != n || !isDigits(s) {
		return fmt.Errorf("%s %s: want %d digits", name, quoted(s), n)
	}
	if err := lintCsum(s); err != nil {
		return fmt.Errorf("%s %w", name, err)
	}
	return nil
}
