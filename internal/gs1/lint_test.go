package gs1

import (
	"slices"
	"strings"
	"testing"
)

// lintCase lists values for one linter; the lists are split at spaces.
type lintCase struct {
	name      string
	lint      linter
	good, bad string
}

// checkLints tries all values, and the empty one, which none but the named take.
func checkLints(t *testing.T, cases []lintCase, takesEmpty ...string) {
	t.Helper()
	for _, tt := range cases {
		for value := range strings.FieldsSeq(tt.good) {
			if err := tt.lint(value); err != nil {
				t.Errorf("%s(%q): got %v, want no error", tt.name, value, err)
			}
		}
		for value := range strings.FieldsSeq(tt.bad) {
			if tt.lint(value) == nil {
				t.Errorf("%s(%q): got no error", tt.name, value)
			}
		}
		want := slices.Contains(takesEmpty, tt.name)
		if err := tt.lint(""); (err == nil) != want {
			t.Errorf("%s of nothing: got %v, want valid %v", tt.name, err, want)
		}
	}
}

func TestLintCheck(t *testing.T) {
	t.Parallel()
	checkLints(t, []lintCase{
		{"csum", lintCsum, "09520000001018 9520123456788 952012345678912345 0", "09520000001019 0952000000101A 1"},
		{"csumalpha", lintCsumalpha, "22 1987654Ad4X4bL5ttr2310c2K 99999zzzzzzzzzzzzzzzzzzT2", "2 33 1987654Ad4X4bL5ttr2310c2X 1987654Ad4X4bL5ttr2310c2Kx 12345678901234567890123456NT Ô22"},
		{"gcppos1", lintGcppos1, "9520 9520A 95200000", "952 952A A9520"},
		{"gcppos2", lintGcppos2, "09520 A9520A", "9520 0952A"},
	})
}

func TestLintText(t *testing.T) {
	t.Parallel()
	checkLints(t, []lintCase{
		{"pcenc", lintPcenc, "A %41 A%2fB%ff 100%25", "% %4 A%4g %%41 100%"},
		{"hasnondigit", lintHasnondigit, "A 1A 1-", "1 0123"},
		{"zero", lintZero, "0 000", "1 01 A"},
		{"nonzero", lintNonzero, "1 001 100", "0 000 A"},
		{"nozeroprefix", lintNozeroprefix, "0 1 10", "00 01 A"},
		{"hyphen", lintHyphen, "- --", "+ -1 A"},
		{"importeridx", lintImporteridx, "A z 0 - _", "AA + = é"},
	}, "pcenc")
}

func TestLintTime(t *testing.T) {
	t.Parallel()
	checkLints(t, []lintCase{
		{"yymmdd", lintYymmdd, "260131 240229 000229", "260132 260229 261301 260001 260100 2601 26010A 2601011"},
		{"yymmd0", lintYymmd0, "260100 260131", "261300 260132 26010"},
		{"yyyymmdd", lintYyyymmdd, "20260131 20000229 20240229", "19000229 20260229 260131 20261301"},
		{"hhmi", lintHhmi, "0000 2359", "2400 2360 12 1A00"},
		{"hh", lintHh, "00 23", "24 1"},
		{"mi", lintMi, "00 59", "60 1"},
		{"ss", lintSs, "00 59", "60 1"},
	})
}

func TestLintCodes(t *testing.T) {
	t.Parallel()
	checkLints(t, []lintCase{
		{"iso3166", lintIso3166, "704 004 894", "000 999 70 VN"},
		{"iso3166999", lintIso3166999, "704 999", "000 998"},
		{"iso3166alpha2", lintIso3166alpha2, "VN ZW", "vn XX VNM"},
		{"iso4217", lintIso4217, "704 840 978 999", "000 70 VND"},
		{"iso5218", lintIso5218, "0 1 2 9", "3 01"},
		{"mediatype", lintMediatype, "01 10 80 99", "00 11 79 1 AA"},
		{"packagetype", lintPackagetype, "1A 8 CT ZZ X18", "00 ct 1AA"},
		{"winding", lintWinding, "0 1 9", "2 01"},
		{"yesno", lintYesno, "0 1", "2 01"},
	})
}

func TestLintPosition(t *testing.T) {
	t.Parallel()
	checkLints(t, []lintCase{
		{"pieceoftotal", lintPieceoftotal, "11 0102 999999", "21 0201 00 10 01 123 1A"},
		{"posinseqslash", lintPosinseqslash, "1/1 1/3 9/10 99/100", "0/1 1/0 2/1 10/9 01/2 1 / 1/ /1 1/2/3 a/b"},
		{"latitude", lintLatitude, "0000000000 1104200000 1800000000", "1800000001 110420000 11042000000 A104200000"},
		{"longitude", lintLongitude, "0000000000 2863200000 3600000000", "3600000001 1"},
	})
}

func TestLintIban(t *testing.T) {
	t.Parallel()
	checkLints(t, []lintCase{{
		"iban", lintIban,
		"GB82WEST12345698765432 DE89370400440532013000 NO9386011117947",
		"GB82WEST12345698765433 XX82WEST12345698765432 GB82 GB82west12345698765432 " +
			"DE893704004405320130000000000000000",
	}})
}

func TestLintCoupon(t *testing.T) {
	t.Parallel()
	const (
		// Company prefix of 6 digits, offer code, save value 1, first purchase.
		base = "0" + "952000" + "123456" + "1" + "1" + "1" + "1" + "0" + "123"
		// Second purchase by rule 3 of the same company.
		second = "1" + "3" + "11" + "0" + "123" + "9"
		third  = "2" + "212" + "9" + "000" + "0" + "952001"
		dates  = "3" + "271231" + "4" + "270101"
		serial = "5" + "0" + "123456"
		shop   = "6" + "1" + "9520001"
		misc   = "9" + "5" + "2" + "0" + "1"
	)
	checkLints(t, []lintCase{
		{
			"couponcode", lintCouponcode,
			strings.Join([]string{base, base + second, base + third, base + dates, base + second + third + dates + serial + shop + misc}, " "),
			strings.Join([]string{
				base[:len(base)-1], base + "0", base + "A", "7" + base[1:],
				base + "14" + second[2:], base + third[:4], base + "6" + "0" + "952000",
				base + "3271301", base + "3270101" + "4271231", base + "512", base + "93201", base + "9521",
				base + serial + dates, // out of order
			}, " "),
		},
		{
			"couponposoffer", lintCouponposoffer,
			"0" + "0" + "952000" + "123456" + "0" + "123456" + " 1" + "6" + "952000123456" + "123456" + "9" + "123456789012345",
			"2" + "0" + "952000" + "123456" + "0" + "123456" + " 00952000123456 007 0" + "0" + "952000" + "123456" + "0" + "1234567",
		},
	})
}
