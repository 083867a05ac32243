package epcis

import "testing"

func TestCanonicalText(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ in, want string }{
		{" some text\n", "some text"},
		{"urn:epcglobal:cbv:disp:in_transit", "https://ref.gs1.org/cbv/Disp-in_transit"},
		{"urn:epcglobal:cbv:bt:4012345000009:ASN1", "urn:epcglobal:cbv:bt:4012345000009:ASN1"},
		{"urn:epc:id:sgln:8930001.12345.0", "https://id.gs1.org/414/8930001123458"},
		{"26", "26"},
		{"26.0", "26"},
		{"200.50", "200.5"},
		{"+5", "5"},
		{"-0.0", "0"},
		{"-1.50", "-1.5"},
		{"007", "7"},
		{".5", "0.5"},
		{"5.", "5"},
		{"0.0001", "0.0001"},
		{"1e3", "1000"},
		{"1.25E+1", "12.5"},
		{"12.5e-1", "1.25"},
		{"5e-3", "0.005"},
		// More than the digits of a float64: two lots must not become one.
		{"12345678901234567891", "12345678901234567891"},
		{"1e999999999", "1e999999999"},
		{"1_000", "1_000"},
		{"0x10", "0x10"},
		{"-", "-"},
		{".", "."},
		{"e5", "e5"},
		{"+01:00", "+01:00"},
		{"2014-12-10", "2014-12-10"},
		{"NaN", "NaN"},
		{"", ""},
	} {
		if got := canonicalText(tt.in); got != tt.want {
			t.Errorf("canonicalText(%q): got %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestCanonicalTime(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ in, want string }{
		{"2023-02-02T11:04:03+07:00", "2023-02-02T04:04:03.000Z"},
		{"2023-02-02T11:04:03.1Z", "2023-02-02T11:04:03.100Z"},
		{"2023-02-02T11:04:03.1414Z", "2023-02-02T11:04:03.141Z"},
		{"2023-02-02T11:04:03.1415Z", "2023-02-02T11:04:03.142Z"},
		{"2023-02-02T11:04:03.1425Z", "2023-02-02T11:04:03.143Z"},
		{"2023-12-31T23:59:59.9995Z", "2024-01-01T00:00:00.000Z"},
		{" 2023-02-02T11:04:03.141592653-06:00 ", "2023-02-02T17:04:03.142Z"},
		{"yesterday", "yesterday"},
	} {
		if got := canonicalTime(tt.in); got != tt.want {
			t.Errorf("canonicalTime(%q): got %q, want %q", tt.in, got, tt.want)
		}
	}
}
