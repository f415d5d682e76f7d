package subtitle

import (
	"html"
	"strings"
)

// In gives a cue of one format as the other writes it. Italic, bold and underlined stay; what else only one of them knows (voices,
// colours, places within a line) is left out, and letters that are markup in a VTT are written so that they are read.
func (c Cue) In(from, to Format) Cue {
	if from == to {
		return c
	}
	var out strings.Builder
	for text := c.Text; text != ""; {
		end := tagEnd(text)
		if end == 0 {
			end = 1
			if next := strings.IndexAny(text[1:], "<{"); next >= 0 {
				end += next
			} else {
				end = len(text)
			}
			out.WriteString(lettersIn(text[:end], to))
		} else {
			out.WriteString(tagIn(text[:end]))
		}
		text = text[end:]
	}
	c.Text = strings.Trim(strings.ReplaceAll(out.String(), "-->", "->"), "\n") // would be read as times
	return c
}

// lettersIn writes what is no tag.
func lettersIn(text string, to Format) string {
	if to == SRT {
		return html.UnescapeString(text)
	}
	return strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(text)
}

// tagIn is a tag as both formats know it; "" for others.
func tagIn(tag string) string {
	name := strings.ToLower(strings.Trim(tag, "<>"))
	name, _, _ = strings.Cut(name, ".") // classes of a VTT
	switch strings.TrimPrefix(name, "/") {
	case "i", "b", "u":
		return "<" + name + ">"
	}
	return ""
}
