package epcis

// lexicon finds what belongs to each word of a fixed set. It is several times as
// fast as a map: few words share the hash of one, and a text is compared with
// those only. One that is nil has no words.
type lexicon[V any] [buckets][]entry[V]

type entry[V any] struct {
	word  string
	value V
}

func lexiconOf[M ~map[string]V, V any](values M) *lexicon[V] {
	var l lexicon[V]
	for word, value := range values {
		h := hash(word)
		l[h] = append(l[h], entry[V]{word, value})
	}
	return &l
}

// find is the value of a word, or zero for one that is not in the set.
func (l *lexicon[V]) find(word string) (value V) {
	if l == nil {
		return value
	}
	bucket := l[hash(word)]
	for i := range bucket {
		if bucket[i].word == word {
			return bucket[i].value
		}
	}
	return value
}

const buckets = 64

// hash of a word, below buckets, tells apart most of those that are members of
// events.
func hash(word string) int {
	if word == "" {
		return 0
	}
	n := len(word)
	return (2*n + int(word[0]) + 3*int(word[n/2]) + 7*int(word[n-1])) % buckets
}
