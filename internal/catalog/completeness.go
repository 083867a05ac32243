package catalog

// Missing names what a page lacks of what the law asks it to show, as keys of
// the text catalogue; without a batch only what belongs to the product. Items
// that the law asks for "if any" are never missing, save a shelf life where
// there must be one.
//
// The ten items are those of Circular 02/2024/TT-BKHCN: 1 name, 2 picture,
// 3 maker, 4 address, 5 stages with codes of product and place, 6 times,
// 7 traceability code, 8 brand (if any), 9 shelf life (if any), 10 standards.
// Decree 37/2026/NĐ-CP article 32 asks for name and GTIN, maker with address
// and identifier, origin, traceability, certificates (if any), dates, warnings
// (if any): nothing that the ten do not, but for the identifier and the origin.
func (f Facts) Missing() []string {
	hasBatch := f.Batch.Lot.String() != ""
	var missing []string
	for _, item := range []struct {
		key  string
		lack bool
	}{
		{"missing.name", f.Product.NameVI == ""},
		{"missing.picture", f.Product.PictureID == nil},
		{"missing.maker", f.Maker.Name == ""},
		{"missing.address", !f.Maker.Place.Known()},
		{"missing.place_code", f.Maker.GLN == ""}, // the maker's identifier too
		{"missing.origin", !f.Place.Known()},
		{"missing.produced_on", hasBatch && f.Batch.ProducedOn.IsZero()},
		{"missing.code", f.Product.GTIN.IsZero()},
		{"missing.shelf_life", f.lacksShelfLife(hasBatch)},
		{"missing.standards", len(f.Product.Standards) == 0},
	} {
		if item.lack {
			missing = append(missing, item.key)
		}
	}
	return missing
}

// lacksShelfLife: food and what is made of herbs must carry one (Decree
// 43/2017/NĐ-CP, annex I). Drinks need not, for spirits have none.
func (f Facts) lacksShelfLife(hasBatch bool) bool {
	if f.Product.Group != "thuc-pham" && f.Product.Group != "duoc-lieu" {
		return false
	}
	if hasBatch && !f.Batch.ExpiresOn.IsZero() {
		return false
	}
	return f.Product.ShelfLifeDays == 0
}
