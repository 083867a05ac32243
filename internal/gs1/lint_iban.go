package gs1

import "fmt"

const (
	ibanMin = 11 // characters; no country has shorter ones
	ibanMax = 34 // characters, ISO 13616-1
)

// lintIban wants an International Bank Account Number: country, two check
// digits, account. With the first four characters moved to the end and letters
// read as 10 to 35, the number is 1 modulo 97 (ISO 7064 MOD 97-10).
func lintIban(value string) error {
	if len(value) < ibanMin || len(value) > ibanMax {
		return fmt.Errorf("IBAN %s: want %d to %d characters", quoted(value), ibanMin, ibanMax)
	}
	if err := lintIso3166alpha2(value[:2]); err != nil {
		return fmt.Errorf("IBAN: %w", err)
	}
	remainder := 0
	for _, c := range []byte(value[4:] + value[:4]) {
		switch {
		case '0' <= c && c <= '9':
			remainder = remainder*10 + int(c-'0')
		case 'A' <= c && c <= 'Z':
			remainder = remainder*100 + int(c-'A') + 10
		default:
			return fmt.Errorf("IBAN %s: want digits and capital letters", quoted(value))
		}
		remainder %= 97
	}
	if remainder != 1 {
		return fmt.Errorf("IBAN %s: check digits %s are wrong", quoted(value), value[2:4])
	}
	return nil
}
