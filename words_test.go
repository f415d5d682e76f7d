package tutti_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tutti/media/archive"
	"tutti/project"
)

// words are texts of the pages that stand under what the server names. Behind a _ words have their plurals, so their keys have a -.
type words struct {
	Finding struct {
		What, Fix map[string]string
	}
	Retention struct {
		Of map[string]struct{ What, Why, Remains string }
	}
}

func readWords(t *testing.T) words {
	t.Helper()
	text, err := os.ReadFile("web/src/words/en.json")
	if err != nil {
		t.Fatal(err)
	}
	var w words
	if err := json.Unmarshal(text, &w); err != nil {
		t.Fatal(err)
	}
	return w
}

func keyOf(name string) string { return strings.ReplaceAll(name, "_", "-") }

// TestEveryFindingHasItsWords: the pages tell what was found in the reader's language by its code, so each code that an inspection may
// give has words, and no other has. That all languages have the same is tested beside them.
func TestEveryFindingHasItsWords(t *testing.T) {
	w := readWords(t).Finding
	codes := findingCodes(t)
	if len(codes) < 100 {
		t.Errorf("only %d codes were found: %v", len(codes), codes)
	}
	asked := map[string]bool{}
	for code := range codes {
		key := keyOf(code)
		if asked[key] = true; w.What[key] == "" || w.Fix[key] == "" {
			t.Errorf("finding.what.%s or finding.fix.%[1]s is missing in web/src/words", key)
		}
	}
	for key := range w.What {
		if !asked[key] {
			t.Errorf("finding.what.%s is about a code that nothing gives", key)
		}
	}
}

// TestEveryClassOfDataHasItsWords: the operator's page tells the policy by its classes.
func TestEveryClassOfDataHasItsWords(t *testing.T) {
	w, rules := readWords(t).Retention.Of, project.DefaultRetention()
	for _, rule := range rules {
		if of := w[keyOf(string(rule.Class))]; of.What != rule.What || of.Why != rule.Why || of.Remains != rule.Remains {
			t.Errorf("retention.of.%s in web/src/words is %+v, the policy says %q, %q, %q", keyOf(string(rule.Class)), of, rule.What, rule.Why, rule.Remains)
		}
	}
	if len(w) != len(rules) {
		t.Errorf("%d classes have words, %d are kept", len(w), len(rules))
	}
}

// givers are the functions of media/inspect that give a finding, and the place of its code among their arguments.
func givers() map[string]int {
	return map[string]int{"block": 0, "warn": 0, "info": 0, "add": 1, "tally": 1, "holds": 1, "notMedia": 0, "checkStretch": 0}
}

// findingCodes gives every code that media/inspect writes down, those that it puts together, and those of remarks on a build.
func findingCodes(t *testing.T) map[string]bool {
	t.Helper()
	codes := map[string]bool{"pdf_active": true, "pdf_attachment": true} // by what is active
	for _, kind := range []string{archive.TooMany, archive.TooLarge, archive.Bomb, archive.Overlap, archive.Outside, archive.Link, archive.Duplicate,
		archive.Encrypted, archive.Nested, archive.Damaged, archive.Method, archive.BadName, archive.Unreadable} {
		codes["archive_"+kind] = true
	}
	for _, what := range []string{"subtitles", "table", "text", "translation"} {
		codes["not_"+what] = true
	}
	files, err := filepath.Glob("media/inspect/*.go")
	if err != nil {
		t.Fatal(err)
	}
	remarks, err := filepath.Glob("media/assemble/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range remarks {
		codesIn(t, file, map[string]int{"remark": 0}, codes)
	}
	for _, file := range slices.DeleteFunc(files, func(name string) bool { return strings.HasSuffix(name, "_test.go") }) {
		codesIn(t, file, givers(), codes)
	}
	return codes
}

// codesIn adds the codes that the calls of a file give.
func codesIn(t *testing.T, file string, givers map[string]int, codes map[string]bool) {
	t.Helper()
	tree, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(tree, func(n ast.Node) bool {
		if code := codeOf(n, givers); code != "" {
			codes[code] = true
		}
		return true
	})
}

// codeOf gives the code of a call that gives a finding, where it is written out.
func codeOf(n ast.Node, givers map[string]int) string {
	call, ok := n.(*ast.CallExpr)
	if !ok {
		return ""
	}
	method, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	at, ok := givers[method.Sel.Name]
	if !ok || at >= len(call.Args) {
		return ""
	}
	text, ok := call.Args[at].(*ast.BasicLit)
	if !ok || text.Kind != token.STRING {
		return ""
	}
	code, err := strconv.Unquote(text.Value)
	if err != nil || strings.ContainsAny(code, " %") {
		return "" // a sentence: tallies add by their own code
	}
	return code
}
