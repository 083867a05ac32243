package web

import (
	"cmp"
	"embed"
	"io/fs"
	"strconv"
	"time"

	"github.com/maypok86/otter/v2"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"

	"temgoc/internal/day"
)

// Texts are in files by area and language: scan.vi.json beside scan.en.json.
//
//go:embed texts/*.json
var textFiles embed.FS

// languages is the catalogue of texts. The first tag is the default.
type languages struct {
	tags    []language.Tag
	matcher language.Matcher
	matched *otter.Cache[string, *Lang] // by Accept-Language
	byTag   map[string]*Lang
}

// A Lang speaks one language. Its methods are for templates and Go alike.
type Lang struct {
	Tag     string            // "vi" or "en"
	plain   map[string]string // texts without placeholders, by key
	texts   *i18n.Localizer
	numbers *message.Printer
	date    string // layouts of time.Format
	time    string
}

func loadLanguages() (*languages, error) {
	bundle := i18n.NewBundle(language.Vietnamese)
	var keys []string
	files, err := fs.Glob(textFiles, "texts/*.json")
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		area, err := bundle.LoadMessageFileFS(textFiles, f)
		if err != nil {
			return nil, err
		}
		for _, m := range area.Messages {
			keys = append(keys, m.ID)
		}
	}
	l := &languages{tags: []language.Tag{language.Vietnamese, language.English}}
	l.matcher = language.NewMatcher(l.tags)
	l.matched = otter.Must(&otter.Options[string, *Lang]{MaximumSize: maxHeaders})
	l.byTag = map[string]*Lang{
		"vi": newLang(bundle, language.Vietnamese, "02/01/2006", "15:04 02/01/2006"),
		"en": newLang(bundle, language.English, "2 Jan 2006", "2 Jan 2006, 15:04"),
	}
	for _, speaker := range l.byTag {
		for _, key := range keys {
			speaker.plain[key] = speaker.localize(&i18n.LocalizeConfig{MessageID: key})
		}
	}
	return l, nil
}

func newLang(b *i18n.Bundle, t language.Tag, date, time string) *Lang {
	return &Lang{
		Tag:     t.String(),
		plain:   map[string]string{},
		texts:   i18n.NewLocalizer(b, t.String()),
		numbers: message.NewPrinter(t),
		date:    date,
		time:    time,
	}
}

// T is the text under key. pairs are the names and values of its placeholders;
// an int named N also chooses the plural, and a float is written with the
// language's own point. A missing key shows as itself: a test holds that there
// is none.
func (l *Lang) T(key string, pairs ...any) string {
	if len(pairs) == 0 {
		return cmp.Or(l.plain[key], key)
	}
	cfg := i18n.LocalizeConfig{MessageID: key}
	data := make(map[string]any, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		data[pairs[i].(string)] = pairs[i+1]
		if f, ok := pairs[i+1].(float64); ok {
			data[pairs[i].(string)] = l.Decimal(f)
		}
	}
	if n, ok := data["N"].(int); ok {
		cfg.PluralCount = n
		data["N"] = l.Number(n)
	}
	cfg.TemplateData = data
	return l.localize(&cfg)
}

func (l *Lang) localize(cfg *i18n.LocalizeConfig) string {
	text, err := l.texts.Localize(cfg)
	if err != nil && text == "" {
		return cfg.MessageID
	}
	return text
}

// Pick is a name in the reader's language, or in Vietnamese where it has none.
func (l *Lang) Pick(vi, en string) string {
	if l.Tag == "en" && en != "" {
		return en
	}
	return vi
}

// Say is Pick for a text of the configuration.
func (l *Lang) Say(b Bilingual) string { return l.Pick(b.VI, b.EN) }

// Date is empty for no day.
func (l *Lang) Date(d day.Day) string {
	if d.IsZero() {
		return ""
	}
	return d.Format(l.date)
}

// Time is in Vietnam's zone, wherever the reader is.
func (l *Lang) Time(t time.Time) string { return t.In(day.Vietnam).Format(l.time) }

// DateOf is the day that t falls on in Vietnam.
func (l *Lang) DateOf(t time.Time) string { return l.Date(day.Of(t)) }

// Stamp is t for the datetime attribute, which browsers and readers parse.
func (l *Lang) Stamp(t time.Time, dayOnly bool) string {
	if dayOnly {
		return day.Of(t).String()
	}
	return t.In(day.Vietnam).Format(time.RFC3339)
}

// Groups sets a space after every five characters of a serial, as labels do.
func (l *Lang) Groups(serial string) string {
	grouped := make([]byte, 0, len(serial)+len(serial)/5)
	for i := range len(serial) {
		if i > 0 && i%5 == 0 {
			grouped = append(grouped, ' ')
		}
		grouped = append(grouped, serial[i])
	}
	return string(grouped)
}

// Number groups digits: 1.000 in Vietnamese, 1,000 in English.
func (l *Lang) Number(n int) string {
	if n >= 0 && n < 1000 { // no group to set off
		return strconv.Itoa(n)
	}
	return l.numbers.Sprint(number.Decimal(n))
}

// Decimal is f to two places: 63,5 in Vietnamese, 63.5 in English.
func (l *Lang) Decimal(f float64) string {
	return l.numbers.Sprint(number.Decimal(f, number.MaxFractionDigits(2)))
}

// Problems are what is wrong with a form, by field, as sentences.
type Problems map[string]string

// problems of an error that is about input; nil for any other.
func (l *Lang) problems(err error) Problems {
	fields := classify(err).Fields
	if len(fields) == 0 {
		return nil
	}
	p := make(Problems, len(fields))
	for _, f := range fields {
		p[f.Field] = l.T(f.Problem)
	}
	return p
}
