package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/gin-gonic/gin"

	"temgoc/internal/input"
	"temgoc/internal/printing"
	"temgoc/internal/stamp"
	"temgoc/labels"
)

// calibrationFormats are those that a sheet to try a printer comes in.
var calibrationFormats = []printing.Format{printing.PDF, printing.PNG, printing.ZPL, printing.TSPL}

// calibrationSheet sends the sheet, or the labels of a roll, that try a printer.
func (s *Server) calibrationSheet(c *gin.Context) error {
	var wrong input.Errors
	format := printing.Format(c.Query("format"))
	stock := s.stock(c.Query("stock"), format, &wrong)
	asked, _ := strconv.Atoi(c.Query("dpi")) // 0 is the usual one
	dpi := readDPI(asked, &wrong)
	sheet := labels.Calibration{Stock: stock, DPI: dpi, Base: s.codeBase(), Legend: s.language(c).calibrationLegend(s, dpi)}
	write := map[printing.Format]func(io.Writer) error{
		printing.PDF:  sheet.WritePDF,
		printing.PNG:  sheet.WritePNG,
		printing.ZPL:  sheet.WriteZPL,
		printing.TSPL: sheet.WriteTSPL,
	}[format]
	if write == nil {
		wrong.Add("format", "format.unknown")
	}
	if err := wrong.OrNil(); err != nil {
		return err
	}
	name := fmt.Sprintf("to-thu %s %d dpi.%s", stock.Name, dpi, format)
	return s.download(c, name, contentTypes[format], func(_ context.Context, w io.Writer) error {
		err := write(w)
		if small, ok := errors.AsType[labels.TooSmall](err); ok {
			return s.tooSmall(stamp.Compact, stock, small)
		}
		return err
	})
}

func (l *Lang) calibrationLegend(s *Server, dpi int) labels.Legend {
	return labels.Legend{
		Lang:  l.Tag,
		Title: l.T("calibration.sheet.title", "DPI", dpi),
		Notes: []string{l.T("calibration.sheet.print"), l.T("calibration.sheet.then", "Host", s.PublicURL.Host)},
		Ruler: l.T("calibration.sheet.ruler"),
		Size:  func(m labels.Module) string { return fmt.Sprintf("%d · %s mm", m.Dots, l.Decimal(m.MM)) },
		Set: func(quiet int, d labels.Darkness) []string {
			return []string{l.T("calibration.quiet", "N", quiet), l.darkness(d)}
		},
	}
}

// darkness is how dark symbols are printed, in words: for a label printer its
// setting.
func (l *Lang) darkness(d labels.Darkness) string {
	switch command, value := d.Setting(); {
	case command == "^MD":
		return l.T("calibration.dark.zpl", "Value", fmt.Sprintf("%+d", value))
	case command != "":
		return fmt.Sprintf("%s %d", command, value)
	case d == labels.Grown:
		return l.T("calibration.dark.grown")
	case d == labels.Lost:
		return l.T("calibration.dark.lost")
	}
	return l.T("calibration.dark.as_set")
}
