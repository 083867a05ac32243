package catalog

import "testing"

func TestProvinces(t *testing.T) {
	t.Parallel()
	if got := len(Provinces); got != 34 {
		t.Errorf("got %d provinces, want 34", got)
	}
	codes, names := map[string]bool{}, map[string]bool{}
	for _, p := range Provinces {
		codes[p.Code], names[p.Name] = true, true
	}
	if len(codes) != 34 || len(names) != 34 {
		t.Errorf("got %d codes and %d names, want 34 of each", len(codes), len(names))
	}
	for code, want := range map[string]string{"33": "Hưng Yên", "56": "Khánh Hòa", "01": "Hà Nội", "34": "", "1": "", "": ""} {
		if got, known := ProvinceName(code); got != want || known != (want != "") {
			t.Errorf("province %q: got %q, %v, want %q", code, got, known, want)
		}
	}
}
