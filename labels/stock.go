package labels

// Media is what a stock comes on.
type Media string

const (
	OnSheet Media = "sheet" // of an office printer
	OnRoll  Media = "roll"  // of a label printer; a row of labels is a page
)

// Size is in mm.
type Size struct {
	W float64 `json:"w"`
	H float64 `json:"h"`
}

// Point is in mm from the top left corner.
type Point struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
}

// Stock is what labels are printed on. It is data: see stocks.json, and
// ReadStocks for one's own.
type Stock struct {
	Name    string  `json:"name"`           // in URLs: "a4-3x8", "roll-50x30"
	Like    string  `json:"like,omitempty"` // a product that is cut so: "Avery L7159"
	Media   Media   `json:"media"`
	Page    Size    `json:"page"` // of a sheet; of a row of a roll, without the gap behind it
	Columns int     `json:"columns"`
	Rows    int     `json:"rows"` // 1 on a roll
	Label   Size    `json:"label"`
	First   Point   `json:"first"`         // top left corner of the first label, on the page
	Pitch   Size    `json:"pitch"`         // from a label's edge to the next one's
	Gap     float64 `json:"gap,omitempty"` // between the rows of a roll
	Round   bool    `json:"round,omitempty"`
	Scratch *Box    `json:"scratch,omitempty"` // on the label: where foil covers the PIN
}

// PerPage is the number of labels on a page.
func (s Stock) PerPage() int { return s.Columns * s.Rows }

// Place is that of the i-th label of a page, row by row.
func (s Stock) Place(i int) Box {
	return Box{
		X:    s.First.X + float64(i%s.Columns)*s.Pitch.W,
		Y:    s.First.Y + float64(i/s.Columns)*s.Pitch.H,
		Size: s.Label,
	}
}
