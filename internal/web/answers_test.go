package web

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/gs1"
	"temgoc/internal/lookup"
	"temgoc/internal/origincode"
	"temgoc/internal/scan"
)

const (
	compactSerial = "0Q2W4E6R8T0Y1X3P5A7S"
	someSig       = "07S2V4M6N8P0Q1R3T5W7X9Y2A4B6C8D0E1F3G5H7J9K2M4N6P8Q0R1S3T5V7W9X2Y4Z6A8B0C1D3E5F7G9H2J4K6M8N0P1Q3R5S7T9V2W4X0"
)

func mustGTIN(t testing.TB, s string) gs1.GTIN {
	t.Helper()
	g, err := gs1.ParseGTIN(s)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// sampleView is a batch of a producer that has filled in everything.
func sampleView(t testing.TB) *lookup.View {
	t.Helper()
	home := catalog.Place{
		CommuneBefore: "xã Nguyên Xá", DistrictBefore: "huyện Đông Hưng", ProvinceBefore: "Thái Bình",
		UnitNow: "xã Đông Hưng", ProvinceNow: "tỉnh Hưng Yên",
	}
	picture := uuid.MustParse("0199a000-0000-7000-8000-000000000001")
	return &lookup.View{
		Version: 3, BatchNumber: 41, GTIN: mustGTIN(t, "09520000001018"), Lot: "L260415-01",
		ProducedOn: day.Date(2026, 4, 15), ExpiresOn: day.Date(2027, 4, 15), Quantity: 1000, Content: "500 g",
		Product: lookup.Product{
			NameVI: "Bánh cáy Thiên Đức", NameEN: "Thiên Đức sticky rice bars", Group: "thuc-pham", Brand: "Thiên Đức",
			Description: "Nếp cái hoa vàng, gấc, dành dành, lạc, vừng và gừng, rang và ép theo lối làng Nguyễn.",
			Warnings:    "Có lạc và vừng.", Standards: []string{"TCCS 01:2024/TĐ", "TCVN 5908:2009"}, ShelfLifeDays: 365, PictureID: &picture,
		},
		Producer: lookup.Producer{
			Name: "Xưởng chế biến thực phẩm, bánh kẹo đặc sản Thiên Đức", OwnerType: "ho-kinh-doanh", GLN: "9529000000014",
			Phone: "0227 000 000", Email: "lienhe@thienduc.example", Website: "https://thienduc.example", Place: home,
		},
		Place: home,
		Certificates: []catalog.Certificate{{
			Kind: catalog.KindOCOP, Stars: 4, Number: "1234/QĐ-UBND", Issuer: "UBND tỉnh Hưng Yên",
			IssuedOn: day.Date(2024, 12, 31), ValidUntil: day.Date(2027, 12, 31),
		}},
		Journey: lookup.Journey{
			Steps: []lookup.Step{
				{Kind: "produced", At: time.Date(2026, 4, 15, 0, 0, 0, 0, day.Vietnam), DayOnly: true, Place: home, Quantity: 1000},
				{Kind: "stamps_issued", At: time.Date(2026, 4, 16, 8, 2, 0, 0, day.Vietnam), Quantity: 1000},
				{Kind: "stamps_activated", At: time.Date(2026, 4, 17, 14, 30, 0, 0, day.Vietnam), Quantity: 990},
			},
			Graph: lookup.Graph{Nodes: []lookup.Node{{Goods: lookup.Goods{GTIN: "09520000001018", Lot: "L260415-01"}}}},
		},
		Complete: catalog.Completeness{Asked: 12},
		BuiltAt:  time.Date(2026, 7, 1, 8, 58, 0, 0, day.Vietnam),
	}
}

// sampleAnswer is a genuine compact stamp at its third check.
func sampleAnswer(t testing.TB) lookup.Answer {
	t.Helper()
	view := sampleView(t)
	code := origincode.Code{Kind: origincode.Compact, GTIN: view.GTIN, Batch: 41, Unit: 12, Serial: compactSerial}
	return lookup.Answer{
		Verdict: lookup.Genuine,
		Code:    code,
		Text:    "https://tem.example.vn" + code.Path(),
		View:    view,
		State: scan.State{
			Known: true, Issued: true, Stamp: scan.Active, Scans: 3, Evidence: scan.Evidence{Devices: 2},
			FirstAt: time.Date(2026, 6, 20, 18, 5, 0, 0, day.Vietnam), LastAt: testNow(),
		},
	}
}

// namedAnswer is an answer with what its page must say.
type namedAnswer struct {
	name   string
	change func(*lookup.Answer)
	status int
	tone   tone
	vi, en string // in the h1
	says   string // elsewhere on the Vietnamese page
}

var namedAnswers = []namedAnswer{
	{"genuine", func(*lookup.Answer) {}, 200, good, "Tem thật", "Genuine stamp", "Đã kiểm tra 3 lần, lần đầu lúc 18:05 20/06/2026."},
	{"first", func(a *lookup.Answer) { a.State.Scans, a.State.Devices = 1, 1 }, 200, good, "Tem thật", "Genuine stamp", "Bạn là người đầu tiên"},
	{"sealed", func(a *lookup.Answer) {
		a.Code.Kind, a.Code.Serial, a.Code.Sig = origincode.Sealed, "000A1B2C3D", someSig
	}, 200, good, "Tem thật", "Genuine stamp", "(01)09520000001018(21)000A1B2C3D"},
	{"batch", func(a *lookup.Answer) {
		a.Code.Kind, a.Code.Serial, a.Code.Sig = origincode.Batch, "", someSig
		a.Code.Lot, _ = gs1.ParseLot("L260415-01")
	}, 200, good, "Mã lô thật", "Genuine lot code", "không phải cho riêng một gói"},
	{"shared", func(a *lookup.Answer) { a.Shared = true }, 200, plain, "Trang được chia sẻ", "Shared page", "quét chính con tem"},
	{"shared and voided", func(a *lookup.Answer) { a.Shared, a.Verdict = true, lookup.Voided }, 200, bad, "Tem đã bị hủy", "Cancelled stamp", "không rõ hàng"},
	{"not_activated", func(a *lookup.Answer) { a.Verdict = lookup.NotActivated }, 200, warn, "Tem chưa kích hoạt", "Stamp not activated", "chưa xác nhận đã dán"},
	{"suspected_copy", func(a *lookup.Answer) { a.Verdict, a.State.Devices, a.State.Scans = lookup.SuspectedCopy, 7, 19 }, 200, warn, "Tem có thể đã bị sao chép", "This stamp may have been copied", "trên 7 thiết bị"},
	{"expired", func(a *lookup.Answer) { a.Verdict, a.View.ExpiresOn = lookup.Expired, day.Date(2026, 6, 1) }, 200, warn, "Hàng đã hết hạn sử dụng", "Past its expiry date", "01/06/2026"},
	{"voided", func(a *lookup.Answer) { a.Verdict = lookup.Voided }, 200, bad, "Tem đã bị hủy", "Cancelled stamp", "mất, hỏng"},
	{"recalled", func(a *lookup.Answer) {
		a.Verdict = lookup.Recalled
		a.Recalls = []catalog.Recall{{Reason: "Phát hiện vượt mức aflatoxin.", Instruction: "Không ăn; trả lại nơi mua.", Contact: "0227 000 000"}}
	}, 200, bad, "Hàng đang bị thu hồi", "Recalled", "Liên hệ: 0227 000 000"},
	{"state_unknown", func(a *lookup.Answer) {
		a.Verdict, a.State, a.AsOf = lookup.StateUnknown, scan.State{}, a.View.BuiltAt
	}, 200, warn, "Chưa kiểm tra được", "The latest state", "08:58 01/07/2026"},
	{"product", func(a *lookup.Answer) { a.Verdict, a.View, a.Card = lookup.ProductOnly, nil, sampleCard(a) }, 200, plain, "Mã sản phẩm, không phải tem", "A product code", "Bánh cáy Thiên Đức"},
	{"foreign", refused(lookup.Foreign, false), 404, bad, "Không phải mã của chúng tôi", "Not one of our codes", "không biết sản phẩm đó"},
	{"malformed", refused(lookup.Malformed, false), 400, bad, "Không phải mã của chúng tôi", "Not one of our codes", "bị cắt mất"},
	{"mismatch", refused(lookup.Mismatch, true), 200, bad, "Không phải mã của chúng tôi", "Not one of our codes", "không chứng minh được"},
	{"unknown_serial", refused(lookup.UnknownSerial, true), 200, bad, "Không phải mã của chúng tôi", "Not one of our codes", "chưa từng được cấp"},
	{"revoked_key", refused(lookup.RevokedKey, true), 200, bad, "Không phải mã của chúng tôi", "Not one of our codes", "khóa đã bị thu hồi"},
}

func sampleCard(a *lookup.Answer) *catalog.Card {
	return &catalog.Card{GTIN: a.Code.GTIN, NameVI: "Bánh cáy Thiên Đức", OrgName: "Xưởng Thiên Đức"}
}

func refused(why lookup.Reason, named bool) func(*lookup.Answer) {
	return func(a *lookup.Answer) {
		if named {
			a.Card = sampleCard(a)
		}
		a.Verdict, a.Reason, a.View, a.State = lookup.NotOurs, why, nil, scan.State{}
	}
}
