package catalogue

import (
	"bytes"
	"slices"
	"strings"
)

// The fields of a header that a template of gettext leaves open.
const (
	language = "Language"
	plurals  = "Plural-Forms"
)

// Complete fills in what the header of a template leaves open, so that gettext takes the result: the language and its plural
// forms, where all headers that say them agree. The header is no longer marked as fuzzy then. Anything else of src stays to the
// byte, and all of it where the headers say nothing more.
func (c Catalogue) Complete(src []byte, headers []string) []byte {
	header := c.Header
	for _, name := range []string{language, plurals} {
		if value := agreed(headers, name); c.isTemplate() && isOpen(field(header, name)) && value != "" {
			header = withField(header, name, value)
		}
	}
	if header == c.Header {
		return src
	}
	end := "\n"
	if bytes.Contains(src[:c.Head], []byte("\r\n")) {
		end = "\r\n"
	}
	written := `msgstr ""` + end
	for line := range strings.Lines(header) {
		written += quotedPO(line) + end
	}
	return slices.Concat(notFuzzy(src[:c.headed[0]]), []byte(written), src[c.headed[1]:])
}

// isTemplate reports whether a PO has a header that was left to be filled in.
func (c Catalogue) isTemplate() bool {
	told := strings.Contains(c.Header, language+":") && field(c.Header, language) == ""
	return c.Format == PO && c.headed[1] > 0 && (told || strings.Contains(field(c.Header, plurals), "INTEGER"))
}

// isOpen reports whether nothing stands in a field, or what xgettext writes there.
func isOpen(value string) bool { return value == "" || strings.Contains(value, "INTEGER") }

// agreed is what all headers say that fill a field in; "" where they differ or none does.
func agreed(headers []string, name string) string {
	var values []string
	for _, h := range headers {
		if value := field(h, name); !isOpen(value) && !slices.Contains(values, value) {
			values = append(values, value)
		}
	}
	if len(values) != 1 {
		return ""
	}
	return values[0]
}

// field reads a field of a header.
func field(header, name string) string {
	for line := range strings.Lines(header) {
		if before, value, found := strings.Cut(line, ":"); found && strings.EqualFold(before, name) {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// withField writes a field in its place, or behind all others.
func withField(header, name, value string) string {
	lines := strings.SplitAfter(header, "\n")
	for i, line := range lines {
		if before, _, found := strings.Cut(line, ":"); found && strings.EqualFold(before, name) {
			lines[i] = before + ": " + value + "\n"
			return strings.Join(lines, "")
		}
	}
	if header != "" && !strings.HasSuffix(header, "\n") {
		header += "\n"
	}
	return header + name + ": " + value + "\n"
}

// notFuzzy takes the mark away from the comments of an entry.
func notFuzzy(comments []byte) []byte {
	var out []byte
	for line := range bytes.Lines(comments) {
		if flags, marked := bytes.CutPrefix(bytes.TrimSpace(line), []byte("#,")); marked && bytes.Contains(flags, []byte("fuzzy")) {
			kept := slices.DeleteFunc(strings.Split(string(flags), ","), func(flag string) bool { return strings.TrimSpace(flag) == "fuzzy" })
			if len(kept) == 0 {
				continue
			}
			line = append([]byte("#,"+strings.Join(kept, ",")), line[len(bytes.TrimRight(line, "\r\n")):]...)
		}
		out = append(out, line...)
	}
	return out
}
