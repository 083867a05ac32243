package gs1

import "testing"

func TestFormat(t *testing.T) {
	t.Parallel()
	link := Link{
		Stem:   "https://id.example.vn/qr",
		Path:   []Element{{"01", "09520000001018"}, {"10", "A/B"}},
		Attrs:  []Element{{"99", "x y"}, {"17", "270415"}},
		Params: []Param{{"s", "0A"}, {"utm", ""}},
	}
	if got, want := link.String(), "https://id.example.vn/qr/01/09520000001018/10/A%2FB?99=x+y&17=270415&s=0A&utm"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := link.Canonical(), "https://id.gs1.org/01/09520000001018/10/A%2FB?17=270415&99=x+y"; got != want {
		t.Errorf("canonical: got %s, want %s", got, want)
	}
	link.Attrs = nil
	if got, want := link.String(), "https://id.example.vn/qr/01/09520000001018/10/A%2FB?s=0A&utm"; got != want {
		t.Errorf("without attributes: got %s, want %s", got, want)
	}
	link.Stem = ""
	if got, want := link.String(), "/01/09520000001018/10/A%2FB?s=0A&utm"; got != want {
		t.Errorf("without stem: got %s, want %s", got, want)
	}
}
