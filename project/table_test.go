package project

import (
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write docs/sub-gig.md anew")

// TestTheTableIsDocumented keeps docs/sub-gig.md in step with the table of transitions.
func TestTheTableIsDocumented(t *testing.T) {
	path := filepath.Join("..", "docs", "sub-gig.md")
	if *update {
		if err := os.WriteFile(path, []byte(drawTable()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	written, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(written) != drawTable() {
		t.Errorf("%s is not what the table says; run make generate", path)
	}
}

// drawTable writes the table as people read it: what each command does in each state.
func drawTable() string {
	var b strings.Builder
	b.WriteString(`# The life of a sub-gig

Every pair of state and command: the transition that is carried out (a function of ` + "`project/transitions.go`" + `), *repeat* where the
command changes nothing, or nothing where it is refused with code ` + "`conflict`" + ` and a sentence. Generated from the table in
` + "`project/subgig.go`" + ` by ` + "`make generate`" + `.

| command |`)
	for _, s := range SubGigStates() {
		b.WriteString(" " + string(s) + " |")
	}
	b.WriteString("\n|---|" + strings.Repeat("---|", len(SubGigStates())) + "\n")
	for _, c := range CommandKinds() {
		b.WriteString("| **" + string(c) + "** |")
		for _, s := range SubGigStates() {
			b.WriteString(" " + cell(table()[s][c]) + " |")
		}
		b.WriteString("\n")
	}
	return b.String()
}

func cell(do transition) string {
	if do == nil {
		return ""
	}
	full := runtime.FuncForPC(reflect.ValueOf(do).Pointer()).Name()
	name := full[strings.LastIndexByte(full, '.')+1:]
	if name == "repeat" {
		return "*repeat*"
	}
	return "`" + name + "`"
}
