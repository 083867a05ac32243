package diary

// Unit of a quantity, as a word of the diary.
type Unit struct {
	Name string // "kg"
	Code string // of UN/ECE Recommendation 20; those with X are packages of Recommendation 21
}

// Units are what producers count in. Each code stands for one unit, so that a
// unit can be read back from an event.
var Units = []Unit{
	{"kg", "KGM"},
	{"g", "GRM"},
	{"ta", "DTN"}, // 100 kg
	{"tan", "TNE"},
	{"l", "LTR"},
	{"ml", "MLT"},
	{"con", "HEA"},
	{"qua", "EA"},
	{"cai", "H87"},
	{"hop", "XBX"},
	{"goi", "XPK"},
	{"chai", "XBO"},
	{"bo", "XBE"},
}

func unitCode(name string) (code string, ok bool) {
	for _, u := range Units {
		if u.Name == name {
			return u.Code, true
		}
	}
	return "", false
}

// unitName is the code itself where the diary has no word for it.
func unitName(code string) string {
	for _, u := range Units {
		if u.Code == code {
			return u.Name
		}
	}
	return code
}

// UsualUnit is what a form begins with.
func UsualUnit(k Kind) string {
	switch k {
	case Harvest, Material:
		return "kg"
	}
	return "goi"
}
