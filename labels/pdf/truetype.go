package pdf

import (
	"encoding/binary"
	"maps"
	"math/bits"
	"slices"
)

// trueType is a font file by its tables (OpenType 1.9, "Organization of an
// OpenType font"). Tables are not changed in place: they may be read-only.
type trueType map[string][]byte

const (
	tableRecord = 16 // bytes: tag, checksum, offset, length
	fileHeader  = 12
)

// parseTrueType trusts the font: it is one of ours.
func parseTrueType(file []byte) trueType {
	tables := trueType{}
	for i := range int(binary.BigEndian.Uint16(file[4:])) {
		record := file[fileHeader+i*tableRecord:]
		offset, length := binary.BigEndian.Uint32(record[8:]), binary.BigEndian.Uint32(record[12:])
		tables[string(record[:4])] = file[offset:][:length]
	}
	return tables
}

// glyphTables are the tables that ISO 32000-1, 9.9, wants of an embedded
// TrueType font whose glyphs are chosen by number.
var glyphTables = []string{"cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"}

// subset keeps the outlines of some glyphs, of those that they are composed of
// and of the empty box; the others keep their numbers and lose their outlines.
func (f trueType) subset(glyphs []glyph) trueType {
	keep := f.closure(glyphs)
	cut := trueType{}
	for _, tag := range glyphTables {
		cut[tag] = f[tag]
	}
	cut["glyf"], cut["loca"] = f.cutOutlines(keep)
	cut["hmtx"] = f.cutWidths(keep)
	cut["head"] = slices.Clone(f["head"])
	clear(cut["head"][8:12])                        // checksumAdjustment
	binary.BigEndian.PutUint16(cut["head"][50:], 1) // indexToLocFormat: offsets of 32 bits
	return cut
}

func (f trueType) closure(glyphs []glyph) map[uint16]bool {
	keep := map[uint16]bool{}
	todo := []uint16{0} // the empty box
	for _, g := range glyphs {
		todo = append(todo, uint16(g.index))
	}
	for len(todo) > 0 {
		glyph := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if !keep[glyph] {
			keep[glyph] = true
			todo = append(todo, components(f.outline(glyph))...)
		}
	}
	return keep
}

// outline is the description of a glyph in the glyf table.
func (f trueType) outline(glyph uint16) []byte {
	loca := f["loca"]
	if binary.BigEndian.Uint16(f["head"][50:]) == 0 { // offsets of 16 bits, halved
		at := loca[2*int(glyph):]
		return f["glyf"][2*int(binary.BigEndian.Uint16(at)) : 2*int(binary.BigEndian.Uint16(at[2:]))]
	}
	at := loca[4*int(glyph):]
	return f["glyf"][binary.BigEndian.Uint32(at):binary.BigEndian.Uint32(at[4:])]
}

// Flags of a component (OpenType 1.9, "glyf", composite glyph description).
const (
	argsAreWords   = 0x0001
	haveScale      = 0x0008
	moreComponents = 0x0020
	haveXYScale    = 0x0040
	haveTwoByTwo   = 0x0080
)

// components are the glyphs that a composite one is made of.
func components(outline []byte) []uint16 {
	if len(outline) == 0 || int16(binary.BigEndian.Uint16(outline)) >= 0 {
		return nil // blank or simple: it has a number of contours
	}
	var glyphs []uint16
	for b, flags := outline[10:], uint16(moreComponents); flags&moreComponents != 0; {
		flags = binary.BigEndian.Uint16(b)
		glyphs = append(glyphs, binary.BigEndian.Uint16(b[2:]))
		size := 6
		if flags&argsAreWords != 0 {
			size += 2
		}
		switch {
		case flags&haveScale != 0:
			size += 2
		case flags&haveXYScale != 0:
			size += 4
		case flags&haveTwoByTwo != 0:
			size += 8
		}
		b = b[size:]
	}
	return glyphs
}

func (f trueType) cutOutlines(keep map[uint16]bool) (glyf, loca []byte) {
	loca = binary.BigEndian.AppendUint32(nil, 0)
	for glyph := range f.numGlyphs() {
		if keep[glyph] {
			glyf = append(glyf, padded(f.outline(glyph))...)
		}
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
	}
	return glyf, loca
}

// cutWidths makes the widths of lost glyphs 0: they compress better.
func (f trueType) cutWidths(keep map[uint16]bool) []byte {
	hmtx := slices.Clone(f["hmtx"])
	for glyph := range binary.BigEndian.Uint16(f["hhea"][34:]) { // numberOfHMetrics
		if !keep[glyph] {
			clear(hmtx[4*int(glyph):][:4])
		}
	}
	return hmtx
}

func (f trueType) numGlyphs() uint16 { return binary.BigEndian.Uint16(f["maxp"][4:]) }

// bytes is the font as a file.
func (f trueType) bytes() []byte {
	tags := slices.Sorted(maps.Keys(f))
	log := bits.Len(uint(len(tags))) - 1
	file := binary.BigEndian.AppendUint32(nil, 0x00010000) // TrueType outlines
	for _, n := range [...]int{len(tags), tableRecord << log, log, tableRecord * (len(tags) - 1<<log)} {
		file = binary.BigEndian.AppendUint16(file, uint16(n)) // and what binary search needs
	}
	offset, head := fileHeader+len(tags)*tableRecord, 0
	for _, tag := range tags {
		if tag == "head" {
			head = offset
		}
		file = append(file, tag...)
		for _, n := range [...]uint32{checksum(f[tag]), uint32(offset), uint32(len(f[tag]))} {
			file = binary.BigEndian.AppendUint32(file, n)
		}
		offset += len(padded(f[tag]))
	}
	for _, tag := range tags {
		file = append(file, padded(f[tag])...)
	}
	binary.BigEndian.PutUint32(file[head+8:], 0xB1B0AFBA-checksum(file)) // checksumAdjustment
	return file
}

// padded is a table up to the next four bytes.
func padded(table []byte) []byte {
	return append(slices.Clip(table), make([]byte, -len(table)&3)...)
}

// checksum is the sum of the words of 32 bits.
func checksum(table []byte) (sum uint32) {
	for b := padded(table); len(b) > 0; b = b[4:] {
		sum += binary.BigEndian.Uint32(b)
	}
	return sum
}
