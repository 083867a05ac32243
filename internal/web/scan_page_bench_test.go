package web

import (
	"net/http/httptest"
	"testing"

	"github.com/gin-gonic/gin"
)

func BenchmarkShowAnswer(b *testing.B) {
	s := testServer(b, nil)
	a := sampleAnswer(b)
	for _, accept := range []string{"", "gzip"} {
		b.Run("Accept-Encoding="+accept, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				w := httptest.NewRecorder()
				c, _ := gin.CreateTestContext(w)
				c.Request = httptest.NewRequest("GET", a.Code.Path(), nil)
				c.Request.Header.Set("Accept", browsing)
				c.Request.Header.Set("Accept-Language", "vi-VN,vi;q=0.9")
				c.Request.Header.Set("Accept-Encoding", accept)
				if err := s.showAnswer(c, a, true); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
