package api

import (
	"context"
	"net/http"

	"tutti/api/wire"
	"tutti/project"
)

func (a *API) registerNotice() {
	add(a, operation{id: "list-notices", method: get, path: root + "/me/notices", tag: "notice", summary: "Lists what one was told, newest first, and counts what was not read"}, a.notices)
	add(a, operation{id: "read-notices", method: post, path: root + "/me/notices/read", tag: "notice", status: http.StatusNoContent,
		summary: "Marks notices of one's own as read", rules: rules{command: true}}, a.readNotices)
	add(a, operation{id: "get-notify", method: get, path: root + "/me/notify", tag: "notice", summary: "Says how one is told of each kind of notice",
		text: "What one has chosen, and the default for the rest. Invitations and links to sign in are sent whatever is chosen."}, a.notify)
	add(a, operation{id: "set-notify", method: put, path: root + "/me/notify", tag: "notice", summary: "Chooses how one is told of kinds of notice, or of classes of them",
		text: "What is not named stays as it is. A choice for a kind counts more than one for its class.", rules: rules{command: true}}, a.setNotify)
	add(a, operation{id: "list-letters", method: get, path: root + "/letters", tag: "notice", summary: "Lists letters of the instance, newest first",
		text: "For the operator. Nothing shows what they say."}, a.letters)
	add(a, operation{id: "send-letter-again", method: post, path: root + "/letters/{id}/again", tag: "notice", status: http.StatusNoContent,
		summary: "Has a letter sent once more that failed or is in doubt", text: "One in doubt may have arrived: then it comes twice.", rules: rules{command: true}}, a.letterAgain)
	a.registerNoticeStream()
	a.registerPush()
	a.registerCalendar()
	a.serveUnsubscribe()
	a.serveDevMail()
}

func (a *API) notices(ctx context.Context, in *struct {
	Paging
	Unread bool `query:"unread" doc:"only those that were not read"`
}) (*body[wire.NoticeList], error) {
	me := actor(ctx).ID
	rows, err := a.o.Records.Notices(ctx, project.NoticeFilter{To: me, Shown: true, Unread: in.Unread}, in.page())
	if err != nil {
		return nil, err
	}
	rows, next := cut(rows, in.Paging, func(n project.Notice) string { return string(n.ID) })
	unread, err := a.o.Records.UnreadNotices(ctx, me)
	if err != nil {
		return nil, err
	}
	profile, err := a.o.Records.Profile(ctx, me)
	if err != nil {
		return nil, err
	}
	reads := requestOf(ctx).caller.person.Reads(profile.Languages)
	out := wire.NoticeList{Items: []wire.Notice{}, Unread: unread, Next: next}
	titles := project.NewTitles(a.o.Records)
	for _, n := range rows {
		fields := map[string]string{"project": "", "sub_gig": ""}
		if err := titles.Fill(ctx, fields, n.Project, n.SubGig); err != nil {
			return nil, err
		}
		out.Items = append(out.Items, wire.Notice{ID: n.ID, Kind: n.Kind, Text: a.noticeLine(n.Kind, fields, reads), ProjectID: n.Project, SubGigID: n.SubGig,
			Detail: n.Detail, Page: n.Kind.Page(n.Project, n.SubGig), At: n.At.UTC(), ReadAt: moment(n.ReadAt)})
	}
	return &body[wire.NoticeList]{out}, nil
}

// noticeLine gives the line of a notice; its kind where there are no texts, or not for it.
func (a *API) noticeLine(kind project.NoticeKind, fields map[string]string, languages []string) string {
	if a.o.Lines != nil {
		if text, err := a.o.Lines.Say(kind, fields, languages); err == nil {
			return text
		}
	}
	return string(kind)
}

func (a *API) readNotices(ctx context.Context, in *struct{ Body wire.NoticesRead }) (*nothing, error) {
	return nil, a.o.Records.ReadNotices(ctx, actor(ctx).ID, in.Body.IDs, in.Body.UpTo, commandOf(ctx).at)
}

func (a *API) notify(ctx context.Context, _ *nothing) (*body[wire.ChoiceList], error) {
	me := actor(ctx).ID
	chosen, err := a.o.Records.Choices(ctx, []project.PersonID{me})
	if err != nil {
		return nil, err
	}
	return &body[wire.ChoiceList]{wire.ChoiceList{Items: each(project.ChoicesOf(chosen[me]), func(c project.Choice) wire.Choice {
		return wire.Choice{Kind: c.Kind, Class: project.NoticeKind(c.Kind).Class(), Mail: c.Mail, Inside: c.Inside, Push: c.Push}
	})}}, nil
}

func (a *API) setNotify(ctx context.Context, in *struct{ Body wire.ChoiceList }) (*body[wire.ChoiceList], error) {
	var chosen []project.Choice
	for _, c := range in.Body.Items {
		choice := project.Choice{Kind: c.Kind, Mail: c.Mail, Inside: c.Inside, Push: c.Push}
		if err := choice.Check(); err != nil {
			return nil, err
		}
		chosen = append(chosen, choice)
	}
	if err := a.o.Records.PutChoices(ctx, actor(ctx).ID, chosen, commandOf(ctx).at); err != nil {
		return nil, err
	}
	return a.notify(ctx, nil)
}

func (a *API) letters(ctx context.Context, in *struct {
	Paging
	State project.LetterState `query:"state" enum:"waiting,handed,sent,failed,in_doubt,moot"`
}) (*body[wire.LetterList], error) {
	if !actor(ctx).Is(project.RoleOperator) {
		return nil, nobody()
	}
	rows, err := a.o.Records.Letters(ctx, project.LetterFilter{State: in.State}, in.page())
	if err != nil {
		return nil, err
	}
	rows, next := cut(rows, in.Paging, func(l project.LetterRecord) string { return string(l.ID) })
	return &body[wire.LetterList]{wire.LetterList{Items: each(rows, letterView), Next: next}}, nil
}

func letterView(l project.LetterRecord) wire.Letter {
	return wire.Letter{ID: l.ID, Kind: l.Kind, PersonID: l.To, State: l.State, Tries: l.Tries, Problem: l.Problem, At: l.At.UTC(), DueAt: l.Due.UTC(), EndedAt: moment(l.EndedAt)}
}

func (a *API) letterAgain(ctx context.Context, in *struct {
	ID project.LetterID `path:"id"`
}) (*nothing, error) {
	if !actor(ctx).Is(project.RoleOperator) {
		return nil, nobody()
	}
	return nil, a.o.Records.AgainLetter(ctx, in.ID, commandOf(ctx).at)
}
