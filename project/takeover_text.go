package project

import (
	"fmt"
	"strings"
	"time"
	"unicode"
)

// markdown writes the texts of a takeover pack. What people wrote stands in it as they wrote it, but headings and list
// items stay one.
type markdown struct{ strings.Builder }

func (m *markdown) heading(level int, text string) {
	fmt.Fprintf(m, "%s %s\n\n", strings.Repeat("#", level), oneLine(text))
}

func (m *markdown) list(items ...string) {
	if len(items) == 0 {
		return
	}
	for _, item := range items {
		m.WriteString("- " + indented(item, "  ") + "\n")
	}
	m.WriteString("\n")
}

func (m *markdown) numbered(items []string) {
	if len(items) == 0 {
		return
	}
	for i, item := range items {
		number := fmt.Sprintf("%d. ", i+1)
		m.WriteString(number + indented(item, strings.Repeat(" ", len(number))) + "\n")
	}
	m.WriteString("\n")
}

// words writes a text of somebody as a quotation.
func (m *markdown) words(text string) {
	if text = strings.TrimSpace(plainLines(text)); text != "" {
		m.WriteString("> " + strings.ReplaceAll(text, "\n", "\n> ") + "\n\n")
	}
}

func (m *markdown) bytes() []byte { return []byte(strings.TrimRight(m.String(), "\n") + "\n") }

func indented(text, by string) string {
	return strings.ReplaceAll(strings.TrimSpace(plainLines(text)), "\n", "\n"+by)
}

// plainLines keeps the lines of a text and takes other controls away.
func plainLines(text string) string {
	text = strings.ReplaceAll(strings.ToValidUTF8(text, "?"), "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && unicode.IsControl(r) {
			return ' '
		}
		return r
	}, text)
}

func oneLine(text string) string { return strings.Join(strings.Fields(plainLines(text)), " ") }

// minute writes a time for people.
func minute(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }

// inDays writes a length of time in the units in which people plan.
func inDays(d time.Duration) string {
	if days := int64(d / (24 * time.Hour)); days > 0 && d%(24*time.Hour) == 0 {
		return counted(days, "day")
	}
	return d.String()
}

func counted(n int64, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// brief writes brief.md.
func (w *takeoverWriter) brief() []byte {
	var m markdown
	g, terms := w.SubGig, w.SubGig.Terms
	m.heading(1, g.Title)
	m.list("role: "+oneLine(g.Role), "project: "+oneLine(w.Project.Title), "key: "+g.Key)
	m.heading(2, "Brief")
	m.numbered(w.record.SubGig.Brief)
	m.heading(2, "The whole")
	m.words(w.Brief)
	m.heading(2, "What is delivered")
	m.list(g.Spec.Sentences()...)
	m.heading(2, "Terms")
	m.list(inDays(terms.WorkFor)+" to deliver after accepting", counted(int64(terms.Revisions), "revision")+" included",
		"a delivery is reviewed within "+inDays(terms.ReviewFor))
	m.heading(2, "Dates")
	var dates []string
	if !w.Project.Due.IsZero() {
		dates = append(dates, "the result is wanted on "+w.Project.Due.UTC().Format(time.DateOnly))
	}
	for _, s := range w.record.Sellers {
		dates = append(dates, fmt.Sprintf("%s held it from %s to %s", s.Name, minute(s.From), minute(s.Until)))
	}
	m.list(dates...)
	m.heading(2, "In this pack")
	m.list("references/: what the buyer gave, and their answers", "upstream/: approved deliveries to work from",
		"versions/: everything that was delivered before, with what the machine found", "comments.md: what was said about it, with its files in versions/", "record.json: the same for programs")
	return m.bytes()
}

// comments writes comments.md.
func (w *takeoverWriter) comments() []byte {
	var m markdown
	m.heading(1, "Comments on "+w.SubGig.Title)
	said := false
	for _, v := range w.record.Versions {
		for _, r := range v.Reviews {
			said = true
			m.heading(2, fmt.Sprintf("Version %d, by %s: %s", v.Version, v.Seller, r.Decision))
			m.WriteString("Reviewed " + minute(r.At) + ".\n\n")
			var notes []string
			for _, n := range r.Notes {
				notes = append(notes, subject(n)+n.Text)
			}
			m.list(notes...)
		}
	}
	for _, v := range w.record.Versions {
		if len(v.Said) == 0 {
			continue
		}
		said = true
		m.heading(2, fmt.Sprintf("Said about version %d", v.Version))
		for _, c := range v.Said {
			m.WriteString(c.By + ", " + minute(c.At) + c.Spot.words() + ":\n\n")
			m.words(c.Text)
			var files []string
			for _, f := range c.Files {
				files = append(files, fileLine(f))
			}
			m.list(files...)
		}
	}
	if !said {
		m.WriteString("Nothing was said about any version.\n")
	}
	return m.bytes()
}

// subject says what a note is about, with a colon behind it.
func subject(n Note) string {
	var at []string
	if n.Brief > 0 {
		at = append(at, fmt.Sprintf("brief item %d", n.Brief))
	}
	if n.From > 0 || n.To > 0 {
		at = append(at, stretch(n.From, n.To))
	}
	if len(at) == 0 {
		return ""
	}
	return strings.Join(at, ", ") + ": "
}

func stretch(from, to float64) string {
	if to > from {
		return fmt.Sprintf("%g to %g s", from, to)
	}
	return fmt.Sprintf("%g s", from)
}

// words says where a spot is, behind a comma; nothing for all of it.
func (s Spot) words() string {
	switch {
	case s.Seconds != nil:
		return ", at " + stretch(*s.Seconds, s.end())
	case s.Page > 0:
		return fmt.Sprintf(", page %d", s.Page)
	case s.Row > 0:
		return fmt.Sprintf(", row %d", s.Row)
	case s.X != nil:
		return fmt.Sprintf(", at %g,%g of the picture", *s.X, *s.Y)
	case s.Path != "":
		return ", " + oneLine(s.Path)
	}
	return ""
}

// answers writes references/requirements.md.
func (w *takeoverWriter) answers() []byte {
	var m markdown
	m.heading(1, "What the buyer was asked for")
	for _, r := range w.record.Requirements {
		m.heading(2, r.Title)
		switch {
		case !r.Answered:
			m.WriteString("Not answered.\n\n")
		case r.File != nil:
			m.WriteString("See " + r.File.Path + ".\n\n")
		default:
			m.words(r.Value)
		}
	}
	return m.bytes()
}

// aboutVersion writes versions/vN/about.md.
func aboutVersion(v takeoverVersion) []byte {
	var m markdown
	m.heading(1, fmt.Sprintf("Version %d", v.Version))
	m.list("by "+v.Seller, "submitted "+minute(v.SubmittedAt), "state: "+strings.ReplaceAll(string(v.State), "_", " "))
	m.heading(2, "Note")
	m.words(v.Note)
	m.heading(2, "Inspection")
	switch {
	case !v.Inspected:
		m.WriteString("It was not inspected.\n\n")
	case v.Passed:
		m.WriteString("It passed.\n\n")
	default:
		m.WriteString("It was sent back.\n\n")
	}
	var findings, files []string
	for _, f := range v.Findings {
		findings = append(findings, findingLine(f))
	}
	m.list(findings...)
	m.heading(2, "Files")
	for _, f := range v.Files {
		files = append(files, fileLine(f))
	}
	m.list(files...)
	return m.bytes()
}

func fileLine(f takeoverPath) string {
	switch {
	case !f.Vaulted:
		return fmt.Sprintf("%s (%d bytes, sha256 %s)", f.Path, f.Size, f.SHA256)
	case f.Path == "":
		return fmt.Sprintf("%s is in the vault until it is paid for (%d bytes, sha256 %s)", f.Name, f.Size, f.SHA256)
	}
	return fmt.Sprintf("%s, a preview of %s, which is in the vault until it is paid for (%d bytes, sha256 %s)", f.Path, f.Name, f.Size, f.SHA256)
}

func findingLine(f Finding) string {
	text := string(f.Severity) + ": " + f.Message
	var at []string
	if f.File != "" {
		at = append(at, oneLine(f.File))
	}
	if f.From > 0 || f.To > 0 {
		at = append(at, stretch(f.From, f.To))
	}
	if len(at) > 0 {
		text += " (" + strings.Join(at, ", ") + ")"
	}
	if f.Fix != "" {
		text += ". " + f.Fix
	}
	return text
}
