package gs1

import "testing"

func TestAssociations(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, bracketed, ai, problem string }{
		{"lot with its product", "(01)09520000001018(10)A", "", ""},
		{"lot alone", "(10)A", "10", "requires AI (01), (02), (03), (8006) or (8026)"},
		{"content without count", "(02)09520000001018(00)952012345678912345", "02", "requires AI (37)"},
		{"content of a pallet", "(00)952012345678912345(02)09520000001018(37)25", "", ""},
		{"product and content", "(01)09520000001018(02)09520000001018(37)5(00)952012345678912345", "01", "may not stand beside AI (37)"},
		{"two weights", "(01)09520000001018(3102)000001(3103)000001", "3102", "may not stand beside AI (3103)"},
		{"a weight twice is one weight", "(01)09520000001018(3103)000001(3103)000001", "", ""},
		{"a pair that is required", "(01)09520000001018(10)A(7004)1", "", ""},
		{"half a pair", "(01)09520000001018(7004)1", "7004", "requires AI (01) with (10)"},
		{"a family is required", "(01)09520000001018(3920)1(3103)000001", "", ""},
		{"a family is missing", "(01)09520000001018(3920)1", "3920", "(30), (31nn), (32nn), (35nn) or (36nn)"},
		{"two clauses, one missing", "(01)09520000001018(250)A", "250", "requires AI (21)"},
		{"signature of a unit", "(01)09520000001018(21)A(8030)AAAA", "", ""},
		{"signature of a kind", "(01)09520000001018(8030)AAAA", "8030", "requires AI (00), (01) with (21)"},
		{"signature of a document", "(253)1231231231232A(8030)AAAA", "", ""},
		{"signature of a kind of document", "(253)1231231231232(8030)AAAA", "253", "requires its serial component"},
		{"repeated with another value", "(01)09520000001018(10)A(10)B", "10", "twice with different values"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := ParseBracketed(tt.bracketed)
			if tt.problem != "" {
				wantSyntaxError(t, err, tt.ai, tt.problem)
			} else if err != nil {
				t.Error(err)
			}
		})
	}
}

func TestCheckSequence(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		path  string
		valid bool
	}{
		{"/01/09520000001018/22/A/10/B/21/C", true},
		{"/01/09520000001018/22/A/21/C", true},
		{"/01/09520000001018/235/A", true},
		{"/01/09520000001018/235/A/21/C", false},
		{"/01/09520000001018/10/A/235/B", false},
		{"/414/9520123456788/254/A", true},
		{"/414/9520123456788/7040/1ABC", true},
		{"/414/9520123456788/254/A/7040/1ABC", false},
		{"/415/9520123456788/8020/A", true},
		{"/415/9520123456788", false}, // requires (8020)
		{"/8003/09520123456788A", true},
		{"/8006/095200000010180102/10/A/21/B", true},
		{"/8006/095200000010180102/22/A", false}, // (22) requires (01)
		{"/8010/0200/8011/12", true},
		{"/253/1231231231232/21/A", false},
	} {
		if _, err := ParsePath(tt.path, ""); (err == nil) != tt.valid {
			t.Errorf("%s: got %v, want valid %v", tt.path, err, tt.valid)
		}
	}
}
