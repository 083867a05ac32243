package web

import (
	"encoding/base64"
	"errors"
	"io"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"temgoc/internal/catalog"
	"temgoc/internal/diary"
	"temgoc/internal/input"
)

// Rows that a preview shows of each sort.
const (
	goodRows = 20
	badRows  = 200
)

type diaryImportPage struct {
	Base
	Batch    catalog.Batch
	Product  catalog.Product
	Problems Problems
	Strict   bool   // store nothing unless every row is right
	Data     string // the file, base64: a form would change the ends of its lines
	Preview  bool
	Good     []diaryLine
	Bad      []badRow
	GoodN    int
	BadN     int
	RowsMost int
}

// badRow is a fault in a line of the file.
type badRow struct {
	Line            int
	Column, Problem string
}

func (s *Server) diaryImport(c *gin.Context) error {
	b, p, err := s.batchWithProduct(c)
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, "diary_import", s.importPage(c, b, p))
}

func (s *Server) importPage(c *gin.Context, b catalog.Batch, p catalog.Product) diaryImportPage {
	return diaryImportPage{Base: s.base(c, "diary.import.title"), Batch: b, Product: p, RowsMost: diary.MaxRows}
}

// importDiary shows first what is in a file; it stores when the same file comes
// back with a yes. All of it is checked again then.
func (s *Server) importDiary(c *gin.Context) error {
	b, p, err := s.batchWithProduct(c)
	if err != nil {
		return err
	}
	page := s.importPage(c, b, p)
	file, err := fileInForm(c)
	if err == nil {
		page.Strict = c.Request.PostForm.Get("strict") != ""
		page.Data = base64.StdEncoding.EncodeToString(file)
		var rows []diary.Row
		rows, err = diary.Preview(c.Request.Context(), s.Pool, who(c), b.ID, s.Now(), file)
		if err == nil {
			return s.previewOrStore(c, page, rows)
		}
	}
	if page.Problems = page.problems(err); page.Problems == nil {
		return err
	}
	return s.render(c, http.StatusBadRequest, "diary_import", page)
}

func (s *Server) previewOrStore(c *gin.Context, page diaryImportPage, rows []diary.Row) error {
	bad := diary.CountBad(rows)
	if c.Request.PostForm.Get("step") == "store" && (bad == 0 || !page.Strict) {
		n, err := diary.Import(c.Request.Context(), s.Pool, who(c), page.Batch.ID, s.Now(), rows)
		if err == nil {
			c.Redirect(http.StatusSeeOther, diaryPath(page.Batch)+"?done=import&n="+strconv.Itoa(n))
			return nil
		}
		refused, ok := errors.AsType[diary.BadRows](err)
		if !ok {
			return err
		}
		rows = refused
	}
	own, err := diary.OwnPlace(c.Request.Context(), s.Pool, who(c))
	if err != nil {
		return err
	}
	page.show(rows, own)
	return s.render(c, http.StatusOK, "diary_import", page)
}

func (p *diaryImportPage) show(rows []diary.Row, ownPlace string) {
	p.Preview = true
	p.BadN = diary.CountBad(rows)
	p.GoodN = len(rows) - p.BadN
	for _, r := range rows {
		if len(r.Bad) == 0 && len(p.Good) < goodRows {
			p.Good = append(p.Good, p.diaryLine(r.Record(), ownPlace))
		}
		for _, f := range r.Bad {
			if len(p.Bad) < badRows {
				p.Bad = append(p.Bad, badRow{r.Line, diary.ColumnName(f.Field), p.T(f.Problem)})
			}
		}
	}
}

// fileInForm is the file that was chosen, or that a preview brought back.
func fileInForm(c *gin.Context) ([]byte, error) {
	f, err := sentFile(c, "file")
	if err != nil {
		return nil, err
	}
	if f == nil {
		return returnedFile(c.Request.PostForm.Get("data"))
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, diary.MaxFile+1))
}

// returnedFile reads what a preview's form holds.
func returnedFile(data string) ([]byte, error) {
	if data == "" {
		return nil, input.Error{Field: "file", Problem: "diary.file_missing"}
	}
	file, err := base64.StdEncoding.DecodeString(data)
	if err != nil {
		return nil, input.Error{Field: "file", Problem: "diary.file_broken"}
	}
	return file, nil
}
