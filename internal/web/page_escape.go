package web

import (
	"encoding/json"
	"fmt"
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

// escapes is what is written for each byte; empty: the byte itself.
type escapes [256]string

// inText is for text and for values of attributes in quotes.
var inText = escapes{
	0: "\uFFFD", '"': "&#34;", '&': "&amp;", '\'': "&#39;", '+': "&#43;", '<': "&lt;", '>': "&gt;",
}

// inQuery and inAddress leave what RFC 3986 §2.3 calls unreserved, and in an
// address also the reserved characters. Both stand in attributes.
var (
	inQuery   = percentEscapes("")
	inAddress = percentEscapes("!#$&*+,/:;=?@[]")
)

func percentEscapes(reserved string) *escapes {
	const unreserved = "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	e := inText
	for c := range e {
		if strings.IndexByte(unreserved, byte(c)) < 0 && strings.IndexByte(reserved, byte(c)) < 0 {
			e[c] = fmt.Sprintf("%%%02x", c)
		}
	}
	return &e
}

func appendText(b []byte, value string) []byte { return appendEscaped(b, value, &inText) }

func appendQuery(b []byte, value string) []byte { return appendEscaped(b, value, inQuery) }

// appendAddress leaves what is escaped in a part of an address so.
func appendAddress(b []byte, value string) []byte {
	for {
		i := strings.IndexByte(value, '%')
		if i < 0 {
			return appendEscaped(b, value, inAddress)
		}
		b = appendEscaped(b, value[:i], inAddress)
		if i+2 < len(value) && isHex(value[i+1]) && isHex(value[i+2]) {
			b = append(b, '%')
		} else {
			b = append(b, inAddress['%']...)
		}
		value = value[i+1:]
	}
}

func appendEscaped(b []byte, value string, e *escapes) []byte {
	kept := 0 // where what is not yet written begins
	for i := range len(value) {
		if escaped := e[value[i]]; escaped != "" {
			b = append(append(b, value[kept:i]...), escaped...)
			kept = i + 1
		}
	}
	return append(b, value[kept:]...)
}

// appendJSON is for the inside of a string of JSON.
func appendJSON(b []byte, value string) []byte {
	if isPlain(value) { // as serials are
		return append(b, value...)
	}
	quoted, _ := json.Marshal(value) // of a string never fails
	return append(b, quoted[1:len(quoted)-1]...)
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
