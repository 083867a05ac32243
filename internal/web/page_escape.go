package web

import (
	"encoding/json"
	"strings"
)

// escaper appends a value as html/template would write it at one kind of place;
// a test compares the two.
type escaper func(b []byte, value string) []byte

// place is a kind of place where values may be spliced in.
type place struct {
	probed  string // what html/template makes of the probe there
	escape  escaper
	address bool // part of an address, but not of its query
}

var places = []place{
	{probed: `&#34;&amp; ,`, escape: appendText},
	{probed: `%22%26%20%2c`, escape: appendQuery},
	{probed: `%22&amp;%20,`, escape: appendAddress, address: true},
	{probed: `\"\u0026 ,`, escape: appendJSON},
}

// placeOf tells from the probe after a mark where it stands; not ok if that is
// none of the places, such as a script.
func placeOf(afterMark []byte) (place, bool) {
	for _, p := range places {
		if strings.HasPrefix(string(afterMark[:min(len(afterMark), len(p.probed))]), p.probed) {
			return p, true
		}
	}
	return place{}, false
}

// appendText is for text and for values of attributes in quotes.
func appendText(b []byte, value string) []byte {
	for i := range len(value) {
		b = appendTextByte(b, value[i])
	}
	return b
}

func appendTextByte(b []byte, c byte) []byte {
	switch c {
	case 0:
		return append(b, "\uFFFD"...)
	case '"':
		return append(b, "&#34;"...)
	case '&':
		return append(b, "&amp;"...)
	case '\'':
		return append(b, "&#39;"...)
	case '+':
		return append(b, "&#43;"...)
	case '<':
		return append(b, "&lt;"...)
	case '>':
		return append(b, "&gt;"...)
	}
	return append(b, c)
}

// appendQuery is for a value in the query of an address.
func appendQuery(b []byte, value string) []byte {
	for i := range len(value) {
		b = appendByteOfAddress(b, value[i], "")
	}
	return b
}

// appendAddress is for a part of an address; what is escaped in it stays so.
func appendAddress(b []byte, value string) []byte {
	for i := range len(value) {
		if value[i] == '%' && i+2 < len(value) && isHex(value[i+1]) && isHex(value[i+2]) {
			b = append(b, '%')
			continue
		}
		b = appendByteOfAddress(b, value[i], "!#$&*+,/:;=?@[]")
	}
	return b
}

// appendByteOfAddress keeps what RFC 3986 §2.3 leaves free, and the reserved
// characters that have a meaning there.
func appendByteOfAddress(b []byte, c byte, reserved string) []byte {
	switch {
	case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9',
		strings.IndexByte("-._~", c) >= 0, strings.IndexByte(reserved, c) >= 0:
		return appendTextByte(b, c)
	}
	const hex = "0123456789abcdef"
	return append(b, '%', hex[c>>4], hex[c&15])
}

func isPlain(value string) bool {
	for i := range len(value) {
		if c := value[i]; (c < '0' || c > '9') && (c < 'A' || c > 'Z') {
			return false
		}
	}
	return true
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

// appendJSON is for the inside of a string of JSON.
func appendJSON(b []byte, value string) []byte {
	if isPlain(value) { // as serials are
		return append(b, value...)
	}
	quoted, _ := json.Marshal(value) // of a string never fails
	return append(b, quoted[1:len(quoted)-1]...)
}
