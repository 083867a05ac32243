package labels

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// listCode is the i-th code of the lists in tests.
func listCode(i int) Code {
	return Code{Number: i, URL: compactCode(i), Serial: compactSerial(i), PIN: "012345"}
}

func listCodes(first, n int) []Code {
	codes := make([]Code, n)
	for i := range codes {
		codes[i] = listCode(first + i)
	}
	return codes
}

func TestCodesCSV(t *testing.T) {
	t.Parallel()
	d := CodesCSV(NumberColumn, SerialColumn, URLColumn, PINColumn)
	want := "\uFEFFnumber,serial,url,pin\r\n" +
		"7,0G6WQ4ZB9T3HKMXN0007," + compactCode(7) + ",012345\r\n" +
		"8,0G6WQ4ZB9T3HKMXN0008," + compactCode(8) + ",012345\r\n" +
		"9,0G6WQ4ZB9T3HKMXN0009," + compactCode(9) + ",012345\r\n"
	if diff := cmp.Diff(want, string(file(t, d, listCodes(7, 2), listCodes(9, 1)))); diff != "" {
		t.Errorf("file (-want +got):\n%s", diff)
	}
}

func TestCodesCSVOfOtherColumns(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		columns []Column
		want    string
	}{
		"order": {[]Column{URLColumn, NumberColumn}, "\uFEFFurl,number\r\n" + compactCode(0) + ",0\r\n"},
		"alone": {[]Column{SerialColumn}, "\uFEFFserial\r\n0G6WQ4ZB9T3HKMXN0000\r\n"},
	} {
		if got := string(file(t, CodesCSV(tt.columns...), listCodes(0, 1))); got != tt.want {
			t.Errorf("%s: got %q, want %q", name, got, tt.want)
		}
	}
}

// BenchmarkCodesCSV counts codes, on one processor.
func BenchmarkCodesCSV(b *testing.B) {
	benchmarkList(b, CodesCSV(NumberColumn, SerialColumn, URLColumn))
}

// benchmarkList makes parts of a document.
func benchmarkList(b *testing.B, d Document) {
	b.ReportAllocs()
	codes := listCodes(0, 10_000)
	var bytes int
	for b.Loop() {
		p, err := d.Part(0, codes)
		if err != nil {
			b.Fatal(err)
		}
		bytes += len(p.Bytes)
	}
	made := float64(b.N * len(codes))
	b.ReportMetric(made/b.Elapsed().Seconds(), "codes/s")
	b.ReportMetric(float64(bytes)/made, "bytes/code")
}
