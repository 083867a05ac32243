package diary

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"github.com/google/uuid"
)

// Keyed is an entry under the key by which its sender tells it from others.
type Keyed struct {
	Key   string
	Entry Entry
}

// keyedByContent makes the same entry, sent again, the same one.
func keyedByContent(e Entry) Keyed {
	hash := sha256.Sum256(e.text())
	return Keyed{"content:" + hex.EncodeToString(hash[:]), e}
}

// id of the entry: the same for the same key in the diary of the same batch.
func (k Keyed) id(batch uuid.UUID) uuid.UUID { return uuid.NewSHA1(batch, []byte(k.Key)) }

// eventID is an entry's id as its event has it.
func eventID(id uuid.UUID) string { return "urn:uuid:" + id.String() }

// text is all that the producer told, save the picture.
func (e Entry) text() []byte {
	text, err := json.Marshal(e)
	if err != nil {
		panic("an entry is plain text: " + err.Error())
	}
	return text
}

// same tells whether two clean entries tell the same. A photo is told by its
// being there: its id is of the entry.
func (e Entry) same(other Entry) bool {
	e.Hidden, other.Hidden = slices.Sorted(slices.Values(e.Hidden)), slices.Sorted(slices.Values(other.Hidden))
	return bytes.Equal(e.text(), other.text()) && e.hasPhoto() == other.hasPhoto()
}

func (e Entry) hasPhoto() bool { return e.Photo != uuid.Nil || e.Picture != nil }
