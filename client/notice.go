package client

import (
	"context"
	"encoding/json"
	"iter"
	"net/http"
	"net/url"

	"tutti/api/wire"
	"tutti/project"
)

// Notices lists what one was told, newest first.
func (c *Client) Notices(ctx context.Context, unread bool, p Page) (out wire.NoticeList, err error) {
	q := p.query()
	if unread {
		q.Set("unread", "true")
	}
	return out, c.get(ctx, root+"/me/notices", q, &out)
}

// NoticeNews says, for ever, when what one has not read changes, and once whenever a connection begins, since something may
// have changed before. It connects again by itself, and ends when ctx ends or with an error that repeating cannot mend.
func (c *Client) NoticeNews(ctx context.Context) iter.Seq2[wire.NoticeNews, error] {
	return func(yield func(wire.NoticeNews, error) bool) {
		for try := 1; ctx.Err() == nil; try++ {
			stopped := false
			err := c.listen(ctx, call{method: http.MethodGet, path: root + "/me/notices/stream"}, "", func(m message) (bool, error) {
				try = 1
				news, isNews, err := noticeNewsIn(m)
				if isNews && err == nil {
					stopped = !yield(news, nil)
				}
				return !stopped, err
			})
			if stopped || ctx.Err() != nil {
				return
			}
			if err != nil && project.CodeOf(err).Final() {
				yield(wire.NoticeNews{}, err)
				return
			}
			sleep(ctx, backoff(try))
		}
	}
}

// noticeNewsIn reads a message of the stream; the first of a connection says when to connect again, and counts as news.
func noticeNewsIn(m message) (news wire.NoticeNews, isNews bool, err error) {
	switch {
	case m.name == "" && m.retry != "":
		return news, true, nil
	case m.name != wire.EventNotice:
		return news, false, nil
	}
	if err := json.Unmarshal([]byte(m.data), &news); err != nil {
		return news, false, project.Because(err, project.Unavailable, "news of the stream are no JSON")
	}
	return news, true, nil
}

// ReadNotices marks notices as read.
func (c *Client) ReadNotices(ctx context.Context, in wire.NoticesRead) error {
	return c.command(ctx, http.MethodPost, root+"/me/notices/read", in, nil)
}

// Notify says how one is told of each kind of notice.
func (c *Client) Notify(ctx context.Context) (out wire.ChoiceList, err error) {
	return out, c.get(ctx, root+"/me/notify", nil, &out)
}

// SetNotify chooses how one is told.
func (c *Client) SetNotify(ctx context.Context, in wire.ChoiceList) (out wire.ChoiceList, err error) {
	return out, c.command(ctx, http.MethodPut, root+"/me/notify", in, &out)
}

// CreateCalendar gives a new address of one's deadlines.
func (c *Client) CreateCalendar(ctx context.Context) (out wire.Calendar, err error) {
	return out, c.command(ctx, http.MethodPost, root+"/me/calendar", nil, &out)
}

// DeleteCalendar ends the address of one's deadlines.
func (c *Client) DeleteCalendar(ctx context.Context) error {
	return c.command(ctx, http.MethodDelete, root+"/me/calendar", nil, nil)
}

// Letters lists letters of the instance; an empty state asks for all.
func (c *Client) Letters(ctx context.Context, state project.LetterState, p Page) (out wire.LetterList, err error) {
	q := p.query()
	if state != "" {
		q.Set("state", string(state))
	}
	return out, c.get(ctx, root+"/letters", q, &out)
}

// SendLetterAgain has a letter sent once more that failed or is in doubt.
func (c *Client) SendLetterAgain(ctx context.Context, id project.LetterID) error {
	return c.command(ctx, http.MethodPost, root+"/letters/"+url.PathEscape(string(id))+"/again", nil, nil)
}
