package web

import (
	"strconv"

	"golang.org/x/text/number"

	"temgoc/internal/lookup"
)

// amountWords is a quantity with its unit: "1.250,5 kg". The code of a unit
// that has no name here stands for itself.
func (l *Lang) amountWords(decimal, unit string) string {
	if unit == "" {
		unit = "C62" // one
	}
	key := "unit." + unit
	if words := l.counted(key, decimal); words != key {
		return words
	}
	return l.decimalWords(decimal) + " " + unit
}

// counted is the text under a key that has a number in it, whole or not.
func (l *Lang) counted(key, decimal string) string {
	if n, err := strconv.Atoi(decimal); err == nil {
		return l.T(key, "N", n)
	}
	return l.T(key, "N", l.decimalWords(decimal))
}

// maxFraction is how many digits after the point people read.
const maxFraction = 6

// decimalWords groups digits and has the language's own point. What no machine
// counts with is shown as it came.
func (l *Lang) decimalWords(decimal string) string {
	f, err := strconv.ParseFloat(decimal, 64)
	if err != nil || f >= 1e15 || f <= -1e15 {
		return decimal
	}
	return l.numbers.Sprint(number.Decimal(f, number.MaxFractionDigits(maxFraction)))
}

// readingWords are "Nhiệt độ 2–6 °C".
func (l *Lang) readingWords(r lookup.Reading) string {
	value := r.Text
	if r.Least != "" {
		value = l.amountWords(r.Most, r.Unit)
		if r.Least != r.Most {
			value = l.decimalWords(r.Least) + "–" + value
		}
	}
	words := joinWords(" ", l.wordFor("sensor.", r.Type), value)
	if r.Alarm {
		words = l.T("journey.alarm", "Reading", words)
	}
	return words
}

// wordFor is the text under a key that ends in foreign data, else the data.
func (l *Lang) wordFor(prefix, data string) string {
	if text := l.T(prefix + data); text != prefix+data {
		return text
	}
	return data
}
