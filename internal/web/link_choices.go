package web

// choice is an option of a form. Names of languages and formats are the same in
// every language.
type choice struct{ Value, Name string }

var linkLanguages = []choice{
	{"vi", "Tiếng Việt"}, {"en", "English"}, {"zh", "中文"}, {"ko", "한국어"}, {"ja", "日本語"}, {"fr", "Français"},
}

var linkFormats = []choice{
	{"text/html", "HTML"}, {"application/pdf", "PDF"}, {"image/jpeg", "JPEG"}, {"video/mp4", "MP4"},
	{"application/json", "JSON"}, {"application/ld+json", "JSON-LD"},
}

// LinkLanguages offers the languages, and the one that is chosen.
func (p producerLinksPage) LinkLanguages() []choice {
	return withChosen(linkLanguages, p.Form.Get("lang"))
}

// LinkFormats offers the formats, and the one that is chosen.
func (p producerLinksPage) LinkFormats() []choice {
	return withChosen(linkFormats, p.Form.Get("media_type"))
}

// withChosen adds a value that came by the API and that a form does not offer.
func withChosen(offered []choice, chosen string) []choice {
	for _, o := range offered {
		if o.Value == chosen || chosen == "" {
			return offered
		}
	}
	return append(offered[:len(offered):len(offered)], choice{chosen, chosen})
}

// UsualTypes are those that have a name in the reader's language.
func (p producerLinksPage) UsualTypes() []choice {
	choices := make([]choice, len(usualTypes))
	for i, curie := range usualTypes {
		choices[i] = choice{curie, p.linkType(curie)}
	}
	return choices
}

// OtherTypes are the rest of the GS1 Web Vocabulary's.
func (p producerLinksPage) OtherTypes() []choice {
	var choices []choice
	for _, t := range otherTypes() {
		choices = append(choices, choice{t.Curie, t.Label})
	}
	return choices
}
