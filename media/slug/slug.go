// Package slug turns titles into names that are safe everywhere: in every shell, header, store and plan.
package slug

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Of writes a title with lower case letters from a to z, digits and single dashes, in at most so many bytes. Latin letters lose what
// stands over, under and through them, and ligatures become two: Białowieża is bialowieza, Smørrebrød is smorrebrod. A title with
// none of these letters gives "".
func Of(title string, most int) string {
	var out strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(title)) {
		switch latin := plain(r); {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			out.WriteRune(r)
		case latin != "":
			out.WriteString(latin)
		case unicode.Is(unicode.Mn, r):
		case !strings.HasSuffix(out.String(), "-"):
			out.WriteByte('-')
		}
		if out.Len() > most+1 { // a dash at the start is taken away below
			break
		}
	}
	name := strings.Trim(out.String(), "-")
	return strings.Trim(name[:min(len(name), most)], "-")
}

// plain writes a small Latin letter that Unicode does not take apart; "" for any other.
func plain(r rune) string {
	switch r {
	case 'ß':
		return "ss"
	case 'æ', 'ǽ':
		return "ae"
	case 'œ':
		return "oe"
	case 'þ':
		return "th"
	case 'ŋ':
		return "ng"
	case 'ð', 'đ', 'ɖ', 'ɗ':
		return "d"
	case 'ø', 'ɔ':
		return "o"
	case 'ə', 'ǝ', 'ɛ':
		return "e"
	case 'ı', 'ɨ', 'ɩ':
		return "i"
	case 'ƀ', 'ɓ':
		return "b"
	case 'ƈ', 'ȼ':
		return "c"
	case 'ƒ':
		return "f"
	case 'ǥ', 'ɠ', 'ɣ':
		return "g"
	case 'ħ':
		return "h"
	case 'ĸ', 'ƙ':
		return "k"
	case 'ł', 'ƚ':
		return "l"
	case 'ɲ', 'ƞ':
		return "n"
	case 'ƥ':
		return "p"
	case 'ŧ', 'ƭ':
		return "t"
	case 'ʉ', 'ʊ':
		return "u"
	case 'ʋ':
		return "v"
	case 'ƴ':
		return "y"
	case 'ƶ':
		return "z"
	}
	return ""
}
