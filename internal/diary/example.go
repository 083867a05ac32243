package diary

import (
	"time"

	"temgoc/internal/catalog"
)

// Example are a few entries of each sort, as if they had been of the batch.
func Example(b catalog.Batch, now time.Time) []Entry {
	at := func(days, hour int) string {
		t := b.ProducedOn.AddDays(days).Time().Add(time.Duration(hour) * time.Hour)
		return earlier(t, now).Format("2006-01-02 15:04")
	}
	return []Entry{
		{Kind: Material, At: at(-3, 8), Amount: "50", Unit: "kg", Name: "Gạo nếp", Lot: "GN01", People: "Chị Hoa"},
		{Kind: Storing, Method: "sun", At: at(-2, 9), Temperature: "32.5", Humidity: "60"},
		{Kind: Process, At: at(0, 7), Amount: "100", Unit: "goi", Note: "Nấu, ép khuôn", Inputs: []Input{
			{Name: "Gạo nếp", Lot: "GN01", Amount: "50", Unit: "kg"},
			{Name: "Đường", Amount: "5", Unit: "kg"},
		}},
		{Kind: Test, At: at(0, 10), Result: "passed", Laboratory: "Trung tâm kiểm nghiệm tỉnh", Certificate: "KN-012"},
		{Kind: Pack, At: at(0, 14), Amount: "100", Unit: "goi"},
		{Kind: Ship, At: at(1, 8), Amount: "40", Unit: "goi", Receiver: "Cửa hàng OCOP", ReceiverContact: "0227 000 000"},
	}
}
