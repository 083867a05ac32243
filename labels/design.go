package labels

// Design is what all labels of a run say alike.
type Design struct {
	Title string   `json:"title"`           // the product
	Maker string   `json:"maker,omitempty"` // the producer
	Note  string   `json:"note,omitempty"`  // stands out, such as "OCOP 4 sao"
	Lines []string `json:"lines,omitempty"` // lot, dates and so on, each on its own line
	Host  string   `json:"host,omitempty"`  // where the code leads, for people to read: "id.example.vn"
}

// Code is what one label says of its own.
type Code struct {
	Number int    // of the stamp in its batch
	URL    string // what the symbol says
	Serial string // printed in groups, see Group
	PIN    string // printed where the stock has a scratch field; may be empty
}
