package project

import (
	"strings"
	"testing"
	"time"
)

func said(text string) Message {
	return Message{ID: "msg_1", Project: "prj_1", Room: ProjectRoom, Author: Voice{Person: "per_1", SubGig: "sub_1"}, Text: text, Version: 1, CreatedAt: time.Unix(1, 0)}
}

func TestAMessageIsChecked(t *testing.T) {
	for text, says := range map[string]string{
		"":                                     "is empty",
		" \n\t":                                "is empty",
		strings.Repeat("ä", MaxMessage+1):      "at most 10000",
		"a\x00b":                               "control character",
		"a\u009bb":                             "control character",
		"a\r\nb":                               "control character",
		"a\xff":                                "UTF-8",
		strings.Repeat("@a", 2) + mentions(21): "mentions 21 people; at most 20",
	} {
		err := said(text).Check()
		if CodeOf(err) != Invalid || !strings.Contains(err.Error(), says) {
			t.Errorf("%.20q: %v", text, err)
		}
	}
	for _, text := range []string{"a", "<script>alert(1)</script>", "one\n\ttwo ☃", strings.Repeat("ä", MaxMessage), mentions(20)} {
		if err := said(text).Check(); err != nil {
			t.Errorf("%.20q: %v", text, err)
		}
	}
	m := said("a")
	m.Files = make([]DeliveryFile, MaxAttachments+1)
	if err := m.Check(); CodeOf(err) != Invalid {
		t.Error(err)
	}
}

func mentions(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(" @p" + strings.Repeat("x", i))
	}
	return b.String()
}

// TestTheLifeOfAMessage: every step counts the version up, and what is not possible is refused with the reason.
func TestTheLifeOfAMessage(t *testing.T) {
	at := time.Unix(100, 0)
	producer, operator := Actor{ID: "per_p"}, Actor{ID: "per_o", Roles: []Role{RoleOperator}}
	step := func(m Message, err error) Message {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	refused := func(code Code) func(Message, error) {
		return func(_ Message, err error) {
			t.Helper()
			if CodeOf(err) != code {
				t.Errorf("want %s: %v", code, err)
			}
		}
	}
	m := said("one")
	edited := step(m.Edit("two", nil, at))
	if edited.Version != 2 || edited.Text != "two" || edited.EditedAt != at || m.Text != "one" {
		t.Errorf("%+v", edited)
	}
	refused(Invalid)(m.Edit("", nil, at))
	refused(Invalid)(edited.Hide(producer, " ", at))
	refused(Conflict)(edited.Appeal("why", at))
	hidden := step(edited.Hide(producer, "rude", at))
	if !hidden.Hidden() || hidden.Said() || hidden.Appealed() || hidden.Version != 3 || hidden.Text != "two" {
		t.Errorf("%+v", hidden)
	}
	refused(Conflict)(hidden.Edit("three", nil, at))
	refused(Conflict)(hidden.Hide(operator, "rude", at))
	refused(Conflict)(hidden.Rule("per_o", true, "fine", at))
	refused(Invalid)(hidden.Appeal("", at))
	appealed := step(hidden.Appeal("it is a quote", at))
	if !appealed.Appealed() || hidden.Appealed() {
		t.Errorf("%+v", appealed.Moderation)
	}
	refused(Conflict)(appealed.Appeal("again", at))
	refused(Invalid)(appealed.Rule("per_o", true, "", at))
	dismissed := step(appealed.Rule("per_o", false, "it is rude", at))
	if dismissed.Said() || dismissed.Appealed() {
		t.Errorf("%+v", dismissed.Moderation)
	}
	refused(Conflict)(dismissed.Appeal("again", at))
	upheld := step(appealed.Rule("per_o", true, "it is a quote", at))
	if !upheld.Said() || upheld.Appealed() || upheld.Version != 5 {
		t.Errorf("%+v", upheld.Moderation)
	}
	refused(Conflict)(upheld.Hide(producer, "still rude", at))
	step(upheld.Hide(operator, "it is rude after all", at))
	gone := upheld.Delete(at)
	if gone.Text != "" || gone.Said() || gone.Version != 6 {
		t.Errorf("%+v", gone)
	}
	refused(Conflict)(gone.Edit("back", nil, at))
	refused(Conflict)(gone.Hide(operator, "x", at))
}

// TestEventsAboutMessagesHoldIDsOnly: a room is found again from its event.
func TestEventsAboutMessagesHoldIDsOnly(t *testing.T) {
	m := said("secret words")
	e := m.Announced()
	if e.Kind != LogSaid || e.RoomOf() != ProjectRoom || strings.Contains(e.Detail, "secret") || !strings.HasSuffix(e.Detail, string(m.ID)) {
		t.Errorf("%+v", e)
	}
	m.Room, m.Delivery, m.SubGig = "", "dlv_1", "sub_1"
	if e = m.Announced(); e.Kind != LogCommented || e.RoomOf() != "" || e.Delivery != "dlv_1" || e.SubGig != "sub_1" || e.Detail != string(m.ID) {
		t.Errorf("%+v", e)
	}
	if other := (LogEvent{Kind: LogReminder, Detail: "working/half"}); other.RoomOf() != "" {
		t.Error(other.RoomOf())
	}
}

func TestReportsAreChecked(t *testing.T) {
	for _, bad := range []Report{{Reason: "envy"}, {Reason: ReportSpam, Words: "a\x00"}} {
		if CodeOf(bad.Check()) != Invalid {
			t.Errorf("%+v is taken", bad)
		}
	}
	if err := (Report{Reason: ReportAbuse}).Check(); err != nil {
		t.Error(err)
	}
}
