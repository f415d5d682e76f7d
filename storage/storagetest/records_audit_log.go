package storagetest

import (
	"context"
	"fmt"
	"strconv"
	"sync"
	"time"

	"tutti/project"
)

func (w *world) auditLine(operation string, about ...string) project.AuditLine {
	w.at = w.at.Add(time.Second)
	l := project.AuditLine{At: w.at, Actor: "per_1", Token: "tok_1", Operation: operation, About: about, Status: 200, Request: "req-" + operation,
		Address: "192.0.2.0/24", Salt: "salt", Changes: []project.AuditChange{{Field: "roles", Before: "", After: "seller; buyer"}}}
	return l.Because("they asked; naïve ☃")
}

// checkAuditLog follows the whole log and gives its lines, oldest first.
func checkAuditLog(t tester, r project.Records) []project.AuditLine {
	t.Helper()
	ctx := context.Background()
	trail := project.FollowAudit(must[project.AuditHead](t)(r.AuditHead(ctx)))
	lines := must[[]project.AuditLine](t)(r.AuditLines(ctx, project.AuditFilter{Oldest: true}, project.Page{}))
	for _, l := range lines {
		ask(t, "", "follow the log", trail.Next(l))
	}
	ask(t, "", "the end of the log", trail.End())
	return lines
}

func testAuditLog(w *world) {
	ctx := context.Background()
	if lines := checkAuditLog(w, w.r); len(lines) != 0 {
		w.Fatalf("new records have an audit log of %d lines", len(lines))
	}
	first, second, third := w.auditLine("make", "prj_1", "sub_1"), w.auditLine("read", "per_2"), w.auditLine("make")
	second.Actor, second.Behalf, second.Changes, second.Status = "per_2", "per_3", nil, project.AuditRead
	ask(w, "", "append one", w.r.AppendAudit(ctx, []project.AuditLine{first}))
	ask(w, "", "append two", w.r.AppendAudit(ctx, []project.AuditLine{second, third}))
	ask(w, "", "append none", w.r.AppendAudit(ctx, nil))
	lines := checkAuditLog(w, w.r)
	for i, want := range []project.AuditLine{first, second, third} {
		want.Seq, want.Hash = int64(i+1), lines[i].Hash
		same(w, "line "+strconv.Itoa(i+1), lines[i], want)
	}
	seqs := func(f project.AuditFilter, p project.Page) []int64 {
		out := []int64{}
		for _, l := range must[[]project.AuditLine](w)(w.r.AuditLines(ctx, f, p)) {
			out = append(out, l.Seq)
		}
		return out
	}
	same(w, "newest first", seqs(project.AuditFilter{}, project.Page{}), []int64{3, 2, 1})
	same(w, "the next part", seqs(project.AuditFilter{}, project.Page{After: "3", Limit: 1}), []int64{2})
	same(w, "oldest first, the next part", seqs(project.AuditFilter{Oldest: true}, project.Page{After: "1"}), []int64{2, 3})
	same(w, "of an actor", seqs(project.AuditFilter{Actor: "per_1"}, project.Page{}), []int64{3, 1})
	same(w, "of an operation", seqs(project.AuditFilter{Operation: "make", Oldest: true}, project.Page{}), []int64{1, 3})
	same(w, "about a thing", seqs(project.AuditFilter{About: "sub_1"}, project.Page{}), []int64{1})
	same(w, "for a person", seqs(project.AuditFilter{About: "per_3"}, project.Page{}), []int64{2})
	same(w, "about a part of an id", seqs(project.AuditFilter{About: "sub"}, project.Page{}), []int64{})
	_, err := w.r.AuditLines(ctx, project.AuditFilter{}, project.Page{After: "x"})
	ask(w, project.Invalid, "a cursor that is no number", err)
	testForgetAudit(w, third.At)
}

func testForgetAudit(w *world, before time.Time) {
	ctx := context.Background()
	for _, step := range []struct{ limit, want int }{{1, 1}, {0, 1}, {0, 0}} {
		if n := must[int](w)(w.r.Forget(ctx, project.KeepAudit, before, step.limit)); n != step.want {
			w.Fatalf("%d lines were forgotten, not %d", n, step.want)
		}
	}
	if lines := checkAuditLog(w, w.r); len(lines) != 1 || lines[0].Seq != 3 {
		w.Errorf("left are %+v", lines)
	}
	ask(w, "", "append behind it", w.r.AppendAudit(ctx, []project.AuditLine{w.auditLine("last")}))
	if n := must[int](w)(w.r.Forget(ctx, project.KeepAudit, w.at.Add(time.Hour), 0)); n != 2 {
		w.Errorf("%d lines were forgotten, not the other 2", n)
	}
	ask(w, "", "append to a log without lines", w.r.AppendAudit(ctx, []project.AuditLine{w.auditLine("new")}))
	if lines := checkAuditLog(w, w.r); len(lines) != 1 || lines[0].Seq != 5 {
		w.Errorf("left are %+v", lines)
	}
}

// testAuditedCommands: a command has one line however often it ends, and one that never ended has a line too.
func testAuditedCommands(w *world) {
	ctx := context.Background()
	c := project.CommandRecord{Actor: "per_1", Key: "k", Request: "r", Seed: "s", At: w.at, Line: w.auditLine("begun")}
	stored := must[project.CommandRecord](w)(w.r.BeginCommand(ctx, c))
	if stored.Line.Operation != "" {
		w.Errorf("the line comes back: %+v", stored.Line)
	}
	c.Status, c.Line = 201, w.auditLine("ended", "prj_1")
	for range 2 {
		ask(w, "", "end", w.r.EndCommand(ctx, c))
	}
	silent := project.CommandRecord{Actor: "per_1", Key: "silent", At: w.at}
	lost := project.CommandRecord{Actor: "per_1", Key: "lost", At: w.at, Line: w.auditLine("lost")}
	late := project.CommandRecord{Actor: "per_1", Key: "late", At: w.at.Add(time.Hour), Line: w.auditLine("late")}
	for _, one := range []project.CommandRecord{silent, lost, late} {
		must[project.CommandRecord](w)(w.r.BeginCommand(ctx, one))
	}
	silent.Status = 200
	ask(w, "", "end one without a line", w.r.EndCommand(ctx, silent))
	for _, want := range []int{1, 0} {
		if n := must[int](w)(w.r.LoseCommands(ctx, w.at.Add(time.Minute), 0)); n != want {
			w.Errorf("%d commands are lost, not %d", n, want)
		}
	}
	lost.Status, lost.Line = 200, w.auditLine("found again")
	ask(w, "", "end one that was lost", w.r.EndCommand(ctx, lost))
	var said []string
	for _, l := range checkAuditLog(w, w.r) {
		said = append(said, fmt.Sprint(l.Operation, " ", l.Status))
	}
	same(w, "the log", said, []string{"ended 200", "lost " + strconv.Itoa(project.AuditLost), "found again 200"})
}

// testConcurrentAudit: lines of many writers stand in one chain without a gap.
func testConcurrentAudit(w *world) {
	ctx := context.Background()
	const writers, each = 8, 10
	line := w.auditLine("make", "prj_1")
	var all sync.WaitGroup
	failed := make(chan error, writers*each)
	for n := range writers {
		all.Go(func() {
			for i := range each {
				c := project.CommandRecord{Actor: "per_1", Key: fmt.Sprintf("%d-%d", n, i), At: w.at, Line: line}
				if _, err := w.r.BeginCommand(ctx, c); err != nil {
					failed <- err
				}
				if err := w.r.EndCommand(ctx, project.CommandRecord{Actor: c.Actor, Key: c.Key, Status: 200, Line: line}); err != nil {
					failed <- err
				}
				if err := w.r.AppendAudit(ctx, []project.AuditLine{line}); err != nil {
					failed <- err
				}
			}
		})
	}
	all.Wait()
	close(failed)
	for err := range failed {
		w.Error(err)
	}
	if lines := checkAuditLog(w, w.r); len(lines) != 2*writers*each {
		w.Errorf("%d lines, not %d", len(lines), 2*writers*each)
	}
}
