package gs1

import (
	"errors"
	"fmt"
	"strings"
)

// lintPcenc wants each percent sign to begin an escape.
func lintPcenc(value string) error {
	for rest := value; ; rest = rest[3:] {
		i := strings.IndexByte(rest, '%')
		if i < 0 {
			return nil
		}
		rest = rest[i:]
		if !isEscape(rest) {
			return fmt.Errorf("bad percent escape %s", quoted(rest[:min(3, len(rest))]))
		}
	}
}

func lintHasnondigit(value string) error {
	if isDigits(value) {
		return fmt.Errorf("%s must not be digits alone", quoted(value))
	}
	return nil
}

func lintZero(value string) error {
	if value == "" || strings.Trim(value, "0") != "" {
		return fmt.Errorf("%s must be zero", quoted(value))
	}
	return nil
}

func lintNonzero(value string) error {
	if strings.Trim(value, "0") == "" {
		return errors.New("must not be zero")
	}
	return isNumber(value)
}

// lintNozeroprefix allows a zero that stands alone.
func lintNozeroprefix(value string) error {
	if len(value) > 1 && value[0] == '0' {
		return fmt.Errorf("%s must not begin with zero", quoted(value))
	}
	return isNumber(value)
}

func isNumber(value string) error {
	if value == "" || !isDigits(value) {
		return fmt.Errorf("%s: want digits", quoted(value))
	}
	return nil
}

// lintHyphen: the mark behind a negative temperature.
func lintHyphen(value string) error {
	if value == "" || strings.Trim(value, "-") != "" {
		return fmt.Errorf("%s: want a hyphen", quoted(value))
	}
	return nil
}

// lintImporteridx: one character, EU 2018/574 on tobacco.
func lintImporteridx(value string) error {
	if len(value) != 1 || cset64.stray(value) >= 0 {
		return fmt.Errorf("importer index %s: want one letter, digit, - or _", quoted(value))
	}
	return nil
}
