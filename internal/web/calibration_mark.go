package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"temgoc/labels"
)

type calibrationMarkPage struct {
	Base
	Size, Quiet, Darkness string
}

// calibrationMark is where a symbol of a calibration sheet leads that is opened
// with a phone's own camera: it is no stamp, and says nothing of any goods.
func (s *Server) calibrationMark(c *gin.Context) error {
	m, err := labels.ParseMark(c.Request.URL.String())
	if err != nil {
		return status(http.StatusNotFound)
	}
	page := calibrationMarkPage{Base: s.base(c, "calibration.mark.title")}
	page.Size = page.moduleWords(m.Module())
	page.Quiet = page.T("calibration.quiet", "N", m.Quiet)
	page.Darkness = page.darkness(m.Darkness)
	return s.render(c, http.StatusOK, "calibration_mark", page)
}
