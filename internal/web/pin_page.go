package web

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"temgoc/internal/lookup"
	"temgoc/internal/origincode"
	"temgoc/internal/scan"
)

// pinPage asks for the PIN under a stamp's scratch foil, until it has Words to
// say of it.
type pinPage struct {
	Base
	Text     string // the code, as the scan page has it
	Back     string // path of its page; empty for what is no code of ours
	Words    verdictWords
	Problems Problems
}

func (s *Server) newPINPage(c *gin.Context, text string) pinPage {
	page := pinPage{Base: s.base(c, "pin.title"), Text: text}
	if path, err := s.locate(c, text); err == nil && path != "" {
		page.Back = asLink(path)
	}
	return page
}

// pinPage gives the device its cookie, so that a PIN which is sent twice is that
// of one device.
func (s *Server) pinPage(c *gin.Context) error {
	s.pinVisit(c)
	return s.render(c, http.StatusOK, "pin", s.newPINPage(c, c.Query("code")))
}

func (s *Server) pinVisit(c *gin.Context) lookup.Visit {
	v := lookup.Visit{Device: deviceOf(s.cookie(c, "device")), Lang: s.language(c).Tag}
	if v.Device == nil {
		v.Device = newDevice()
		s.setDevice(c, v.Device)
	}
	return v
}

// tryPIN answers at once and not at an address of its own: anyone could lead
// people to that of a right PIN.
func (s *Server) tryPIN(c *gin.Context) error {
	if err := c.Request.ParseForm(); err != nil {
		return formError(err)
	}
	if err := s.take(c, pins, s.network(c)); err != nil {
		return err
	}
	page := s.newPINPage(c, c.Request.PostForm.Get("code"))
	pin := strings.TrimSpace(c.Request.PostForm.Get("pin"))
	a, tried, err := s.Lookup.TryPIN(c.Request.Context(), page.Text, s.pinVisit(c), pin)
	if err != nil {
		if page.Problems = page.problems(err); page.Problems == nil {
			return err
		}
		return s.render(c, http.StatusBadRequest, "pin", page)
	}
	if err := s.countWrong(c, a); err != nil {
		return err
	}
	if tried.Outcome == scan.PINWrong {
		page.Problems = Problems{"pin": page.T("pin.wrong", "N", tried.Left)}
	} else {
		page.Words = s.pinWords(page.Lang, a, tried)
		page.Title = page.Words.Title
	}
	return s.render(c, answerStatus(a), "pin", page)
}

// pinWords says what came of a try, or why there was none.
func (s *Server) pinWords(l *Lang, a lookup.Answer, p scan.PIN) verdictWords {
	switch p.Outcome {
	case scan.PINFirst:
		return say(good, l.T("pin.first.title"), l.T("pin.first.text", "Time", l.Time(p.UsedAt)))
	case scan.PINUsed:
		return say(warn, l.T("pin.used.title"), l.T("pin.used.text", "Time", l.Time(p.UsedAt)))
	case scan.PINLocked:
		return say(warn, l.T("pin.locked.title"), l.T("pin.locked.text"))
	}
	if a.Verdict == lookup.Genuine { // then it is the code of the lot
		return say(plain, l.T("pin.none.title"), l.T("pin.none.text"))
	}
	return s.verdictWords(l, a)
}

// AsksPIN is true for whoever may hold the stamp, unless it is bad already.
func (p scanPage) AsksPIN() bool {
	return !p.Shared && p.Code.Kind != origincode.Batch &&
		(p.Verdict == lookup.Genuine || p.Verdict == lookup.SuspectedCopy)
}
