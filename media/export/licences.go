package export

import (
	"fmt"
	"strings"
	"time"

	"tutti/project"
)

// Declarations is declarations.json: what was declared with each delivery, for programs.
func Declarations(licence *project.Licence, parts []Part) (File, error) {
	body := map[string]any{"deliveries": parts}
	if licence != nil {
		body["licence"] = licence
	}
	return encoded("declarations.json", body)
}

// Licences is licences.txt, for people: the terms of use, what in the result is by others and by what right it stands there,
// and what each seller declared.
func Licences(title string, licence *project.Licence, parts []Part) File {
	var out strings.Builder
	fmt.Fprintf(&out, "Rights to %s\n\nTerms of use\n\n", line(title))
	if licence == nil {
		out.WriteString("  The plan of this project names none.\n")
	} else {
		fmt.Fprintf(&out, "  %s\n%s", line(licence.Name), indented("    ", licence.Text))
	}
	out.WriteString("\nMaterial by others\n\n")
	out.WriteString(foreign(parts))
	out.WriteString("\nParts\n")
	for _, p := range parts {
		fmt.Fprintf(&out, "\n  %s (%s), version %d of %s%s\n", line(p.Title), p.SubGig, p.Version, p.Submitted.UTC().Format(time.DateOnly), author(p))
		if !p.Accepted.IsZero() {
			fmt.Fprintf(&out, "    The terms of use were accepted on %s.\n", p.Accepted.UTC().Format(time.DateOnly))
		}
		out.WriteString(declared(p.Declared))
	}
	return File{"licences.txt", []byte(out.String())}
}

func author(p Part) string {
	if p.Credit.Name == "" {
		return ""
	}
	return ", by " + line(p.Credit.Name)
}

// declared says what one seller has declared.
func declared(d *project.Declaration) string {
	switch {
	case d == nil:
		return "    Nothing was declared.\n"
	case len(d.Material) == 0 && d.Generated == "":
		return "    Declared as their own work throughout.\n"
	}
	text := ""
	if n := len(d.Material); n > 0 {
		text = fmt.Sprintf("    Declared as their own work but for material by others: %d, listed above.\n", n)
	}
	if d.Generated != "" {
		text += "    Made by generative tools:\n" + indented("      ", d.Generated)
	}
	return text
}

// foreign lists what is not the sellers' own, each thing once with the parts that it stands in.
func foreign(parts []Part) string {
	var list []project.Material
	in := map[project.Material][]string{}
	for _, p := range parts {
		if p.Declared == nil {
			continue
		}
		for _, m := range p.Declared.Material {
			if in[m] == nil {
				list = append(list, m)
			}
			if keys := in[m]; len(keys) == 0 || keys[len(keys)-1] != p.SubGig {
				in[m] = append(keys, p.SubGig)
			}
		}
	}
	if len(list) == 0 {
		return "  None was declared.\n"
	}
	var out strings.Builder
	for _, m := range list {
		fmt.Fprintf(&out, "  %s", line(m.Title))
		if m.By != "" {
			fmt.Fprintf(&out, " by %s", line(m.By))
		}
		fmt.Fprintf(&out, ", %s, in %s\n", line(m.Licence), strings.Join(in[m], ", "))
		if m.Source != "" {
			fmt.Fprintf(&out, "    %s\n", line(m.Source))
		}
	}
	return out.String()
}

// indented sets words of several lines in from the left.
func indented(by, text string) string {
	if text = strings.TrimSpace(strings.ReplaceAll(text, "\r", "")); text == "" {
		return ""
	}
	return by + strings.ReplaceAll(text, "\n", "\n"+by) + "\n"
}
