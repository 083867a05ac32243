package labels

import "fmt"

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
