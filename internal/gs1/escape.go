package gs1

import "strings"

const hexDigits = "0123456789ABCDEF"

// EscapePath escapes a value for a path: all but the unreserved characters of
// RFC 3986, so that a "/" stays inside its value.
func EscapePath(value string) string { return escape(value, "%20") }

// EscapeQuery escapes a key or value for a query, where "+" is a space.
func EscapeQuery(value string) string { return escape(value, "+") }

func escape(value, space string) string {
	if unreserved.stray(value) < 0 {
		return value
	}
	var out strings.Builder
	for i := range len(value) {
		switch c := value[i]; {
		case charsets[c]&unreserved != 0:
			out.WriteByte(c)
		case c == ' ':
			out.WriteString(space)
		default:
			out.Write([]byte{'%', hexDigits[c>>4], hexDigits[c&15]})
		}
	}
	return out.String()
}

// UnescapePath decodes a segment of a path. It leaves malformed escapes alone,
// as GS1's own engine does; the parsers here refuse them beforehand.
func UnescapePath(segment string) string { return unescape(segment, '+') }

// UnescapeQuery is UnescapePath for a key or value of a query.
func UnescapeQuery(field string) string { return unescape(field, ' ') }

func unescape(s string, plus byte) string {
	if strings.IndexByte(s, '%') < 0 && (plus == '+' || strings.IndexByte(s, '+') < 0) {
		return s
	}
	var out strings.Builder
	out.Grow(len(s))
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '%' && isEscape(s[i:]):
			out.WriteByte(hexValue(s[i+1])<<4 | hexValue(s[i+2]))
			i += 2
		case c == '+':
			out.WriteByte(plus)
		default:
			out.WriteByte(c)
		}
	}
	return out.String()
}

// isEscape tells whether s begins with a percent sign and two hex digits.
func isEscape(s string) bool {
	return len(s) >= 3 && s[0] == '%' && isHex(s[1]) && isHex(s[2])
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

// hexValue of a hex digit: letters of both cases have 9 less than their value
// in their low four bits.
func hexValue(c byte) byte {
	if c <= '9' {
		return c - '0'
	}
	return c&15 + 9
}
