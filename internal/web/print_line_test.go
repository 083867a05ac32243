package web

import "testing"

func TestClaimsStars(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"OCOP 5 sao", "ocop", "O.C.O.P", "o c o p", "0C0P", "ÓCÒP", "ＯＣＯＰ", "ⓄⒸⓄⓅ", "𝐎𝐂𝐎𝐏", "ОСОР", "ΟCΟΡ", "O\u0301COP",
		"5 sao", "năm SAO", "5-sao", "s a o", "sáo", "5 sa0", "5 stars", "★★★★★", "☆", "⭐", "✪", "*****", "＊", "🌟", "⋆⋆⋆",
		"OC\u200bOP",
	} {
		if !claimsStars(text) {
			t.Errorf("%q passes as no claim", text)
		}
	}
	for _, text := range []string{
		"", "Giữ nơi khô mát", "Khối lượng: 500 g", "Đặt hàng 0227 540 540", "Hàng tặng, không bán", "Best before 12/2027", "100 % mật ong",
	} {
		if claimsStars(text) {
			t.Errorf("%q passes as a claim", text)
		}
	}
}
