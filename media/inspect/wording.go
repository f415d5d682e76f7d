package inspect

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"tutti/project"
)

// What all texts have in common: subtitles, tables and translations are texts too.

const (
	maxShown   = 20 // findings of one kind; how many more there are is said
	sniffBytes = 64 << 10
	fixText    = "Save the file again as UTF-8 text, and open it once before you deliver it."
)

// textFormat says in which of the formats a text is: by its content where that has a mark, else by its ending. "" stands for
// none of them.
func (j *judge) textFormat(formats []string) (string, error) {
	f, err := os.Open(j.file.Path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	head := make([]byte, sniffBytes)
	n, err := io.ReadFull(f, head)
	if err != nil && err != io.ErrUnexpectedEOF {
		return "", err
	}
	for _, format := range formats {
		if j.isIn(format, head[:n]) {
			return format, nil
		}
	}
	return "", nil
}

// isIn reports whether the start of a file is in a format. Markdown, CSV and plain text have no mark of their own.
func (j *judge) isIn(format string, head []byte) bool {
	const word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	ending := strings.ToLower(filepath.Ext(j.file.Name))
	if format == "docx" {
		return j.mime.Is(word) || j.mime.Is("application/zip") && ending == ".docx"
	}
	if !j.isPlain() || bytes.IndexByte(head, 0) >= 0 {
		return false
	}
	text := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	switch format {
	case "md":
		return ending == ".md" || ending == ".markdown"
	case "txt":
		return j.mime.Is("text/plain") || ending == ".txt" || ending == ".text"
	case "csv":
		return j.mime.Is("text/csv") || j.mime.Is("text/tab-separated-values") || ending == ".csv" || ending == ".tsv"
	case "jsonl":
		return bytes.HasPrefix(text, []byte("{"))
	case "vtt":
		return bytes.HasPrefix(text, []byte("WEBVTT")) || ending == ".vtt"
	case "srt":
		return ending == ".srt" || regexp.MustCompile(`(?m)^\s*[0-9:.,]+\s*-->`).Match(text)
	case "po":
		return regexp.MustCompile(`(?m)^(?:#~ ?)?msgid\s`).Match(text)
	case "xliff":
		return bytes.HasPrefix(text, []byte("<")) && bytes.Contains(text, []byte("xliff"))
	}
	return false
}

// isPlain reports whether the content is text of any kind.
func (j *judge) isPlain() bool {
	for m := j.mime; m != nil; m = m.Parent() {
		if m.Is("text/plain") {
			return true
		}
	}
	return false
}

// takes finds the format, and says so where it is not one that is asked for.
func (j *judge) takes(what string, formats ...string) (string, error) {
	asked := j.spec.Formats
	if len(asked) == 0 {
		asked = formats
	}
	format, err := j.textFormat(formats)
	switch {
	case err != nil:
		return "", err
	case format == "" && strings.Contains(j.facts.Type, "utf-16"):
		j.block("unreadable", "Save it as UTF-8 and deliver it again.", "the text is in UTF-16; save it as UTF-8")
		return "", nil
	case format == "":
		j.block("not_"+strings.ReplaceAll(what, " ", "_"), "Deliver it as "+orList(asked)+".", "the content is %s, which is not read as %s", j.facts.Type, what)
		return "", nil
	case !slices.Contains(asked, format):
		j.block("format_not_allowed", "Export the file as "+orList(asked)+" and deliver it again.", "the content is %s, wanted is %s", format, orList(asked))
		return "", nil
	}
	return format, nil
}

// read brings a text into memory, when it fits there.
func (j *judge) read(limit int64) ([]byte, error) {
	if j.facts.Size > limit {
		j.block("too_large", "Deliver it in several parts.", "%d bytes; a text of more than %d is not read", j.facts.Size, limit)
		return nil, nil
	}
	return os.ReadFile(j.file.Path)
}

// unreadable turns a refusal by a reader into a finding; any other error is ours.
func (j *judge) unreadable(err error) error {
	if toolTrouble(err) {
		return err
	}
	j.block("unreadable", fixText, "the file cannot be read: %s", err)
	return nil
}

// tally shows the first findings of a kind and counts the rest.
type tally struct {
	judge    *judge
	severity project.Severity
	code     string
	fix      string
	count    int
}

func (j *judge) tally(severity project.Severity, code, fix string) *tally {
	return &tally{judge: j, severity: severity, code: code, fix: fix}
}

// add gives the finding, to say where it is; one that is not shown is counted only.
func (t *tally) add(format string, args ...any) *project.Finding {
	t.count++
	if t.count > maxShown {
		return &project.Finding{}
	}
	return t.judge.add(t.severity, t.code, t.fix, format, args...)
}

// done says how many more there are.
func (t *tally) done() {
	if more := t.count - maxShown; more > 0 {
		t.judge.add(t.severity, t.code, t.fix, "%d more of the same", more)
	}
}

// clip shortens a text of a seller for a finding.
func clip(s string) string {
	const most = 120
	if all := []rune(s); len(all) > most {
		return string(all[:most]) + "…"
	}
	return s
}
