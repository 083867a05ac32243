package web

import (
	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"temgoc/internal/catalog"
)

// picture serves a product's picture. Another picture has another id.
func (s *Server) picture(c *gin.Context) error {
	id, err := uuid.Parse(c.Param("id"))
	if err != nil {
		return catalog.ErrNotFound
	}
	jpeg, err := catalog.PictureByID(c.Request.Context(), s.Pool, id)
	if err != nil {
		return err
	}
	c.Header("Cache-Control", immutable)
	sendTagged(c, "image/jpeg", jpeg)
	return nil
}
