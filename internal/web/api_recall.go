package web

import (
	"bytes"
	"encoding/json"
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/gs1"
	"temgoc/internal/input"
	"temgoc/internal/recall"
)

// recallBody is a NewRecall, the batch that it is of, and which of the batches
// made from that are included: all unless it says so.
type recallBody struct {
	catalog.NewRecall
	BatchID string       `json:"batch_id"`
	Include *includeBody `json:"include"`
}

// includeBody is "all", or a list of ids.
type includeBody struct {
	all bool
	ids []string
}

func (b *includeBody) UnmarshalJSON(text []byte) error {
	if b.all = bytes.Equal(text, []byte(`"all"`)); b.all {
		return nil
	}
	return json.Unmarshal(text, &b.ids)
}

func (b *includeBody) choice(bad *input.Errors) recall.Choice {
	if b == nil || b.all {
		return recall.Choice{All: true}
	}
	return readChoice(bad, b.ids)
}

// readChoice reads the ids of the batches that are to be included.
func readChoice(bad *input.Errors, ids []string) (c recall.Choice) {
	for _, text := range ids {
		c.Batches = append(c.Batches, readID(bad, "include", text))
	}
	return c
}

// goodsAnswer names a batch as the rest of the API does, and what it is of.
type goodsAnswer struct {
	BatchID  uuid.UUID `json:"batch_id"`
	GTIN     gs1.GTIN  `json:"gtin"`
	Lot      gs1.Lot   `json:"lot"`
	Product  string    `json:"product"`
	Producer string    `json:"producer"`
}

func goodsAnswerOf(g catalog.Goods) goodsAnswer {
	return goodsAnswer{g.Batch.ID, g.Batch.GTIN, g.Batch.Lot, g.Product.NameVI, g.Maker.Name}
}

type recallAnswer struct {
	catalog.Recall
	goodsAnswer
}

// recallDetail is a recall with what it reaches.
type recallDetail struct {
	recallAnswer
	Members   []recallAnswer    `json:"members"`   // recalled for its sake
	Undecided []undecidedAnswer `json:"undecided"` // made from its batch, neither recalled nor dismissed; for administrators
	Findings  *drillAnswer      `json:"findings"`  // null unless it is a drill
}

type undecidedAnswer struct {
	goodsAnswer
	Distance int `json:"distance"`
}

// drillAnswer has its times in seconds.
type drillAnswer struct {
	recall.Findings
	FindBatches   float64 `json:"find_batches"`
	RecordRecalls float64 `json:"record_recalls"`
	FindReceivers float64 `json:"find_receivers"`
}

func recallAnswerOf(n catalog.RecallNotice) recallAnswer {
	return recallAnswer{n.Recall, goodsAnswerOf(n.Goods)}
}

func (s *Server) apiRecalls(c *gin.Context) error {
	q := queryOf(c)
	after, limit := q.id("after"), q.limit()
	if err := q.bad.OrNil(); err != nil {
		return err
	}
	notices, err := catalog.RecallNotices(c.Request.Context(), s.Pool, who(c), after, limit)
	if err != nil {
		return err
	}
	rows := make([]recallAnswer, len(notices))
	for i, n := range notices {
		rows[i] = recallAnswerOf(n)
	}
	return writeList(c, rows, limit, func(r recallAnswer) string { return r.ID.String() })
}

func (s *Server) apiDeclareRecall(c *gin.Context) error {
	body, err := readJSON[recallBody](c)
	if err != nil {
		return err
	}
	var bad input.Errors
	order := recall.Order{
		BatchID:   readID(&bad, "batch_id", body.BatchID),
		NewRecall: body.NewRecall,
		Include:   body.Include.choice(&bad),
	}
	if err := bad.OrNil(); err != nil {
		return err
	}
	declared, err := recall.Declare(c.Request.Context(), s.Pool, who(c), order)
	if err != nil {
		return err
	}
	s.reloadLinks(c.Request.Context())
	return s.writeRecall(c, http.StatusCreated, declared.ID)
}

func (s *Server) apiRecall(c *gin.Context) error {
	id, err := idParam(c)
	if err != nil {
		return err
	}
	return s.writeRecall(c, http.StatusOK, id)
}

func (s *Server) writeRecall(c *gin.Context, status int, id uuid.UUID) error {
	ctx, reader := c.Request.Context(), who(c)
	notices, err := catalog.RecallWith(ctx, s.Pool, reader, id)
	if err != nil {
		return err
	}
	detail := recallDetail{recallAnswer: recallAnswerOf(notices[0]), Members: []recallAnswer{}, Undecided: []undecidedAnswer{}}
	for _, n := range notices[1:] {
		detail.Members = append(detail.Members, recallAnswerOf(n))
	}
	if reader.May(account.LiftRecall, uuid.Nil) {
		left, err := recall.UndecidedOf(ctx, s.Pool, reader, notices[0])
		if err != nil {
			return err
		}
		for _, u := range left {
			detail.Undecided = append(detail.Undecided, undecidedAnswer{goodsAnswerOf(u.Goods), u.Distance})
		}
	}
	if notices[0].Recall.Drill && notices[0].Recall.Cause == nil {
		f, err := recall.FindingsOf(ctx, s.Pool, reader, id)
		if err != nil {
			return err
		}
		detail.Findings = &drillAnswer{f, f.FindBatches.Seconds(), f.RecordRecalls.Seconds(), f.FindReceivers.Seconds()}
	}
	return writeJSON(c, status, detail)
}

// decisionBody is about one undecided batch.
type decisionBody struct {
	BatchID string `json:"batch_id"`
}

// dismissalBody says too why it is not recalled.
type dismissalBody struct {
	decisionBody
	Reason string `json:"reason"`
}

func (s *Server) apiIncludeInRecall(c *gin.Context) error {
	id, body, err := readJSONOf[decisionBody](c)
	if err != nil {
		return err
	}
	return s.decided(c, body, func(batch uuid.UUID) error {
		return recall.Include(c.Request.Context(), s.Pool, who(c), id, batch)
	})
}

func (s *Server) apiDismissFromRecall(c *gin.Context) error {
	id, body, err := readJSONOf[dismissalBody](c)
	if err != nil {
		return err
	}
	return s.decided(c, body.decisionBody, func(batch uuid.UUID) error {
		return recall.Dismiss(c.Request.Context(), s.Pool, who(c), id, batch, body.Reason)
	})
}

func (s *Server) decided(c *gin.Context, body decisionBody, decide func(batch uuid.UUID) error) error {
	var bad input.Errors
	batch := readID(&bad, "batch_id", body.BatchID)
	if err := bad.OrNil(); err != nil {
		return err
	}
	if err := decide(batch); err != nil {
		return err
	}
	s.reloadLinks(c.Request.Context())
	c.Status(http.StatusNoContent)
	return nil
}

func (s *Server) apiLiftRecall(c *gin.Context) error {
	id, body, err := readJSONOf[recall.Lifting](c)
	if err != nil {
		return err
	}
	if err := recall.Lift(c.Request.Context(), s.Pool, who(c), id, body); err != nil {
		return err
	}
	s.reloadLinks(c.Request.Context())
	c.Status(http.StatusNoContent)
	return nil
}
