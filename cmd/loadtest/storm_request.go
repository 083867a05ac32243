package main

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"strings"
)

const (
	// phoneHeaders are those by which the service knows a person's phone.
	phoneHeaders = "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n" +
		"Accept-Language: vi-VN,vi;q=0.9,en;q=0.8\r\n" +
		"User-Agent: Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) " +
		"Chrome/131.0.0.0 Mobile Safari/537.36\r\n"

	deviceSize = 16      // bytes in the cookie of a device
	knownOnes  = 100_000 // devices that scanned before
)

func (p *phone) appendRequest(b []byte, path string, forged bool) []byte {
	b = append(b, "GET "...)
	b = append(b, path...)
	if forged {
		p.forge(b[len(b)-len(path):])
	}
	b = append(b, " HTTP/1.1\r\nHost: "...)
	b = append(b, p.target.host...)
	b = append(b, "\r\n"+phoneHeaders...)
	if p.Encoding != "" {
		b = append(b, "Accept-Encoding: "...)
		b = append(b, p.Encoding...)
		b = append(b, "\r\n"...)
	}
	if p.chance(p.Known) {
		b = p.appendCookie(b)
	}
	if p.Sources > 0 {
		n := p.random.IntN(p.Sources)
		b = fmt.Appendf(b, "X-Forwarded-For: 100.%d.%d.%d\r\n", 64+n>>16&63, n>>8&255, n&255) // RFC 6598
	}
	return append(b, "\r\n"...)
}

// appendCookie is that of one of the known devices, by both of the names that
// the service gives it: the second where it is reached by https.
func (p *phone) appendCookie(b []byte) []byte {
	var device [deviceSize]byte
	binary.BigEndian.PutUint32(device[:], uint32(p.random.IntN(knownOnes)))
	value := base64.RawURLEncoding.EncodeToString(device[:])
	return fmt.Appendf(b, "Cookie: device=%s; __Host-device=%s\r\n", value, value)
}

// serialAlphabet is Crockford's base32.
const serialAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// forge alters one of the last characters of the serial, so that it keeps its
// shape.
func (p *phone) forge(path []byte) {
	text := string(path)
	end := len(text)
	if q := strings.IndexByte(text, '?'); q >= 0 {
		end = q
	}
	serial := path[strings.LastIndexByte(text[:end], '/')+1 : end]
	if len(serial) == 0 {
		return
	}
	i := len(serial) - 1 - p.random.IntN(min(8, len(serial)))
	at := strings.IndexByte(serialAlphabet, serial[i]) // −1 of another alphabet's becomes its first
	serial[i] = serialAlphabet[(at+1+p.random.IntN(len(serialAlphabet)-1))%len(serialAlphabet)]
}
