package catalog

import "testing"

func TestPlace(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, before, now string
		place             Place
	}{
		{"nothing known", "", "", Place{}},
		{"then and now", "Nguyên Xá, Đông Hưng, Thái Bình", "Xã Đông Hưng, Tỉnh Hưng Yên", Place{
			CommuneBefore:  "Nguyên Xá",
			DistrictBefore: "Đông Hưng",
			ProvinceBefore: "Thái Bình",
			UnitNow:        "Xã Đông Hưng",
			ProvinceNow:    "Tỉnh Hưng Yên",
		}},
		{"commune not known", "Đông Hưng, Thái Bình", "Tỉnh Hưng Yên", Place{
			DistrictBefore: "Đông Hưng",
			ProvinceBefore: "Thái Bình",
			ProvinceNow:    "Tỉnh Hưng Yên",
		}},
		{"street is part of the certified address", "Thôn Đông, Nguyên Xá, Thái Bình", "Xã Đông Hưng", Place{
			Street:         "Thôn Đông",
			CommuneBefore:  "Nguyên Xá",
			ProvinceBefore: "Thái Bình",
			UnitNow:        "Xã Đông Hưng",
		}},
		{"began after the mergers", "", "Thôn Đông, Xã Đông Hưng, Tỉnh Hưng Yên", Place{
			Street:      "Thôn Đông",
			UnitNow:     "Xã Đông Hưng",
			ProvinceNow: "Tỉnh Hưng Yên",
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := tt.place.Before(); got != tt.before {
				t.Errorf("Before: got %q, want %q", got, tt.before)
			}
			if got := tt.place.Now(); got != tt.now {
				t.Errorf("Now: got %q, want %q", got, tt.now)
			}
			if got, want := tt.place.Known(), tt.now != ""; got != want {
				t.Errorf("Known: got %v, want %v", got, want)
			}
		})
	}
}
