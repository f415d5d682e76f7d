package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tutti/api/wire"
	"tutti/project"
)

func someMessages() wire.MessageList {
	by := wire.Speaker{ID: "spk_1", Name: "cello", Mention: "cello", Part: wire.PartSeller}
	at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	return wire.MessageList{Items: []wire.Message{
		{ID: "msg_3", Author: by, CreatedAt: at, Deleted: true},
		{ID: "msg_2", Author: by, CreatedAt: at, Text: "yes", ReplyTo: "msg_1", Edited: true, Version: 2, Attachments: []wire.Attachment{{Number: 1, Name: "a.wav"}}},
		{ID: "msg_1", Author: by, CreatedAt: at, Text: "hello", Version: 1},
	}}
}

func TestRoomCommands(t *testing.T) {
	t.Parallel()
	said := someMessages()
	hidden := said.Items[2]
	hidden.Hidden, hidden.Moderation = true, &wire.Moderation{Reason: "rude", Appeal: "it is not"}
	unknown := said.Items[2]
	unknown.Unknown = []string{"zed"}
	env := answers{
		"GET /api/v1/projects/prj_1/rooms":                    wire.RoomList{Items: []wire.Room{{Name: "project", MaySay: true}, {Name: "section-0"}}, Shows: project.ShowPart},
		"PUT /api/v1/projects/prj_1/rooms/name":               wire.RoomList{Items: []wire.Room{}, Shows: project.ShowName},
		"GET /api/v1/projects/prj_1/rooms/project/messages":   said,
		"GET /api/v1/projects/prj_1/rooms/section-0/messages": wire.MessageList{Items: said.Items[:1]},
		"POST /api/v1/projects/prj_1/rooms/project/messages":  unknown,
		"GET /api/v1/projects/prj_1/rooms/project/members":    wire.SpeakerList{Items: []wire.Speaker{said.Items[0].Author}},
		"GET /api/v1/deliveries/dlv_1":                        wire.Delivery{ID: "dlv_1", ProjectID: "prj_1"},
		"POST /api/v1/deliveries/dlv_1/comments":              said.Items[2],
		"GET /api/v1/deliveries/dlv_1/comments":               said,
		"GET /api/v1/messages/msg_1":                          said.Items[2],
		"GET /api/v1/messages/msg_1/replies":                  wire.MessageList{Items: said.Items[1:2]},
		"PATCH /api/v1/messages/msg_1":                        said.Items[1],
		"DELETE /api/v1/messages/msg_1":                       said.Items[0],
		"GET /api/v1/messages/msg_1/history":                  wire.MessageHistory{Items: []wire.MessageText{{Version: 1, Text: "before"}}},
		"POST /api/v1/messages/msg_1/reports":                 nil,
		"POST /api/v1/messages/msg_1/keep":                    said.Items[2],
		"POST /api/v1/messages/msg_1/hide":                    hidden,
		"POST /api/v1/messages/msg_1/appeal":                  hidden,
		"POST /api/v1/messages/msg_1/ruling":                  said.Items[2],
		"GET /api/v1/message-appeals":                         wire.MessageList{Items: []wire.Message{hidden}},
		"GET /api/v1/projects/prj_1/reports":                  wire.ReportList{Items: []wire.Report{{MessageID: "msg_1", Reason: project.ReportPersonal, Text: "hello", Reporter: wire.PersonName{Handle: "ben"}}}},
		"GET /api/v1/messages/msg_1/attachments/1":            "bytes",
	}.serve(t)
	file := filepath.Join(t.TempDir(), "saved")
	for args, want := range map[string]struct {
		code int
		says []string
	}{
		"room list prj_1":                         {exitOK, []string{"read and speak", "section-0", "part"}},
		"room name prj_1 name":                    {exitOK, []string{"name"}},
		"room read prj_1":                         {exitOK, []string{"hello", "(deleted)", "yes (edited) [1: a.wav]", "in answer to msg_1"}},
		"room read prj_1 --room section-0":        {exitOK, []string{"(deleted)"}},
		"room read dlv_1":                         {exitOK, []string{"hello"}},
		"room read msg_1":                         {exitOK, []string{"hello", "yes"}},
		"room members prj_1":                      {exitOK, []string{"@cello"}},
		"say prj_1 hello":                         {exitOK, []string{"hello", "nobody here is called", "@zed"}},
		"say prj_1 hello --at 01:23":              {exitUsage, []string{"a room has no places"}},
		"say dlv_1 hello --at 01:23":              {exitOK, []string{"hello"}},
		"say dlv_1 hello --at somewhere":          {exitUsage, []string{"is no place"}},
		"message edit msg_1 yes":                  {exitOK, []string{"yes (edited)"}},
		"message delete msg_1":                    {exitOK, []string{"(deleted)"}},
		"message history msg_1":                   {exitOK, []string{"before"}},
		"message report msg_1 abuse --words look": {exitOK, []string{"reported"}},
		"message keep msg_1":                      {exitOK, []string{"hello"}},
		"message hide msg_1 rude":                 {exitOK, []string{"hello (hidden: rude)"}},
		"message appeal msg_1 why":                {exitOK, []string{"rude"}},
		"message appeals":                         {exitOK, []string{"it is not"}},
		"message uphold msg_1 fine":               {exitOK, []string{"hello"}},
		"message dismiss msg_1 no":                {exitOK, []string{"hello"}},
		"message reports prj_1":                   {exitOK, []string{"personal data", "ben"}},
		"message save msg_1 1 " + file:            {exitOK, []string{"saved"}},
		"message save msg_1 x " + file:            {exitUsage, []string{`NUMBER "x" is no number`}},
	} {
		got := tutti(t, env, strings.Fields(args)...)
		if got.code != want.code {
			t.Errorf("%s: %d\n%s%s", args, got.code, got.out, got.errs)
		}
		for _, text := range want.says {
			if !strings.Contains(got.out+got.errs, text) {
				t.Errorf("%s does not say %q:\n%s%s", args, text, got.out, got.errs)
			}
		}
	}
	if saved, err := os.ReadFile(file); err != nil || !strings.Contains(string(saved), "bytes") {
		t.Errorf("%q %v", saved, err)
	}
}
