package gs1

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLinkElements(t *testing.T) {
	t.Parallel()
	link, err := ParsePath("/01/09520000001018/10/A/21/S", "99=x&17=270415&3103=000195&s=0A")
	if err != nil {
		t.Fatal(err)
	}
	want := []Element{{"01", "09520000001018"}, {"10", "A"}, {"17", "270415"}, {"21", "S"}, {"3103", "000195"}, {"99", "x"}}
	if diff := cmp.Diff(want, link.Elements()); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	for _, e := range want {
		if got, ok := link.Value(e.AI); got != e.Value || !ok {
			t.Errorf("(%s): got %q, %v, want %q", e.AI, got, ok, e.Value)
		}
	}
	if got, ok := link.Value("22"); ok {
		t.Errorf("(22): got %q, want none", got)
	}
	if got := link.Path[0].AI; got != "01" {
		t.Errorf("sorting moved the path: it begins with %s", got)
	}
}
