package diary

import (
	"strings"

	"temgoc/internal/input"
)

// column of the table that producers fill in. Names and words of a file are
// Vietnamese and are compared without accents and case; so are the fields'
// own names, for programs.
type column struct {
	name  string
	field string // as problems name it
	of    func(*Entry) *string
}

// columns are in the order of the example. What was used and what is hidden
// are lists and are read on their own.
var columns = []column{
	{"Việc", "kind", nil},
	{"Ngày giờ", "at", func(e *Entry) *string { return &e.At }},
	{"Số lượng", "amount", func(e *Entry) *string { return &e.Amount }},
	{"Đơn vị", "unit", nil},
	{"Nguyên liệu", "name", nil},
	{"Lô nguyên liệu", "lot", func(e *Entry) *string { return &e.Lot }},
	{"Nhiệt độ (°C)", "temperature", func(e *Entry) *string { return &e.Temperature }},
	{"Độ ẩm (%)", "humidity", func(e *Entry) *string { return &e.Humidity }},
	{"Kết quả", "result", nil},
	{"Nơi kiểm nghiệm", "laboratory", func(e *Entry) *string { return &e.Laboratory }},
	{"Số phiếu", "certificate", func(e *Entry) *string { return &e.Certificate }},
	{"Người nhận", "receiver", func(e *Entry) *string { return &e.Receiver }},
	{"GLN người nhận", "receiver_gln", func(e *Entry) *string { return &e.ReceiverGLN }},
	{"Liên hệ người nhận", "receiver_contact", func(e *Entry) *string { return &e.ReceiverContact }},
	{"GLN nơi làm", "place", func(e *Entry) *string { return &e.Place }},
	{"Nơi làm", "place_name", func(e *Entry) *string { return &e.PlaceName }},
	{"Người làm", "people", func(e *Entry) *string { return &e.People }},
	{"Ghi chú", "note", func(e *Entry) *string { return &e.Note }},
	{"Chỉ cán bộ xem", "hidden", nil},
}

// columnOf finds a column by what stands in the file's first row.
func columnOf(header string) (column, bool) {
	header = input.Fold(header)
	for _, c := range columns {
		if header == input.Fold(c.name) || header == c.field {
			return c, true
		}
	}
	return column{}, false
}

// act is what the first column names: a kind, and for storing its method.
type act struct {
	word   string
	kind   Kind
	method string
}

var acts = []act{
	{"thu hoạch", Harvest, ""},
	{"nhập nguyên liệu", Material, ""},
	{"bảo quản", Storing, "keep"},
	{"phơi", Storing, "sun"},
	{"sấy", Storing, "dry"},
	{"làm lạnh", Storing, "cool"},
	{"chế biến", Process, ""},
	{"kiểm nghiệm", Test, ""},
	{"đóng gói", Pack, ""},
	{"xuất hàng", Ship, ""},
	{"nhận hàng", Receive, ""},
	{"trưng bày", Display, ""},
	{"bán", Sell, ""},
	{"mất", Lost, ""},
	{"hủy", Destroyed, ""},
}

// word of a list in a file, and what it stands for.
type word struct{ text, value string }

var unitWords = []word{
	{"kg", "kg"}, {"g", "g"}, {"tạ", "ta"}, {"tấn", "tan"}, {"lít", "l"}, {"l", "l"}, {"ml", "ml"}, {"con", "con"},
	{"quả", "qua"}, {"cái", "cai"}, {"chiếc", "cai"}, {"hộp", "hop"}, {"gói", "goi"}, {"chai", "chai"}, {"bó", "bo"},
}

var resultWords = []word{{"đạt", "passed"}, {"không đạt", "failed"}}

var factWords = []word{
	{"người làm", string(People)}, {"ghi chú", string(Note)}, {"ảnh", string(Photo)}, {"số lượng", string(Quantity)},
	{"tên nguyên liệu", string(Name)}, {"nguyên liệu", string(Inputs)}, {"nhiệt độ", string(Sensor)},
	{"phiếu kiểm nghiệm", string(Report)}, {"người nhận", string(Receiver)},
}

// meant is the value of a word, or the word itself, which is then refused as
// any other value would be.
func meant(words []word, text string) string {
	text = strings.TrimSpace(text)
	for _, w := range words {
		if input.Fold(text) == input.Fold(w.text) {
			return w.value
		}
	}
	return text
}

func actOf(text string) act {
	text = strings.TrimSpace(text)
	for _, a := range acts {
		if input.Fold(text) == input.Fold(a.word) {
			return a
		}
	}
	return act{kind: Kind(text)}
}
