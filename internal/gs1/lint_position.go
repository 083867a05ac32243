package gs1

import (
	"fmt"
	"strings"
)

// lintPieceoftotal: the piece's number and the total in halves of equal length.
func lintPieceoftotal(value string) error {
	if value == "" || len(value)%2 != 0 || !isDigits(value) {
		return fmt.Errorf("%s: want a piece and a total, with as many digits each", quoted(value))
	}
	piece, total := value[:len(value)/2], value[len(value)/2:]
	if strings.Trim(piece, "0") == "" || strings.Trim(total, "0") == "" {
		return fmt.Errorf("piece %s of %s: neither may be zero", piece, total)
	}
	if piece > total {
		return fmt.Errorf("piece %s of %s: there are not so many", piece, total)
	}
	return nil
}

// lintPosinseqslash: "1/3", both without leading zeros.
func lintPosinseqslash(value string) error {
	position, end, _ := strings.Cut(value, "/")
	for _, n := range [...]string{position, end} {
		if n == "" || !isDigits(n) || n[0] == '0' {
			return fmt.Errorf("%s: want a position such as 1/3", quoted(value))
		}
	}
	if len(position) > len(end) || len(position) == len(end) && position > end {
		return fmt.Errorf("%s: the position is behind the end", quoted(value))
	}
	return nil
}

// Latitude and longitude are in 1e-7 degrees, from the south pole and from
// 180° west (General Specifications 3.5.8).
func lintLatitude(value string) error  { return checkDegrees("latitude", value, "1800000000") }
func lintLongitude(value string) error { return checkDegrees("longitude", value, "3600000000") }

// checkDegrees compares as text: both have the same number of digits.
func checkDegrees(name, value, most string) error {
	if len(value) != len(most) || !isDigits(value) || value > most {
		return fmt.Errorf("%s %s: want 10 digits up to %s", name, quoted(value), most)
	}
	return nil
}
