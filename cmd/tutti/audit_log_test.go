package main

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tutti/api/wire"
	"tutti/project"
)

// chainOf seals lines as the records do.
func chainOf(lines ...wire.AuditLine) (sealed []wire.AuditLine, head project.AuditHead) {
	for i, l := range lines {
		l.Seq = int64(i + 1)
		l.Hash = project.AuditLine(l).HashAfter(head.Hash)
		head.Seq, head.Hash = l.Seq, l.Hash
		sealed = append(sealed, l)
	}
	return sealed, head
}

func TestTheAuditLogIsVerifiedHere(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 3, 1, 12, 0, 0, 123456000, time.UTC)
	lines, head := chainOf(wire.AuditLine{At: at, Actor: "per_1", Operation: "create-token", Status: 201, Changes: []project.AuditChange{{Field: "roles", After: "seller"}}},
		wire.AuditLine{At: at, Actor: "per_2", Operation: "get-ledger"}, wire.AuditLine{At: at, Operation: "retention", Status: project.AuditLost})
	kept := filepath.Join(t.TempDir(), "head.json")
	serve := func(lines []wire.AuditLine, head project.AuditHead) map[string]string {
		return answers{"GET /api/v1/audit": wire.AuditLog{Items: lines}, "GET /api/v1/audit/head": head}.serve(t)
	}
	changed, swapped := append([]wire.AuditLine{}, lines...), []wire.AuditLine{lines[1], lines[0], lines[2]}
	changed[1].Actor = "per_3"
	anew, head2 := chainOf(wire.AuditLine{At: at, Operation: "a"}, wire.AuditLine{At: at, Operation: "b"}, wire.AuditLine{At: at, Operation: "c"})
	for _, c := range []struct {
		env  map[string]string
		args string
		code int
		says string
	}{
		{serve(lines, head), "audit list", exitOK, "create-token"},
		{serve(lines, head), "audit list", exitOK, "unknown"},
		{serve(lines, head), "audit verify", exitOK, "3 lines"},
		{serve(lines, head), "audit verify --head " + kept, exitOK, "3 lines"},
		{serve(changed, head), "audit verify", exitFailed, "line 2 is not what was written"},
		{serve(swapped, head), "audit verify", exitFailed, "line 1 is missing"},
		{serve(lines[:2], head), "audit verify", exitFailed, "line 3 is missing"},
		{serve(anew, head2), "audit verify", exitOK, "3 lines"},
		{serve(anew, head2), "audit verify --head " + kept, exitFailed, "written anew"},
		{serve(nil, project.AuditHead{}), "audit verify --head " + kept, exitFailed, "it had 3 lines before"},
	} {
		got := tutti(t, c.env, strings.Fields(c.args)...)
		if got.code != c.code || !strings.Contains(got.out+got.errs, c.says) {
			t.Errorf("%s: %d, not %d with %q:\n%s%s", c.args, got.code, c.code, c.says, got.out, got.errs)
		}
	}
}
