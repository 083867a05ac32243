package qr

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/boombuler/barcode/qr"
)

// Codes as they are printed.
const (
	compactCode = "https://id.example.vn/01/09521385155181/21/M2HB5S5ZZ28HQEVYGG7P"
	sealedCode  = "https://id.example.vn/01/09521385155181/21/0G00048D2F?s=" +
		"A7ZK3M9QX0T4R8WJY2C6V1HNB5DSEGPF0A7ZK3M9QX0T4R8WJY2C6V1HNB5DSEGPF0A7ZK3M9QX0T4R8WJY2C6V1HNB5DSEGPFZK3M9Q"
)

// run gives codes like the sample, which differ all over behind the last slash.
func run(sample string) []string {
	const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	r := rand.New(rand.NewPCG(7, 5))
	tail := strings.LastIndexByte(sample, '/') + 1
	codes := make([]string, 256)
	for i := range codes {
		codes[i] = sample[:tail] + strings.Map(func(c rune) rune {
			if strings.ContainsRune(crockford, c) {
				return rune(crockford[r.IntN(len(crockford))])
			}
			return c
		}, sample[tail:])
	}
	return codes
}

// bench measures an encoder on both kinds of unit codes.
func bench(b *testing.B, encode func(code string) error) {
	for kind, sample := range map[string]string{"compact": compactCode, "sealed": sealedCode} {
		b.Run(kind, func(b *testing.B) {
			b.ReportAllocs()
			codes := run(sample)
			for i := 0; b.Loop(); i++ {
				if err := encode(codes[i%len(codes)]); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func encodeOurs(code string) error {
	_, err := Encode(code, Options{Level: M})
	return err
}

func encodeBoombuler(code string) error {
	_, err := qr.Encode(code, qr.M, qr.Unicode)
	return err
}

func BenchmarkEncode(b *testing.B) { bench(b, encodeOurs) }

func BenchmarkBoombuler(b *testing.B) { bench(b, encodeBoombuler) }

// BenchmarkTimesBoombuler tells how many times faster we are, with both at work
// on the same codes in turn.
func BenchmarkTimesBoombuler(b *testing.B) {
	for kind, sample := range map[string]string{"compact": compactCode, "sealed": sealedCode} {
		b.Run(kind, func(b *testing.B) {
			codes := run(sample)
			var ours, theirs time.Duration
			timed := func(sum *time.Duration, encode func(string) error, code string) {
				start := time.Now()
				if err := encode(code); err != nil {
					b.Fatal(err)
				}
				*sum += time.Since(start)
			}
			for i := 0; b.Loop(); i++ {
				timed(&ours, encodeOurs, codes[i%len(codes)])
				timed(&theirs, encodeBoombuler, codes[i%len(codes)])
			}
			b.ReportMetric(theirs.Seconds()/ours.Seconds(), "times")
		})
	}
}
