package api

import (
	"context"
	"net/http"

	"tutti/api/wire"
	"tutti/project"
)

func (a *API) registerModeration() {
	add(a, operation{id: "report-message", method: post, path: root + "/messages/{id}/reports", tag: "message", status: http.StatusNoContent,
		summary: "Asks those who moderate to look at a message", text: "Once by each person. Nobody but those who moderate learns of it.", rules: rules{command: true}}, a.reportMessage)
	add(a, operation{id: "list-reports", method: get, path: root + "/projects/{id}/reports", tag: "message", summary: "Lists the messages that were reported and not decided about, oldest first"}, a.reports)
	add(a, operation{id: "keep-message", method: post, path: root + "/messages/{id}/keep", tag: "message", summary: "Closes the reports of a message: it stands", rules: rules{command: true}}, a.keepMessage)
	add(a, operation{id: "hide-message", method: post, path: root + "/messages/{id}/hide", tag: "message", summary: "Hides a message, with a reason",
		text: "Its author reads the reason and may appeal to the operator, once.", rules: rules{command: true}}, a.hideMessage)
	add(a, operation{id: "appeal-message", method: post, path: root + "/messages/{id}/appeal", tag: "message", summary: "Appeals to the operator against one's own message being hidden", rules: rules{command: true}}, a.appealMessage)
	add(a, operation{id: "rule-message", method: post, path: root + "/messages/{id}/ruling", tag: "message", summary: "Decides on an appeal about a hidden message", rules: rules{command: true}}, a.ruleMessage)
	add(a, operation{id: "list-message-appeals", method: get, path: root + "/message-appeals", tag: "message", summary: "Lists the appeals about hidden messages that wait for the operator, oldest first"}, a.messageAppeals)
}

func (a *API) reportMessage(ctx context.Context, in *struct {
	MessagePath
	Body wire.ReportRequest
}) (*nothing, error) {
	m, err := a.message(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	r := project.Report{Project: m.Message.Project, Message: m.Message.ID, Reporter: actor(ctx).ID, Reason: in.Body.Reason, Words: in.Body.Words, Text: m.Text, At: commandOf(ctx).at}
	switch {
	case m.own(ctx):
		return nil, project.Errorf(project.Conflict, "this message is your own; delete it")
	case !m.Said():
		return nil, project.Errorf(project.Conflict, "the words of this message are gone already")
	}
	if err := r.Check(); err != nil {
		return nil, err
	}
	if err := a.tooMuch(ctx); err != nil {
		return nil, err
	}
	if err := a.o.Records.ReportMessage(ctx, r, m.Event(project.LogMessageReported, r.Reporter, r.At)); err != nil {
		return nil, err
	}
	a.wake(ctx, r.Project)
	return nil, nil
}

func (a *API) reports(ctx context.Context, in *ProjectPath) (*body[wire.ReportList], error) {
	p, err := a.project(ctx, in.ID, project.Moderate)
	if err != nil {
		return nil, err
	}
	rows, err := a.o.Records.Reports(ctx, p.ID)
	if err != nil {
		return nil, err
	}
	out := wire.ReportList{Items: []wire.Report{}}
	for _, r := range rows {
		m, err := a.o.Records.Message(ctx, r.Message)
		if err != nil {
			return nil, err
		}
		names, err := a.names(ctx, r.Reporter, m.Author.Person)
		if err != nil {
			return nil, err
		}
		out.Items = append(out.Items, wire.Report{MessageID: r.Message, Reason: r.Reason, Words: r.Words, Text: r.Text, Reporter: names[r.Reporter], Author: names[m.Author.Person], At: r.At.UTC()})
	}
	return &body[wire.ReportList]{out}, nil
}

// moderated opens a message for who decides what stays.
func (a *API) moderated(ctx context.Context, id project.MessageID, action project.Action) (spoken, error) {
	m, err := a.message(ctx, id)
	if err == nil {
		err = may(ctx, action, m.thing)
	}
	return m, err
}

func (a *API) keepMessage(ctx context.Context, in *MessagePath) (*tagged, error) {
	m, err := a.moderated(ctx, in.ID, project.Moderate)
	if err != nil {
		return nil, err
	}
	if err := a.o.Records.CloseReports(ctx, m.Message.ID, m.Event(project.LogMessageDismissed, actor(ctx).ID, commandOf(ctx).at)); err != nil {
		return nil, err
	}
	a.wake(ctx, m.Message.Project)
	return a.messageAnswer(ctx, m.Message, m.place, nil)
}

func (a *API) hideMessage(ctx context.Context, in *struct {
	MessagePath
	Body wire.ReasonRequest
}) (*tagged, error) {
	m, err := a.moderated(ctx, in.ID, project.Moderate)
	if err != nil {
		return nil, err
	}
	c := commandOf(ctx)
	if d := m.Moderation; c.repeat && d != nil && d.At.Equal(c.at) {
		return a.messageAnswer(ctx, m.Message, m.place, nil)
	}
	next, err := m.Hide(actor(ctx), in.Body.Reason, c.at)
	return a.decided(ctx, m, next, err, project.LogMessageHidden)
}

// decided records a step of moderation and shows what has become of the message.
func (a *API) decided(ctx context.Context, m spoken, next project.Message, err error, kind project.LogKind) (*tagged, error) {
	if err == nil {
		err = a.change(ctx, m, next, kind)
	}
	if err != nil {
		return nil, err
	}
	return a.messageAnswer(ctx, next, m.place, nil)
}

func (a *API) appealMessage(ctx context.Context, in *struct {
	MessagePath
	Body wire.MessageAppealRequest
}) (*tagged, error) {
	m, err := a.ownMessage(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	c := commandOf(ctx)
	if d := m.Moderation; c.repeat && d != nil && d.AppealedAt.Equal(c.at) {
		return a.messageAnswer(ctx, m.Message, m.place, nil)
	}
	next, err := m.Appeal(in.Body.Words, c.at)
	return a.decided(ctx, m, next, err, project.LogMessageAppealed)
}

func (a *API) ruleMessage(ctx context.Context, in *struct {
	MessagePath
	Body wire.MessageRulingRequest
}) (*tagged, error) {
	m, err := a.moderated(ctx, in.ID, project.RuleMessage)
	if err != nil {
		return nil, err
	}
	c := commandOf(ctx)
	if d := m.Moderation; c.repeat && d != nil && d.RuledAt.Equal(c.at) {
		return a.messageAnswer(ctx, m.Message, m.place, nil)
	}
	kind := project.LogMessageHidden
	if in.Body.Uphold {
		kind = project.LogMessageRestored
	}
	next, err := m.Rule(actor(ctx).ID, in.Body.Uphold, in.Body.Reason, c.at)
	return a.decided(ctx, m, next, err, kind)
}

func (a *API) messageAppeals(ctx context.Context, in *Paging) (*body[wire.MessageList], error) {
	if err := may(ctx, project.RuleMessage, project.Thing{}); err != nil {
		return nil, err
	}
	rows, err := a.o.Records.Messages(ctx, project.MessageFilter{Appealed: true}, in.page())
	if err != nil {
		return nil, err
	}
	rows, next := cut(rows, *in, func(m project.Message) string { return string(m.ID) })
	out := wire.MessageList{Items: []wire.Message{}, Next: next}
	for _, row := range rows {
		m, err := a.message(ctx, row.ID)
		if project.CodeOf(err) == project.NotFound { // its room was closed since
			continue
		}
		if err != nil {
			return nil, err
		}
		views, err := a.messageViews(ctx, m.place, []project.Message{row})
		if err != nil {
			return nil, err
		}
		out.Items = append(out.Items, views...)
	}
	return &body[wire.MessageList]{out}, nil
}
