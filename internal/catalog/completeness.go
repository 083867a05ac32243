package catalog

// Missing names what the catalogue itself lacks of what the law asks a page to
// show, as keys of the text catalogue; without a batch only what belongs to the
// product. Items that the law asks for "if any" are never missing, save a shelf
// life where there must be one.
//
// The ten items are those of Circular 02/2024/TT-BKHCN: 1 name, 2 picture,
// 3 maker, 4 address, 5 stages with codes of product and place, 6 times,
// 7 traceability code, 8 brand (if any), 9 shelf life (if any), 10 standards.
// Decree 37/2026/NĐ-CP article 32 asks for name and GTIN, maker with address
// and identifier, origin, traceability, certificates (if any), dates, warnings
// (if any): nothing that the ten do not, but for the identifier and the origin.
func (f Facts) Missing() []string { return missing(f.items()) }

// Completeness tells how much is there of what the law asks the page of a
// batch to show.
type Completeness struct {
	Asked   int
	Missing []string // keys of the text catalogue
}

// Have is how many of the items are there.
func (c Completeness) Have() int { return c.Asked - len(c.Missing) }

// Percent is 100 only when nothing is missing.
func (c Completeness) Percent() int { return c.Have() * 100 / max(1, c.Asked) }

// Completeness is of a batch that went through the stages.
func (f Facts) Completeness(s Stages) Completeness {
	items := append(f.items(), s.items()...)
	return Completeness{len(items), missing(items)}
}

// Stages are what the journey of a batch tells of items 5 and 6. Each of its
// stages names the product, by the lot's own code, and a time; whether it names
// the place by a code is what is left to ask.
type Stages struct{ Production, Trade Stage }

// Stage is the best that there is of a sort.
type Stage int

const (
	NoStage Stage = iota
	StageWithoutPlaceCode
	WholeStage
)

func (s Stages) items() []item {
	return []item{
		s.Production.item("missing.production", "missing.production_place"),
		s.Trade.item("missing.trade", "missing.trade_place"),
	}
}

func (s Stage) item(none, noPlaceCode string) item {
	if s == StageWithoutPlaceCode {
		return item{noPlaceCode, true}
	}
	return item{none, s == NoStage}
}

// item is asked for, whether it is there or not.
type item struct {
	key  string
	lack bool
}

func missing(items []item) (keys []string) {
	for _, i := range items {
		if i.lack {
			keys = append(keys, i.key)
		}
	}
	return keys
}

func (f Facts) items() []item {
	hasBatch := f.Batch.Lot.String() != ""
	items := []item{
		{"missing.name", f.Product.NameVI == ""},
		{"missing.picture", f.Product.PictureID == nil},
		{"missing.maker", f.Maker.Name == ""},
		{"missing.address", !f.Maker.Place.Known()},
		{"missing.place_code", f.Maker.GLN == ""}, // the maker's identifier too
		{"missing.origin", !f.Place.Known()},
	}
	if hasBatch {
		items = append(items, item{"missing.produced_on", f.Batch.ProducedOn.IsZero()})
	}
	items = append(items, item{"missing.code", f.Product.GTIN.IsZero()})
	if f.needsShelfLife() {
		items = append(items, item{"missing.shelf_life", f.Product.ShelfLifeDays == 0 && (!hasBatch || f.Batch.ExpiresOn.IsZero())})
	}
	return append(items, item{"missing.standards", len(f.Product.Standards) == 0})
}

// needsShelfLife: food and what is made of herbs must carry one (Decree
// 43/2017/NĐ-CP, annex I). Drinks need not, for spirits have none.
func (f Facts) needsShelfLife() bool {
	return f.Product.Group == "thuc-pham" || f.Product.Group == "duoc-lieu"
}
