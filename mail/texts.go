package mail

import (
	"bytes"
	"embed"
	htmltemplate "html/template"
	"maps"
	"path"
	"strconv"
	"strings"
	"text/template"
	"time"

	"tutti/project"
)

//go:embed texts
var textFiles embed.FS

// Texts is project.Scribe: what letters say, in every language. Make one with NewTexts.
//
// A file of texts/ holds one language: for each kind a subject, a body of paragraphs and the words of its link, all plain
// text. The two layouts put the same words into text and into HTML, where they are escaped.
type Texts struct {
	languages map[string]*template.Template
	text      *template.Template
	html      *htmltemplate.Template
}

var _ project.Scribe = (*Texts)(nil)

// fallback is the language for readers of none that we know.
const fallback = "en"

// Languages lists the languages of the texts, the fallback first.
func Languages() []string { return project.Languages() }

// NewTexts reads the texts, which are part of the program.
func NewTexts() (*Texts, error) {
	t := &Texts{languages: map[string]*template.Template{}}
	for _, language := range Languages() {
		parsed, err := template.New(language).Option("missingkey=error").ParseFS(textFiles, "texts/"+language+".tmpl")
		if err != nil {
			return nil, project.Because(err, project.Internal, "the texts in %q cannot be read", language)
		}
		t.languages[language] = parsed
	}
	var err error
	if t.text, err = template.New("layout.txt").Option("missingkey=error").ParseFS(textFiles, "texts/layout.txt"); err != nil {
		return nil, err
	}
	t.html, err = htmltemplate.New("layout.html").Option("missingkey=error").ParseFS(textFiles, "texts/layout.html")
	return t, err
}

// page is what the layouts are filled with.
type page struct {
	Language, Direction string
	Subject, Greeting   string
	Paragraphs          []string
	Items               []item
	Link, Action        string
	Code                string
	Footer              string
	Unsubscribe         string
	UnsubscribeLink     string
}

// item is a line of a digest.
type item struct{ When, Text string }

// Write gives the mail of a wording in the best language of its reader.
func (t *Texts) Write(w project.Wording) (project.Mail, error) {
	language := chooseLanguage(w.Languages)
	words := wordsOf{in: t.languages[language], isolate: language == "ar"}
	p := page{Language: language, Direction: direction(language), Link: w.Link, UnsubscribeLink: w.Unsubscribe}
	kind := string(w.Letter.Kind)
	p.Subject = words.say(kind+".subject", w.Fields)
	p.Greeting = words.say("greeting", w.Fields)
	p.Paragraphs = paragraphs(words.say(words.or(kind+".body", "more"), w.Fields))
	p.Footer = words.say("footer", w.Fields)
	if w.Link != "" {
		p.Action = words.say(words.or(kind+".action", "open"), w.Fields)
	}
	if w.Code != "" {
		p.Code = words.say("code", map[string]string{"code": w.Code})
	}
	if w.Unsubscribe != "" {
		p.Unsubscribe = words.say("unsubscribe", w.Fields)
	}
	for _, i := range w.Items {
		p.Items = append(p.Items, item{words.when(i.At, w.Zone), words.say(string(i.Kind)+".subject", i.Fields)})
	}
	if words.err != nil {
		return project.Mail{}, project.Because(words.err, project.Internal, "the letter %q cannot be written in %q: %v", kind, language, words.err)
	}
	var text, html bytes.Buffer
	if err := t.text.Execute(&text, p); err != nil {
		return project.Mail{}, err
	}
	if err := t.html.Execute(&html, p); err != nil {
		return project.Mail{}, err
	}
	return project.Mail{ID: w.Letter.ID, Kind: w.Letter.Kind, Name: w.Reader.Name, Email: w.Reader.Email, Language: language, Subject: plain(p.Subject),
		Text: text.String(), HTML: html.String(), Unsubscribe: w.Unsubscribe, At: w.Now}, nil
}

// When writes a moment as people of the language do, by the clock of the zone.
func (t *Texts) When(at time.Time, languages []string, zone *time.Location) string {
	return (&wordsOf{in: t.languages[chooseLanguage(languages)]}).when(at, zone)
}

// Say gives one line of a kind in the best language of a reader, as it stands in the application.
func (t *Texts) Say(kind project.NoticeKind, fields map[string]string, languages []string) (string, error) {
	words := wordsOf{in: t.languages[chooseLanguage(languages)]}
	line := words.say(string(kind)+".subject", fields)
	return line, words.err
}

// wordsOf says things in one language, until the first thing that it cannot say.
type wordsOf struct {
	in      *template.Template
	isolate bool // names of the other direction are kept together
	err     error
}

func (w *wordsOf) say(name string, fields map[string]string) string {
	if w.err != nil {
		return ""
	}
	if w.isolate {
		fields = isolated(fields)
	}
	var out bytes.Buffer
	w.err = w.in.ExecuteTemplate(&out, name, fields)
	return strings.TrimSpace(out.String())
}

// or gives the name of a text, or another one where there is none of its own.
func (w *wordsOf) or(name, other string) string {
	if w.in.Lookup(name) == nil {
		return other
	}
	return name
}

func (w *wordsOf) when(at time.Time, zone *time.Location) string {
	months := strings.Fields(w.say("months", nil))
	if w.err != nil {
		return ""
	}
	at = at.In(zone)
	return w.say("when", map[string]string{"day": strconv.Itoa(at.Day()), "month": months[at.Month()-1], "year": strconv.Itoa(at.Year()),
		"time": at.Format("15:04"), "zone": at.Format("MST")})
}

// The marks around a name of unknown direction (Unicode 6.3, UAX 9).
const (
	isolateFrom = "\u2068"
	isolateTo   = "\u2069"
)

func isolated(fields map[string]string) map[string]string {
	out := maps.Clone(fields)
	for name, value := range out {
		out[name] = isolateFrom + value + isolateTo
	}
	return out
}

// plain takes the marks out again: in a list of mails they may be seen.
func plain(text string) string {
	return strings.NewReplacer(isolateFrom, "", isolateTo, "").Replace(text)
}

func paragraphs(text string) []string {
	var out []string
	for p := range strings.SplitSeq(text, "\n\n") {
		if p = strings.Join(strings.Fields(p), " "); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// chooseLanguage takes the first of the reader's languages that there are texts in; pt-BR is pt.
func chooseLanguage(wanted []string) string {
	for _, tag := range wanted {
		base, _, _ := strings.Cut(strings.ToLower(tag), "-")
		for _, known := range Languages() {
			if base == known {
				return known
			}
		}
	}
	return fallback
}

func direction(language string) string {
	if language == "ar" {
		return "rtl"
	}
	return "ltr"
}

// names lists what a language says, for the tests.
func (t *Texts) names(language string) []string {
	var all []string
	for _, one := range t.languages[language].Templates() {
		if path.Ext(one.Name()) != ".tmpl" && one.Name() != language {
			all = append(all, one.Name())
		}
	}
	return all
}
