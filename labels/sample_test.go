package labels

import (
	"fmt"
	"iter"
)

// Sample codes of the kinds and lengths that are printed.

func compactSerial(i int) string { return fmt.Sprintf("0G6WQ4ZB9T3HKMXN%04d", i) }

func compactCode(i int) string {
	return "https://id.example.vn/01/09520000001018/21/" + compactSerial(i)
}

const signature = "0" + "7WVKQ3ZT2M" + "0123456789ABCDEFGHJKMNPQRSTVWXYZ" +
	"0123456789ABCDEFGHJKMNPQRSTVWXYZ" + "ZYXWVTSRQPNMKJHGFEDCBA98765G0"

func sealedCode(i int) string {
	return fmt.Sprintf("https://id.example.vn/01/09520000001018/21/00000A%04d?s=%s", i, signature)
}

const batchCode = "https://id.example.vn/01/09520000001018/10/L260415-01?17=270415&s=" + signature

func compactLabel(i int) Label {
	return Label{
		Code:   compactCode(i),
		Title:  "Bánh cáy Thiên Đức",
		Note:   "OCOP 4 sao",
		Lines:  []string{"Lô: L260415-01", "NSX: 15/04/2026", "HSD: 15/04/2027"},
		Serial: compactSerial(i),
	}
}

func sealedLabel(i int) Label {
	l := compactLabel(i)
	l.Code, l.Serial = sealedCode(i), fmt.Sprintf("00000A%04d", i)
	return l
}

// count gives n labels of a kind.
func count(n int, label func(int) Label) iter.Seq[Label] {
	return func(yield func(Label) bool) {
		for i := range n {
			if !yield(label(i)) {
				return
			}
		}
	}
}
