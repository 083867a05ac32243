package gs1

import "testing"

func TestNewLink(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, stem, bracketed, want string }{
		{"qualifiers in order", CanonicalStem, "(21)S(01)09520000001018(10)L", "https://id.gs1.org/01/09520000001018/10/L/21/S"},
		{"fixed attributes first", "https://a", "(01)09520000001018(99)X(17)270415(98)Y(11)260415", "https://a/01/09520000001018?17=270415&11=260415&99=X&98=Y"},
		{"first key wins", "https://a", "(8004)9520A(01)09520000001018", "https://a/8004/9520A?01=09520000001018"},
		{"trailing slash and upper case", "HTTPS://A/Qr/", "(01)09520000001018", "https://a/Qr/01/09520000001018"},
		{"repetition", "https://a", "(01)09520000001018(01)09520000001018(99)X(99)X", "https://a/01/09520000001018?99=X"},
		{"escapes", "https://a", `(01)09520000001018(10)\(A/B)`, "https://a/01/09520000001018/10/%28A%2FB%29"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			link, err := generateLink(tt.stem, tt.bracketed)
			if err != nil || link.String() != tt.want {
				t.Errorf("got %v, %v, want %s", link, err, tt.want)
			}
		})
	}
}

func TestNewLinkRefuses(t *testing.T) {
	t.Parallel()
	gtin := Element{"01", "09520000001018"}
	for _, tt := range []struct {
		name, stem  string
		elements    []Element
		ai, problem string
	}{
		{"no key", "https://a", []Element{{"99", "X"}}, "", "needs a primary key"},
		{"bad value", "https://a", []Element{{"01", "09520000001019"}}, "01", "check digit"},
		{"unknown", "https://a", []Element{gtin, {"89", "X"}}, "89", "no such application identifier"},
		{"no attribute", "https://a", []Element{gtin, {"8200", "X"}}, "8200", "may not stand in the query"},
		{"two sequences", "https://a", []Element{gtin, {"22", "A"}, {"235", "B"}}, "235", "may not stand in the query"},
		{"no scheme", "id.example.vn", []Element{gtin}, "", "begins with https://"},
		{"query in the stem", "https://a/?b=", []Element{gtin}, "", "no query"},
		{"raw text in the stem", "https://a/gốc", []Element{gtin}, "", "not allowed in a URI"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := NewLink(tt.stem, tt.elements)
			wantSyntaxError(t, err, tt.ai, tt.problem)
		})
	}
}
