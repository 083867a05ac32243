package gs1

import "fmt"

// lintYymmdd wants a date. Its century does not matter here: of the years 00 to
// 99 the ones divisible by four are leap years in each century that GS1's rule
// for two-digit years may choose, for 00 is then 2000.
func lintYymmdd(value string) error {
	if err := checkClock("date", value, 6); err != nil {
		return err
	}
	return checkDate(value, 2000+number(value[:2]), value[2:4], value[4:])
}

// lintYymmd0 is lintYymmdd with day 00 for a month as a whole.
func lintYymmd0(value string) error {
	if len(value) == 6 && value[4:] == "00" {
		return lintYymmdd(value[:4] + "01")
	}
	return lintYymmdd(value)
}

func lintYyyymmdd(value string) error {
	if err := checkClock("date", value, 8); err != nil {
		return err
	}
	return checkDate(value, number(value[:4]), value[4:6], value[6:])
}

func checkDate(value string, year int, month, day string) error {
	m, d := number(month), number(day)
	if m < 1 || m > 12 {
		return fmt.Errorf("date %q: there is no month %s", value, month)
	}
	if d < 1 || d > daysIn(year, m) {
		return fmt.Errorf("date %q: there is no day %s in that month", value, day)
	}
	return nil
}

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// lintHhmi wants hours and minutes.
func lintHhmi(value string) error {
	if err := checkClock("time", value, 4); err != nil {
		return err
	}
	if err := lintHh(value[:2]); err != nil {
		return err
	}
	return lintMi(value[2:])
}

func lintHh(value string) error { return checkBelow("hour", value, 24) }
func lintMi(value string) error { return checkBelow("minute", value, 60) }
func lintSs(value string) error { return checkBelow("second", value, 60) }

func checkBelow(name, value string, limit int) error {
	if err := checkClock(name, value, 2); err != nil {
		return err
	}
	if number(value) >= limit {
		return fmt.Errorf("there is no %s %s", name, value)
	}
	return nil
}

func checkClock(name, value string, length int) error {
	if len(value) != length || !isDigits(value) {
		return fmt.Errorf("%s %s: want %d digits", name, quoted(value), length)
	}
	return nil
}
