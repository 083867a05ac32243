package web

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"temgoc/internal/input"
	"temgoc/internal/printing"
	"temgoc/labels"
)

type calibrationPage struct {
	Base
	Form     url.Values // the printer, as it was chosen last
	Stocks   []stockGroup
	DPIs     []int
	Formats  []printing.Format
	Problems Problems
	Marks    string // read so far: further photos add to them
	Result   *calibrationResult
}

// calibration leads through it: print a sheet, photograph it, read the result.
func (s *Server) calibration(c *gin.Context) error {
	return s.render(c, http.StatusOK, "calibration", s.newCalibrationPage(c))
}

func (s *Server) newCalibrationPage(c *gin.Context) calibrationPage {
	page := calibrationPage{Base: s.base(c, "calibration.title"), Form: s.printer(c), DPIs: resolutions, Formats: calibrationFormats}
	page.Wide = true
	page.Stocks = page.stockGroups(s)
	return page
}

// judgeCalibration says what the marks mean that were sent and that are in the
// photos. It keeps nothing: the marks go back into the form.
func (s *Server) judgeCalibration(c *gin.Context) error {
	page := s.newCalibrationPage(c)
	marks, err := s.marksInForm(c)
	page.Marks = markLines(marks)
	if err == nil {
		if page.Result, err = s.calibrationResult(page.Lang, marks); err != nil {
			page.Marks = "" // they would spoil every further try
		}
	}
	if err == nil {
		return s.render(c, http.StatusOK, "calibration", page)
	}
	if page.Problems = page.problems(err); page.Problems == nil {
		return err
	}
	return s.render(c, http.StatusBadRequest, "calibration", page)
}

func (s *Server) calibrationResult(l *Lang, marks []labels.Mark) (*calibrationResult, error) {
	verdict, err := labels.Judge(marks)
	switch {
	case errors.Is(err, labels.ErrNoMarks):
		return nil, input.Error{Field: "photo", Problem: "calibration.no_marks"}
	case errors.Is(err, labels.ErrMixedSheets):
		return nil, input.Error{Field: "photo", Problem: "calibration.mixed"}
	case err != nil:
		return nil, err
	}
	return s.calibrationWords(l, verdict), nil
}

// markLines is the form in which parseMarks takes them back.
func markLines(marks []labels.Mark) string {
	lines := make([]string, len(marks))
	for i, m := range marks {
		lines[i] = m.URL("")
	}
	return strings.Join(lines, " ")
}
