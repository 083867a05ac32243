package catalog

import (
	"cmp"
	"slices"
	"testing"

	"github.com/google/uuid"

	"temgoc/internal/pg/pgtest"
)

func TestParties(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	place, err := CreatePlace(t.Context(), w.db, Place{UnitNow: "Xã Đông Hưng"})
	checkError(t, err, nil)
	_, err = w.db.Exec(t.Context(), `update organisation set gln = '4012345000009', name_en = 'Workshop', place_id = $2 where id = $1`,
		w.producer.OrgID, place.ID)
	checkError(t, err, nil)
	known := Party{ID: w.producer.OrgID, GLN: "4012345000009", Name: "Xưởng bánh kẹo", NameEN: "Workshop", Place: place}
	stranger := Party{ID: w.stranger.OrgID, Name: "Xưởng bánh kẹo"}
	for _, tt := range []struct {
		name string
		ids  []uuid.UUID
		glns []string
		want []Party
	}{
		{"by the code of its place", nil, []string{"4012345000009"}, []Party{known}},
		{"by either way, once", []uuid.UUID{known.ID, stranger.ID}, []string{"4012345000009"}, []Party{known, stranger}},
		{"unknown", []uuid.UUID{{}}, []string{"4012345000115"}, nil},
		{"nothing asked", nil, nil, nil},
	} {
		got, err := Parties(t.Context(), w.db, tt.ids, tt.glns)
		checkError(t, err, nil)
		slices.SortFunc(got, func(a, b Party) int { return -cmp.Compare(a.GLN, b.GLN) })
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %+v, want %+v", tt.name, got, tt.want)
		}
	}
}
