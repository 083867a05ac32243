package gs1

import (
	"fmt"
	"strings"
)

func lintIso3166(value string) error {
	return checkCode("country", value, countryNumbers[value])
}

// lintIso3166999 allows 999 for more than one country.
func lintIso3166999(value string) error {
	return checkCode("country", value, value == "999" || countryNumbers[value])
}

func lintIso3166alpha2(value string) error {
	return checkCode("country", value, countryLetters[value])
}

func lintIso4217(value string) error {
	return checkCode("currency", value, currencyNumbers[value])
}

// lintIso5218: sex not known, male, female, not applicable.
func lintIso5218(value string) error {
	return checkCode("sex", value, isOneOf(value, "0129"))
}

// lintMediatype: 01 to 10 and 80 to 99 are assigned (General Specifications,
// AIDC media type values).
func lintMediatype(value string) error {
	known := len(value) == 2 && isDigits(value) && (value >= "01" && value <= "10" || value >= "80")
	return checkCode("media type", value, known)
}

func lintPackagetype(value string) error {
	return checkCode("package type", value, packageTypes[value])
}

// lintWinding: the face of a roll is out, in, or not known.
func lintWinding(value string) error {
	return checkCode("winding direction", value, isOneOf(value, "019"))
}

func lintYesno(value string) error {
	return checkCode("0 or 1", value, isOneOf(value, "01"))
}

func isOneOf(value, characters string) bool {
	return len(value) == 1 && strings.Contains(characters, value)
}

func checkCode(name, value string, known bool) error {
	if !known {
		return fmt.Errorf("%s is not a code for %s", quoted(value), name)
	}
	return nil
}
