package catalogue

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"strings"
)

// Convert writes a catalogue in the other format, an XLIFF as 1.2: the same texts with the same translations in the same order, and
// what is unsure stays unsure. What only one of the formats knows (comments, references to code, inline elements) is left out or
// stands as text, so a translation is put back into its source in the source's own format and converted then. Errors: those of Read.
func Convert(src []byte, from, to Format) ([]byte, error) {
	if from == to {
		return src, nil
	}
	c, err := Read(src, from)
	if err != nil {
		return nil, err
	}
	if to == XLIFF {
		return c.asXLIFF(), nil
	}
	return c.asPO(), nil
}

// asXLIFF numbers the messages; a context becomes the name of its unit. Plural forms are a group of units, as gettext's own
// converters write them.
func (c Catalogue) asXLIFF() []byte {
	var out bytes.Buffer
	out.WriteString(xml.Header + `<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">` + "\n")
	fmt.Fprintf(&out, ` <file original="messages.po" datatype="po" source-language="%s"`, cmp.Or(escaped(c.From), "en"))
	if c.Into != "" {
		fmt.Fprintf(&out, ` target-language="%s"`, escaped(c.Into))
	}
	out.WriteString(">\n  <body>\n")
	for n, u := range c.Units {
		if !u.Old {
			u.writeXLIFF(&out, n+1)
		}
	}
	out.WriteString("  </body>\n </file>\n</xliff>\n")
	return out.Bytes()
}

func (u Unit) writeXLIFF(out *bytes.Buffer, number int) {
	context, _, found := strings.Cut(u.ID, "\x04")
	attributes := ""
	if found {
		attributes = fmt.Sprintf(` resname="%s"`, escaped(context))
	}
	if u.Locked {
		attributes += ` translate="no"`
	}
	if !u.Plural {
		u.writeUnit(out, fmt.Sprint(number), attributes, 0)
		return
	}
	fmt.Fprintf(out, "   <group restype=\"x-gettext-plurals\" id=\"%d\">\n", number)
	for form := range max(len(u.Target), len(u.Source)) {
		u.writeUnit(out, fmt.Sprintf("%d[%d]", number, form), attributes, form)
	}
	out.WriteString("   </group>\n")
}

// writeUnit writes one form of a message: the singular is translated by the first, the plural by all others.
func (u Unit) writeUnit(out *bytes.Buffer, id, attributes string, form int) {
	fmt.Fprintf(out, "   <trans-unit id=\"%s\" xml:space=\"preserve\"%s><source>%s</source>", id, attributes, escaped(u.Source[min(form, len(u.Source)-1)]))
	if form < len(u.Target) && u.Target[form] != "" {
		state := ""
		if u.Unsure {
			state = ` state="needs-review-translation"`
		}
		fmt.Fprintf(out, "<target%s>%s</target>", state, escaped(u.Target[form]))
	}
	out.WriteString("</trans-unit>\n")
}

func escaped(s string) string {
	var out strings.Builder
	_ = xml.EscapeText(&out, []byte(s)) // a builder never fails
	return out.String()
}

// asPO writes one message for each text to translate. File and unit are its context, because the same text may stand in
// several units; of the segments of a unit each has a number behind it.
func (c Catalogue) asPO() []byte {
	var out bytes.Buffer
	out.WriteString("msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n")
	if c.Into != "" {
		fmt.Fprintf(&out, "%s\n", quotedPO("Language: "+c.Into+"\n"))
	}
	taken := map[string]bool{}
	for _, u := range c.Units {
		for i, text := range u.Source {
			if strings.TrimSpace(text) == "" {
				continue // nothing to translate, and the empty text is the header's
			}
			context := strings.ReplaceAll(u.ID, "\x04", "/")
			if len(u.Source) > 1 {
				context += fmt.Sprintf("#%d", i+1)
			}
			for n := 2; taken[context]; n++ {
				context += fmt.Sprintf(" (%d)", n)
			}
			taken[context] = true
			u.writePO(&out, context, text, i)
		}
	}
	return out.Bytes()
}

func (u Unit) writePO(out *bytes.Buffer, context, text string, i int) {
	target := ""
	if i < len(u.Target) {
		target = u.Target[i]
	}
	out.WriteString("\n")
	if u.Unsure && target != "" {
		out.WriteString("#, fuzzy\n")
	}
	fmt.Fprintf(out, "msgctxt %s\nmsgid %s\nmsgstr %s\n", quotedPO(context), quotedPO(text), quotedPO(target))
}

// quotedPO writes a text with the escapes of a PO.
func quotedPO(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`, "\r", `\r`).Replace(s) + `"`
}
