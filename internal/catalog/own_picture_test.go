package catalog

import (
	"bytes"
	"testing"

	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/pg/pgtest"
)

// TestOwnPicture: a picture without owner is everybody's, one with an owner is
// the owner's and the officers'; a copy may be either.
func TestOwnPicture(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	public, own, copied := uuid.New(), uuid.New(), uuid.New()
	checkError(t, KeepPicture(t.Context(), w.db, public, uuid.Nil, []byte("first")), nil)
	checkError(t, KeepPicture(t.Context(), w.db, public, w.producer.OrgID, []byte("second")), nil) // stays the first
	checkError(t, KeepPicture(t.Context(), w.db, own, w.producer.OrgID, []byte("own")), nil)
	checkError(t, CopyPicture(t.Context(), w.db, own, copied, uuid.Nil), nil)
	stranger := account.Principal{OrgID: uuid.New(), Role: account.Producer}
	officer := account.Principal{OrgID: uuid.New(), Role: account.Inspector}
	for _, tt := range []struct {
		name      string
		id        uuid.UUID
		jpeg      string
		everybody error
	}{
		{"public", public, "first", nil},
		{"own", own, "own", ErrNotFound},
		{"copied", copied, "own", nil},
		{"unknown", uuid.New(), "", ErrNotFound},
	} {
		_, err := PictureByID(t.Context(), w.db, tt.id)
		checkError(t, err, tt.everybody)
		_, err = OwnPicture(t.Context(), w.db, stranger, tt.id)
		checkError(t, err, tt.everybody)
		for _, who := range []account.Principal{w.producer, officer} {
			got, err := OwnPicture(t.Context(), w.db, who, tt.id)
			if !bytes.Equal(got, []byte(tt.jpeg)) || (err == nil) != (tt.jpeg != "") {
				t.Errorf("%s by %s: got %q, %v, want %q", tt.name, who.Role, got, err, tt.jpeg)
			}
		}
	}
	checkError(t, WithholdPicture(t.Context(), w.db, public, w.producer.OrgID), nil)
	_, err := PictureByID(t.Context(), w.db, public)
	checkError(t, err, ErrNotFound)
}
