package activities

import (
	"context"
	"slices"
	"strconv"
	"time"

	"tutti/project"
)

// digestLines is how many lines a digest has at most; it says how many there are in all.
const digestLines = 50

// bulletinSpan is how far back a bulletin looks.
const bulletinSpan = 7 * 24 * time.Hour

// nothingLeft says that there is nothing to tell any more.
type nothingLeft struct{}

func (nothingLeft) Error() string { return "there is nothing left to tell" }

// notices fills in what a letter says that somebody has chosen to get: of one notice, of many, or of a project's week.
func (c *Courier) notices(ctx context.Context, w project.Wording) (project.Wording, error) {
	l := w.Letter
	if l.Kind.Compulsory() {
		return w, nil
	}
	if c.Key != "" {
		w.Unsubscribe = c.PublicURL + "/unsubscribe/" + project.UnsubscribeToken(c.Key, l.To, l.Kind)
	}
	switch {
	case l.Kind == project.LetterBulletin:
		return c.bulletin(ctx, w)
	case l.Kind.Digests():
		return c.digest(ctx, w)
	}
	w.Link = c.PublicURL + project.NoticeKind(l.Kind).Page(l.Project, l.SubGig)
	return w, project.NewTitles(c.Records).Fill(ctx, w.Fields, l.Project, l.SubGig)
}

// digest has a line for each notice that was not read inside meanwhile.
func (c *Courier) digest(ctx context.Context, w project.Wording) (project.Wording, error) {
	unread, err := c.Records.Notices(ctx, project.NoticeFilter{To: w.Letter.To, Letter: w.Letter.ID, Unread: true}, project.Page{})
	if err != nil {
		return w, err
	}
	if len(unread) == 0 {
		return w, nothingLeft{}
	}
	w.Fields["count"], w.Link = strconv.Itoa(len(unread)), c.PublicURL+"/"
	w.Items, err = c.lines(ctx, unread)
	return w, err
}

// bulletin tells how a project stands, and what of its week concerned the reader: that is what they may know.
func (c *Courier) bulletin(ctx context.Context, w project.Wording) (project.Wording, error) {
	p, err := c.Records.Project(ctx, w.Letter.Project)
	if err != nil {
		return w, err
	}
	if p.State.Ended() {
		return w, nothingLeft{}
	}
	w.Fields["project"], w.Fields["approved"], w.Fields["total"] = p.Title, strconv.Itoa(p.Approved), strconv.Itoa(p.SubGigs)
	w.Link = c.PublicURL + project.PagePath(p.ID, "")
	all, err := c.Records.Notices(ctx, project.NoticeFilter{To: w.Letter.To, Project: p.ID}, project.Page{Limit: digestLines})
	if err != nil {
		return w, err
	}
	var week []project.Notice
	for _, n := range all {
		if n.At.After(w.Letter.At.Add(-bulletinSpan)) {
			week = append(week, n)
		}
	}
	w.Items, err = c.lines(ctx, week)
	return w, err
}

// lines gives the newest notices, the oldest of them first.
func (c *Courier) lines(ctx context.Context, notices []project.Notice) ([]project.WordingItem, error) {
	var items []project.WordingItem
	titles := project.NewTitles(c.Records)
	for _, n := range slices.Backward(notices[:min(len(notices), digestLines)]) {
		item := project.WordingItem{Kind: n.Kind, Fields: map[string]string{}, At: n.At}
		if err := titles.Fill(ctx, item.Fields, n.Project, n.SubGig); err != nil {
			return nil, err
		}
		items = append(items, item)
	}
	return items, nil
}
