package photo

import (
	"context"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode/decoder"
	"github.com/makiuchi-d/gozxing/qrcode/detector"
)

// reader reads the symbols of a picture in black and white.
type reader struct {
	bits     *gozxing.BitMatrix
	detector *detector.Detector
	decoder  *decoder.Decoder
}

func newReader(bits *gozxing.BitMatrix) *reader {
	return &reader{bits, detector.NewDetector(bits), decoder.NewDecoder()}
}

// read tries the corners together. Those of a symbol that was read are not
// tried again.
func (r *reader) read(ctx context.Context, found []corner) (texts []string) {
	used := make(map[corner]bool, len(found))
	for _, t := range triples(found) {
		if ctx.Err() != nil {
			break
		}
		if used[t.corner] || used[t.right] || used[t.below] {
			continue
		}
		if text, ok := r.symbol(t); ok {
			texts = append(texts, text)
			used[t.corner], used[t.right], used[t.below] = true, true, true
		}
	}
	return texts
}

// symbol reads the one that has these corners, if there is one.
func (r *reader) symbol(t triple) (text string, ok bool) {
	grid, err := r.detector.ProcessFinderPatternInfo(detector.NewFinderPatternInfo(t.below, t.corner, t.right))
	if err != nil {
		return "", false
	}
	result, err := r.decoder.Decode(grid.GetBits(), nil)
	if err != nil {
		return "", false
	}
	return result.GetText(), true
}
