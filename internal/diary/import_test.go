package diary

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestImport: a preview stores nothing, importing twice stores once, and an
// identical row is one entry.
func TestImport(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	file := []byte("Việc,Ngày giờ,Số lượng,Đơn vị,Nguyên liệu,GLN nơi làm\n" +
		"nhập nguyên liệu,2026-04-10,50,kg,Gạo nếp,\n" +
		"chế biến,2026-04-15,100,gói,Gạo nếp 50 kg; đường 5 kg,\n" +
		"bán,2026-04-16,1,gói,,\n" +
		"bán,2026-04-16,1,gói,,\n" +
		"bán,2026-04-17,1,gói,," + w.strangers + "\n")
	rows, err := Preview(t.Context(), w.db, w.producer, w.batch.ID, now, file)
	w.must(err)
	if n := CountBad(rows); n != 1 || rows[4].Bad[0].Problem != "diary.anothers_place" {
		t.Errorf("%d bad rows, the last %v; want another's place only", n, rows[4].Bad)
	}
	if n := w.events(); n != 0 {
		t.Fatalf("%d events after the preview, want none", n)
	}
	for _, want := range []int{3, 0} {
		n, err := Import(t.Context(), w.db, w.producer, w.batch.ID, now, rows)
		if err != nil || n != want || w.events() != 3 {
			t.Errorf("imported %d, %v, %d events; want %d and 3 events", n, err, w.events(), want)
		}
	}
}

// TestImportRefused: what only the store sees is shown at its row too, and
// nothing of the file is stored.
func TestImportRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	other := w.newBatch("L2")
	own := w.product.GTIN.String()
	w.mustWrite("k", Entry{Kind: Process, Amount: "1", Unit: "goi", Inputs: []Input{{GTIN: own, Lot: "L2"}}})
	file := []byte("Việc,Ngày giờ,Số lượng,Đơn vị,Nguyên liệu\n" +
		"bán,2026-04-16,1,gói,\n" +
		"chế biến,2026-04-15,100,gói," + own + " [L1]\n")
	rows, err := Preview(t.Context(), w.db, w.producer, other.ID, now, file)
	w.must(err)
	n, err := Import(t.Context(), w.db, w.producer, other.ID, now, rows)
	refused, ok := errors.AsType[BadRows](err)
	if !ok || n != 0 || len(refused[0].Bad) > 0 {
		t.Fatalf("imported %d, %v; want the second row refused", n, err)
	}
	wantFaults(t, refused[1].Bad, "inputs diary.circular")
	if n := w.events(); n != 1 {
		t.Errorf("%d events, want the one from before", n)
	}
}

// TestImportOfTheMost: 5,000 rows go in at once.
func TestImportOfTheMost(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var file strings.Builder
	file.WriteString("Việc,Ngày giờ,Số lượng,Đơn vị\n")
	for i := range MaxRows {
		fmt.Fprintf(&file, "bán,2026-04-16 %02d:%02d:%02d,1,gói\n", i/3600, i/60%60, i%60)
	}
	start := time.Now()
	rows, err := Preview(t.Context(), w.db, w.producer, w.batch.ID, now, []byte(file.String()))
	w.must(err)
	n, err := Import(t.Context(), w.db, w.producer, w.batch.ID, now, rows)
	if err != nil || n != MaxRows {
		t.Errorf("imported %d, %v; want %d", n, err, MaxRows)
	}
	t.Logf("preview and import of %d rows took %s", MaxRows, time.Since(start))
}
