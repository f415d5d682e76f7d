package e2e

import (
	"strings"
	"testing"
	"time"

	"tutti/api/wire"
	"tutti/project"
)

// register is a table of two parts, whose columns nobody has asked for.
const register = `
title: A register
currency: EUR
recipe: {kind: table}
clocks: {preview: 50ms}
people: [{handle: ama, name: Ama Mensah, country: GH}]
sub_gigs:
  - {key: one, title: One, role: clerk, price: "10.00", cast: [ama], delivery: {kind: table, formats: [csv]}}
  - {key: two, title: Two, role: clerk, price: "10.00", cast: [ama], delivery: {kind: table, formats: [csv]}}
`

// TestAFinalThatCannotBeBuiltIsMended: parts that do not fit each other make no result. People are told why, and everything by
// which they could change it is open: building again, another plan, a part that is done again.
func TestAFinalThatCannotBeBuiltIsMended(t *testing.T) {
	e := newEnsemble(t, start(t, t.TempDir(), "dev", "--listen", "127.0.0.1:0"))
	e.launch(register)
	for key, rows := range map[string]string{"one": "id,name\n1,Ama\n", "two": "number,title\n2,Cem\n"} {
		e.accept(key, "ama")
		e.deliver(key, "ama", key+".csv", []byte(rows))
		e.approve(key)
		e.await(key, project.Approved)
	}
	e.awaitFailure()
	_, err := e.operator.DecideFinal(e.ctx(), e.id, wire.FinalRequest{Decision: wire.FinalRebuild})
	e.must(err, "build again")
	p := e.awaitFailure()
	if !strings.Contains(p.FinalFailed, `"two.csv" of "two": its columns are number, title`) {
		t.Errorf("the final failed because %s", p.FinalFailed)
	}
	_, err = e.operator.Replan(e.ctx(), e.id, p.PlanVersion, []byte(strings.Replace(register, "kind: table}\nclocks", "kind: bundle}\nclocks", 1)))
	e.must(err, "plan a bundle instead")
	e.finish()
}

// awaitFailure waits until it is told why the final cannot be built.
func (e *ensemble) awaitFailure() wire.Project {
	e.t.Helper()
	var last wire.Project
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		found, err := e.operator.Project(e.ctx(), e.id)
		e.must(err, "read the project")
		if last = found; strings.Contains(last.FinalFailed, "columns") {
			return last
		}
	}
	e.t.Fatalf("the project is %s, and its final has not failed: %q", last.State, last.FinalFailed)
	return last
}
