package main

import (
	"strings"
	"testing"

	"tutti/api/wire"
	"tutti/project"
)

func TestRoundCommands(t *testing.T) {
	t.Parallel()
	waits := wire.RoundNote{ID: "not_2", Note: project.Note{Brief: 2, From: 21.6, Text: "late"}, Author: wire.PersonName{Name: "Ida"}}
	sent := wire.RoundNote{ID: "not_1", Note: project.Note{Brief: 1, Text: "louder"}, ReviewID: "rev_1"}
	env := answers{
		"POST /api/v1/deliveries/dlv_1/notes":   waits,
		"GET /api/v1/deliveries/dlv_1/notes":    wire.RoundNoteList{Items: []wire.RoundNote{sent, waits}},
		"DELETE /api/v1/notes/not_2":            nil,
		"POST /api/v1/deliveries/dlv_1/reviews": wire.Review{DeliveryID: "dlv_1", Decision: project.Revise, Notes: []project.Note{waits.Note}},
	}.serve(t)
	for _, x := range []struct {
		code int
		says string
		args []string
	}{
		{exitOK, "late", []string{"review", "note", "dlv_1", "2 @21.6: late"}},
		{exitUsage, "wrong form", []string{"review", "note", "dlv_1", "late"}},
		{exitOK, "rev_1", []string{"review", "notes", "dlv_1"}},
		{exitOK, "dropped", []string{"review", "drop", "not_2"}},
		{exitOK, "revise", []string{"review", "revise", "dlv_1", "--take", "all"}},
		{exitUsage, "--take all", []string{"review", "revise", "dlv_1"}},
	} {
		got := tutti(t, env, x.args...)
		if got.code != x.code || !strings.Contains(got.out+got.errs, x.says) {
			t.Errorf("%v: %d\n%s%s", x.args, got.code, got.out, got.errs)
		}
	}
}
