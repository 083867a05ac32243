package labels

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
)

// WriteSVG draws the symbol with its quiet zone, to be printed with modules of
// the given width in mm. The title is what a screen reader says.
func (s Symbol) WriteSVG(w io.Writer, module float64, title string) error {
	if !(module >= MinModule && module <= MaxModule) { // so that NaN fails
		return fmt.Errorf("module of %g mm: want %g to %g", module, MinModule, MaxModule)
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" role="img" shape-rendering="crispEdges" `+
		`width="%.3[1]fmm" height="%.3[1]fmm" viewBox="0 0 %[2]d %[2]d"><title>`, s.Side(module), s.full())
	if err := xml.EscapeText(&b, []byte(title)); err != nil {
		return fmt.Errorf("escape the title: %w", err)
	}
	fmt.Fprintf(&b, `</title><path fill="#fff" d="M0 0h%[1]dv%[1]dH0z"/><path d="`, s.full())
	for r := range s.Runs() {
		fmt.Fprintf(&b, "M%d %dh%dv1h-%[3]dz", QuietZone+r.X, QuietZone+r.Y, r.N)
	}
	b.WriteString(`"/></svg>` + "\n")
	if _, err := w.Write(b.Bytes()); err != nil {
		return fmt.Errorf("write SVG: %w", err)
	}
	return nil
}
