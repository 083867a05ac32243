package web

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"temgoc/internal/epcis"
	"temgoc/internal/input"
	"temgoc/internal/trace"
)

// subscriptionBody asks for a webhook. The standard's document has the secret
// under two names, of which the first is in its examples.
type subscriptionBody struct {
	Dest              string          `json:"dest"`
	SignatureToken    string          `json:"signatureToken"`
	Secret            string          `json:"secret"`
	Stream            bool            `json:"stream"`
	Schedule          *epcis.Schedule `json:"schedule"`
	ReportIfEmpty     bool            `json:"reportIfEmpty"`
	InitialRecordTime *time.Time      `json:"initialRecordTime"`
}

func (b subscriptionBody) new() trace.NewSubscription {
	in := trace.NewSubscription{
		Dest:              b.Dest,
		Secret:            b.SignatureToken,
		Schedule:          b.Schedule,
		Stream:            b.Stream,
		ReportIfEmpty:     b.ReportIfEmpty,
		InitialRecordTime: b.InitialRecordTime,
	}
	if in.Secret == "" {
		in.Secret = b.Secret
	}
	return in
}

// subscriptionJSON never tells the secret. From Problem on its members are ours:
// why the last delivery failed, and since when no more are tried.
type subscriptionJSON struct {
	SubscriptionID    uuid.UUID       `json:"subscriptionID"`
	Dest              string          `json:"dest"`
	CreatedAt         time.Time       `json:"createdAt"`
	LastNotifiedAt    *time.Time      `json:"lastNotifiedAt,omitempty"`
	InitialRecordTime time.Time       `json:"initialRecordTime"`
	EPCFormat         epcFormat       `json:"epcFormat"`
	Stream            bool            `json:"stream,omitempty"`
	Schedule          *epcis.Schedule `json:"schedule,omitempty"`
	ReportIfEmpty     bool            `json:"reportIfEmpty,omitempty"`
	Problem           string          `json:"temgoc:problem,omitempty"`
	SuspendedAt       *time.Time      `json:"temgoc:suspendedAt,omitempty"`
}

func subscriptionAnswer(sub trace.Subscription) subscriptionJSON {
	return subscriptionJSON{
		SubscriptionID:    sub.ID,
		Dest:              sub.Dest,
		CreatedAt:         sub.CreatedAt,
		LastNotifiedAt:    sub.LastNotifiedAt,
		InitialRecordTime: sub.InitialRecordTime,
		EPCFormat:         asReceived,
		Stream:            sub.Schedule == nil,
		Schedule:          sub.Schedule,
		ReportIfEmpty:     sub.ReportIfEmpty,
		Problem:           sub.Problem,
		SuspendedAt:       sub.SuspendedAt,
	}
}

// subscriptions lists those to a query. The token of a page is the id of its
// last one.
func (s *Server) subscriptions(c *gin.Context) error {
	limit, token, err := listPage(c.Request)
	if err != nil {
		return err
	}
	after, err := idToken(token)
	if err != nil {
		return err
	}
	subs, err := trace.Subscriptions(c.Request.Context(), s.Pool, who(c), c.Param("name"), after, limit+1)
	if err != nil {
		return err
	}
	subs, more := firstOf(subs, limit)
	if more {
		s.linkNext(c, subs[limit-1].ID.String())
	}
	answers := make([]subscriptionJSON, len(subs))
	for i, sub := range subs {
		answers[i] = subscriptionAnswer(sub)
	}
	return writeEPCIS(c, http.StatusOK, answers)
}

func (s *Server) subscribe(c *gin.Context) error {
	body, err := readJSON[subscriptionBody](c)
	if err != nil {
		return err
	}
	sub, err := trace.Subscribe(c.Request.Context(), s.Pool, s.Hooks, who(c), c.Param("name"), body.new())
	if fields := input.Of(err); len(fields) > 0 {
		return problem{
			Status: http.StatusBadRequest, Exception: "SubscriptionControlsException",
			Key: "error.epcis_subscription", Fields: fields,
		}
	}
	if err != nil {
		return err
	}
	c.Header("Location", s.codeBase()+"/epcis/queries/"+sub.QueryName+"/subscriptions/"+sub.ID.String())
	return writeEPCIS(c, http.StatusCreated, subscriptionAnswer(sub))
}

func (s *Server) subscription(c *gin.Context) error {
	id, err := idParam(c)
	if err != nil {
		return err
	}
	sub, err := trace.SubscriptionByID(c.Request.Context(), s.Pool, who(c), c.Param("name"), id)
	if err != nil {
		return err
	}
	return writeEPCIS(c, http.StatusOK, subscriptionAnswer(sub))
}

func (s *Server) unsubscribe(c *gin.Context) error {
	id, err := idParam(c)
	if err != nil {
		return err
	}
	if err := trace.Unsubscribe(c.Request.Context(), s.Pool, who(c), c.Param("name"), id); err != nil {
		return err
	}
	c.Status(http.StatusNoContent)
	return nil
}
