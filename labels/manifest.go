package labels

import (
	"encoding/json"
	"fmt"
	"io"
	"time"
)

// Manifest tells a print house what a file has in it, and that it came whole.
type Manifest struct {
	Run     string    `json:"run"`
	Product string    `json:"product,omitempty"`
	First   int       `json:"first"` // numbers of the stamps in their batch
	Last    int       `json:"last"`
	Count   int       `json:"count"`
	Kind    string    `json:"kind"` // of the codes
	Format  string    `json:"format"`
	Stock   string    `json:"stock,omitempty"` // lists have none
	File    string    `json:"file"`
	Bytes   int64     `json:"bytes"`
	SHA256  string    `json:"sha256"` // of the file, in hexadecimal digits, as sha256sum prints it
	Made    time.Time `json:"made"`
}

// WriteManifest writes m as JSON, a line a field.
func WriteManifest(w io.Writer, m Manifest) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	if err := e.Encode(m); err != nil {
		return fmt.Errorf("write manifest: %w", err)
	}
	return nil
}
