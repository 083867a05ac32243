package gs1

// The dictionary's file is not part of the project; see the generator for what
// it reads.
//go:generate go run ./gen $CONFORMANCE_DIR/gs1/ai-entries.json ai_table.go

// identifier is one row of the Syntax Dictionary: an application identifier, or
// a family of them that differ in the last digit only (3100 to 3105).
type identifier struct {
	first, last string // equal unless it is a family
	title       string
	fixed       bool // its length is pre-defined: no FNC1 follows it
	attribute   bool // may stand in the query of a Digital Link
	components  []component

	// key marks a primary key of a Digital Link; qualifiers are the sequences
	// of which any part may follow it, in this order.
	key        bool
	qualifiers [][]string

	// requires must all hold: of each clause one alternative, of an alternative
	// every identifier. excludes must all be absent. Both name identifiers by
	// prefix: "31" stands for 3100 to 3169. That is unambiguous, for no
	// identifier begins with another one.
	requires []clause
	excludes []string
}

type clause [][]string

// byNumber holds, for the number that an identifier's digits make, its row in
// identifiers plus one. No two identifiers make the same number.
var byNumber = func() (index [10000]uint16) {
	for row, id := range identifiers {
		for n := number(id.first); n <= number(id.last); n++ {
			index[n] = uint16(row + 1) //nolint:gosec // G115: the table has some hundred rows
		}
	}
	return index
}()

// lookup finds the row of an identifier, or nil.
func lookup(ai string) *identifier {
	if len(ai) < 2 || len(ai) > 4 || !isDigits(ai) {
		return nil
	}
	row := byNumber[number(ai)]
	if row == 0 || len(identifiers[row-1].first) != len(ai) {
		return nil
	}
	return &identifiers[row-1]
}

// number reads decimal digits.
func number(digits string) int {
	n := 0
	for i := range len(digits) {
		n = 10*n + int(digits[i]-'0')
	}
	return n
}

// Title is the data title of an identifier as GS1 prints it beside the value
// ("BATCH/LOT"), or "" for what is not an identifier.
func Title(ai string) string {
	if id := lookup(ai); id != nil {
		return id.title
	}
	return ""
}
