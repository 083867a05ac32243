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

	_, err = LiftRecall(t.Context(), w.db, w.producer, declared.ID, "Sạch")
	checkError(t, err, ErrForbidden)
	_, err = LiftRecall(t.Context(), w.db, w.admin, declared.ID, " ")
	checkProblem(t, err, "reason", "text.missing")
	lifted, err := LiftRecall(t.Context(), w.db, w.admin, declared.ID, " Kiểm nghiệm đạt ")
	checkError(t, err, nil)
	if lifted.LiftedAt == nil || lifted.LiftReason != "Kiểm nghiệm đạt" {
		t.Errorf("lifted at %v for %q, want a time and the reason", lifted.LiftedAt, lifted.LiftReason)
	}
	_, err = LiftRecall(t.Context(), w.db, w.admin, declared.ID, "Sạch")
	checkError(t, err, ErrNotFound)

	again, err := DeclareRecall(t.Context(), w.db, w.admin, b.ID, NewRecall{Reason: "Mốc"})
	checkError(t, err, nil)
	first, err := RecallNotices(t.Context(), w.db, w.producer, uuid.Nil, 1)
	checkError(t, err, nil)
	second, err := RecallNotices(t.Context(), w.db, w.producer, again.ID, 1)
	checkError(t, err, nil)
	if len(first) != 1 || first[0].Recall.ID != again.ID || first[0].Recall.LiftedAt != nil {
		t.Errorf("first page: got %+v, want the open recall %s", first, again.ID)
	}
	if len(second) != 1 || second[0].Recall.ID != declared.ID || second[0].Recall.LiftedAt == nil {
		t.Errorf("second page: got %+v, want the lifted recall %s", second, declared.ID)
	}
}

// units are a recall of part of a batch.
func units(first, last int) NewRecall {
	return NewRecall{Reason: "Mốc", First: &first, Last: &last}
}

// giveStamps pretends that so many were issued.
func (w world) giveStamps(t *testing.T, b Batch, n int) {
	t.Helper()
	_, err := w.db.Exec(t.Context(), `update batch set next_unit = $2 where id = $1`, b.ID, n)
	checkError(t, err, nil)
}

// TestRecallParts: parts of a batch are recalled beside each other and beside
// the whole, and the same is not recalled twice.
func TestRecallParts(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	signUp(t, w.db, &w.producer)
	b := w.newBatch(t, "L1")
	w.giveStamps(t, b, 10)
	for _, tt := range []struct {
		name string
		in   NewRecall
		want error
	}{
		{"a part", units(3, 5), nil},
		{"the same again", units(3, 5), ErrRecalled},
		{"an overlapping part", units(5, 9), nil},
		{"one unit", units(4, 4), nil},
		{"the whole", NewRecall{Reason: "Mốc"}, nil},
		{"the whole again", NewRecall{Reason: "Mốc"}, ErrRecalled},
	} {
		_, err := DeclareRecall(t.Context(), w.db, w.producer, b.ID, tt.in)
		if err != tt.want {
			t.Errorf("%s: got %v, want %v", tt.name, err, tt.want)
		}
	}
	facts, err := BatchFacts(t.Context(), w.db, b.Number)
	checkError(t, err, nil)
	if len(facts.Recalls) != 4 || !facts.Recalls[0].Whole() || !facts.Recalled() {
		t.Errorf("got %+v, want four recalls, that of the whole first", facts.Recalls)
	}
	for unit, want := range map[int]bool{2: false, 3: true, 5: true, 6: false} {
		if got := facts.Recalls[1].Covers(unit); got != want {
			t.Errorf("units 3 to 5 cover %d: got %t, want %t", unit, got, want)
		}
	}
}

// A drill leaves what shoppers see as it was, version included.
func TestDrillTellsNobody(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	signUp(t, w.db, &w.producer)
	b := w.newBatch(t, "L1")
	before, err := BatchFacts(t.Context(), w.db, b.Number)
	checkError(t, err, nil)

	drill, err := DeclareRecall(t.Context(), w.db, w.producer, b.ID, NewRecall{Reason: "Diễn tập", Drill: true})
	checkError(t, err, nil)
	for range 2 {
		after, err := BatchFacts(t.Context(), w.db, b.Number)
		checkError(t, err, nil)
		if diff := cmp.Diff(before, after, byValue); diff != "" {
			t.Errorf("-before +after\n%s", diff)
		}
		if drill.LiftedAt == nil { // the producer's own to close
			drill, err = LiftRecall(t.Context(), w.db, w.producer, drill.ID, "Xong")
			checkError(t, err, nil)
		}
	}
}

func TestExtendRecall(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	signUp(t, w.db, &w.producer)
	material, made := w.newBatch(t, "L1"), w.newBatch(t, "L2")
	cause, err := DeclareRecall(t.Context(), w.db, w.producer, material.ID, NewRecall{Reason: "Mốc", Instruction: "Đừng ăn", Contact: "113"})
	checkError(t, err, nil)
	member, err := ExtendRecall(t.Context(), w.db, w.producer, cause, made.ID, 2)
	checkError(t, err, nil)
	if *member.Cause != cause.ID || member.Distance != 2 || member.Reason != "Mốc" || member.Instruction != "Đừng ăn" || member.Contact != "113" {
		t.Errorf("got %+v, want the words and the id of its cause %s, two steps away", member, cause.ID)
	}
	_, err = ExtendRecall(t.Context(), w.db, w.producer, cause, made.ID, 2)
	checkError(t, err, ErrRecalled)
	_, err = ExtendRecall(t.Context(), w.db, w.stranger, cause, made.ID, 2)
	checkError(t, err, ErrNotFound)
	_, err = DeclareRecall(t.Context(), w.db, w.producer, made.ID, NewRecall{Reason: "Vỡ"}) // for its own sake
	checkError(t, err, nil)

	with, err := RecallWith(t.Context(), w.db, w.producer, cause.ID)
	checkError(t, err, nil)
	if len(with) != 2 || with[0].Recall.ID != cause.ID || with[1].Recall.ID != member.ID {
		t.Errorf("got %+v, want the cause and its member", with)
	}
	_, err = RecallWith(t.Context(), w.db, w.stranger, cause.ID)
	checkError(t, err, ErrNotFound)
	roots, err := RecallNotices(t.Context(), w.db, w.admin, uuid.Nil, 0)
	checkError(t, err, nil)
	if len(roots) != 2 {
		t.Errorf("an administrator's list: got %d recalls, want the two without a cause", len(roots))
	}
}

func TestRecallBadInput(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	signUp(t, w.db, &w.producer)
	b := w.newBatch(t, "L1")
	w.giveStamps(t, b, 10)
	one := 1
	for _, tt := range []struct {
		name           string
		in             NewRecall
		field, problem string
	}{
		{"no reason", NewRecall{Reason: "\n"}, "reason", "text.missing"},
		{"long reason", NewRecall{Reason: strings.Repeat("a", 501)}, "reason", "text.too_long"},
		{"long instruction", NewRecall{Reason: "Mốc", Instruction: strings.Repeat("a", 501)}, "instruction", "text.too_long"},
		{"contact of two lines", NewRecall{Reason: "Mốc", Contact: "a\nb"}, "contact", "text.bad_character"},
		{"without an end", NewRecall{Reason: "Mốc", First: &one}, "last", "text.missing"},
		{"without a beginning", NewRecall{Reason: "Mốc", Last: &one}, "first", "text.missing"},
		{"reversed", units(5, 3), "last", "range.reversed"},
		{"beyond the last stamp", units(5, 10), "last", "recall.outside"},
		{"below the first", units(-1, 3), "first", "recall.outside"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := DeclareRecall(t.Context(), w.db, w.producer, b.ID, tt.in)
			checkProblem(t, err, tt.field, tt.problem)
		})
	}
	_, err := DeclareRecall(t.Context(), w.db, w.producer, newID(), NewRecall{Reason: "Mốc"})
	checkError(t, err, ErrNotFound)
}
