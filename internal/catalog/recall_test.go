package catalog

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"temgoc/internal/pg/pgtest"
)

func TestRecall(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	signUp(t, w.db, &w.producer)
	signUp(t, w.db, &w.admin)
	b := w.newBatch(t, "L1")
	declared, err := DeclareRecall(t.Context(), w.db, w.producer, b.ID, NewRecall{
		Reason:      " Phát hiện mốc ",
		Instruction: "Không ăn.\r\nTrả lại nơi bán.",
		Contact:     "0227 000 000",
	})
	checkError(t, err, nil)
	want := Recall{
		ID:          declared.ID,
		BatchNumber: b.Number,
		Reason:      "Phát hiện mốc",
		Instruction: "Không ăn.\nTrả lại nơi bán.",
		Contact:     "0227 000 000",
		DeclaredAt:  declared.DeclaredAt,
	}
	if diff := cmp.Diff(want, declared); diff != "" {
		t.Errorf("declared: -want +got\n%s", diff)
	}
	_, err = DeclareRecall(t.Context(), w.db, w.admin, b.ID, NewRecall{Reason: "Mốc"})
	checkError(t, err, ErrRecalled)

	checkError(t, LiftRecall(t.Context(), w.db, w.producer, declared.ID), ErrForbidden)
	checkError(t, LiftRecall(t.Context(), w.db, w.admin, declared.ID), nil)
	checkError(t, LiftRecall(t.Context(), w.db, w.admin, declared.ID), ErrNotFound)

	again, err := DeclareRecall(t.Context(), w.db, w.admin, b.ID, NewRecall{Reason: "Mốc"})
	checkError(t, err, nil)
	first, err := Recalls(t.Context(), w.db, w.producer, uuid.Nil, 1)
	checkError(t, err, nil)
	second, err := Recalls(t.Context(), w.db, w.producer, again.ID, 1)
	checkError(t, err, nil)
	if len(first) != 1 || first[0].ID != again.ID || first[0].LiftedAt != nil {
		t.Errorf("first page: got %+v, want the open recall %s", first, again.ID)
	}
	if len(second) != 1 || second[0].ID != declared.ID || second[0].LiftedAt == nil {
		t.Errorf("second page: got %+v, want the lifted recall %s", second, declared.ID)
	}
}

func TestRecallBadInput(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	signUp(t, w.db, &w.producer)
	b := w.newBatch(t, "L1")
	for _, tt := range []struct {
		name           string
		in             NewRecall
		field, problem string
	}{
		{"no reason", NewRecall{Reason: "\n"}, "reason", "text.missing"},
		{"long reason", NewRecall{Reason: strings.Repeat("a", 501)}, "reason", "text.too_long"},
		{"long instruction", NewRecall{Reason: "Mốc", Instruction: strings.Repeat("a", 501)}, "instruction", "text.too_long"},
		{"contact of two lines", NewRecall{Reason: "Mốc", Contact: "a\nb"}, "contact", "text.bad_character"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := DeclareRecall(t.Context(), w.db, w.producer, b.ID, tt.in)
			checkProblem(t, err, tt.field, tt.problem)
		})
	}
	_, err := DeclareRecall(t.Context(), w.db, w.producer, newID(), NewRecall{Reason: "Mốc"})
	checkError(t, err, ErrNotFound)
}
