package diary

// phrases are the words that templates write into entries, with their English.
var phrases = phrasesOf(Templates)

func phrasesOf(templates []Template) map[string]string {
	english := map[string]string{}
	for _, t := range templates {
		for _, s := range t.Steps {
			english[s.VI] = s.EN
			if s.Name != "" {
				english[s.Name] = s.NameEN
			}
		}
	}
	return english
}

// English is a template's phrase in English, or empty for words that somebody
// wrote.
func English(phrase string) string { return phrases[phrase] }
