package gs1

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func FuzzParseURI(f *testing.F) {
	for _, uri := range []string{
		"https://id.example.vn" + unitPath,
		"HTTPS://A./Qr/01/09520000001018/10/A%2fB/21/S?17=270415&99=a%3Bb;s=x+y&k&=v#f",
		"https://a/00/x/00/006141411234567890?02=09520000001018&37=25&10=ABC123",
		"https://a/8013/1987654Ad4X4bL5ttr2310c2K",
		"https://a/01/09520000001018?%31=&1&%C0%AF=%00",
		"https://[2001:db8::1]:8443/414/9520123456788/254/32a%2Fb",
		"https://a/01/09520000001018/10/%",
	} {
		f.Add(uri)
	}
	f.Fuzz(func(t *testing.T, uri string) {
		link, err := ParseURI(uri)
		if err != nil {
			return
		}
		again, err := ParseURI(link.String())
		if diff := cmp.Diff(link, again); err != nil || diff != "" {
			t.Errorf("%s became %s: %v\n%s", uri, link, err, diff)
		}
		canonical, err := ParseURI(link.Canonical())
		if diff := cmp.Diff(link.Elements(), canonical.Elements()); err != nil || diff != "" {
			t.Errorf("%s became %s: %v\n%s", uri, link.Canonical(), err, diff)
		}
	})
}

func FuzzElementString(f *testing.F) {
	for _, s := range []string{
		"^010952000000101810L1^1727041521S1",
		"]d2010952000000101810L1\x1d1727041521S1\x1d",
		`(01)09520000001018(10)A\(1)(21)\(`,
		"(00)952012345678912345(02)09520000001018(37)25",
		"^01095200000010183103000195",
		"(01)09520000001018(10)\\",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, parse := range []func(string) ([]Element, error){ParseElementString, ParseBracketed} {
			elements, err := parse(s)
			if err != nil {
				continue
			}
			plain, err := ParseElementString(FormatElementString(elements))
			if !slices.Equal(plain, elements) || err != nil {
				t.Errorf("%q became %q: %v, %v", s, FormatElementString(elements), plain, err)
			}
			bracketed, err := ParseBracketed(FormatBracketed(elements))
			if !slices.Equal(bracketed, elements) || err != nil {
				t.Errorf("%q became %q: %v, %v", s, FormatBracketed(elements), bracketed, err)
			}
		}
	})
}
