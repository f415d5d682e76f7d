package catalogue

import (
	"regexp"
	"slices"
	"strings"
)

// Placeholders lists what a program fills in or reads in a text, sorted: %s, %(name)d, {0}, ${name}, tags.
func Placeholders(text string) []string {
	found := regexp.MustCompile(`%%|%(?:\([A-Za-z0-9_.]+\)|[0-9]+\$)?[-+#0]*[0-9]*(?:\.[0-9]+)?(?:hh|h|ll|l|z|j|t|L)?[diouxXeEfFgGaAcspn@]|\$?\{[A-Za-z0-9_.:-]*\}|</?[A-Za-z][^<>]*>`).FindAllString(text, -1)
	found = slices.DeleteFunc(found, func(p string) bool { return p == "%%" })
	slices.Sort(found)
	return found
}

// Lost names the placeholders of a unit that a translation does not have, and those that it has too many. A plural form may
// have those of the singular or of the plural.
func (u Unit) Lost() (lost, added []string) {
	for i, target := range u.Target {
		if target == "" || len(u.Source) == 0 {
			continue
		}
		lack, more := differ(Placeholders(u.Source[min(i, len(u.Source)-1)]), Placeholders(target))
		if u.Plural && len(lack)+len(more) > 0 {
			for _, source := range u.Source {
				if l, m := differ(Placeholders(source), Placeholders(target)); len(l)+len(m) == 0 {
					lack, more = nil, nil
				}
			}
		}
		lost, added = append(lost, lack...), append(added, more...)
	}
	return lost, added
}

// differ gives what only one of two sorted lists has.
func differ(source, target []string) (lost, added []string) {
	for len(source) > 0 || len(target) > 0 {
		switch {
		case len(target) == 0 || len(source) > 0 && source[0] < target[0]:
			lost, source = append(lost, source[0]), source[1:]
		case len(source) == 0 || target[0] < source[0]:
			added, target = append(added, target[0]), target[1:]
		default:
			source, target = source[1:], target[1:]
		}
	}
	return lost, added
}

// Copied reports whether a translation is the source itself, in more words than a name has.
func (u Unit) Copied() bool {
	const leastWords = 4
	for i, target := range u.Target {
		if i < len(u.Source) && target == u.Source[i] && len(strings.Fields(target)) >= leastWords {
			return true
		}
	}
	return false
}
