package tell

import (
	"context"
	"encoding/json"
	"log/slog"
	"sync"
	"time"

	"tutti/project"
)

// pushesAtOnce is how many browsers are told at a time: one that does not answer keeps its place for ten seconds.
const pushesAtOnce = 20

// Pusher lets browsers show what their people are told.
type Pusher struct {
	Records project.Records
	Sender  project.PushSender
	Sealer  project.Sealer
	Lines   project.Lines
	Log     *slog.Logger
}

// Round hands over what is due and reports whether there may be more. What cannot be handed over is tried again a few times, and
// then stands at the bell alone.
func (p *Pusher) Round(ctx context.Context, now time.Time) (more bool, err error) {
	due, err := p.Records.TakePushes(ctx, now, pushesAtOnce)
	if err != nil {
		return false, err
	}
	var all sync.WaitGroup
	for _, one := range due {
		all.Go(func() {
			if err := p.push(ctx, one, now); err != nil {
				p.Log.Warn("a browser could not be told", "notice", one.Notice.ID, "error", err)
			}
		})
	}
	all.Wait()
	return len(due) == pushesAtOnce, nil
}

func (p *Pusher) push(ctx context.Context, one project.Push, now time.Time) error {
	s := one.Subscription
	outcome := project.PushGone // where it is reached cannot be read any more: the key of the server is another one
	if raw, err := p.Sealer.Open(s.Sealed, string(s.ID)); err == nil {
		var to project.PushTarget
		if err := json.Unmarshal(raw, &to); err != nil {
			return err
		}
		message, err := p.message(ctx, one.Notice)
		if err != nil {
			return err
		}
		outcome = p.Sender.Push(ctx, to, message.JSON())
	}
	switch outcome {
	case project.PushGone:
		err := p.Records.RemovePush(ctx, s.Person, s.ID)
		if project.CodeOf(err) == project.NotFound {
			return nil
		}
		return err
	case project.PushLater:
		if due, worth := one.Again(now); worth {
			return p.Records.PushAgain(context.WithoutCancel(ctx), one, due)
		}
	case project.PushRefused:
		p.Log.Warn("a push service refuses a message", "notice", one.Notice.ID, "browser", s.ID)
	}
	return nil
}

// message says in the reader's language what the notice is.
func (p *Pusher) message(ctx context.Context, n project.Notice) (project.PushMessage, error) {
	m := project.PushMessage{Page: n.Kind.Page(n.Project, n.SubGig), Tag: n.ID}
	reader, err := p.Records.Person(ctx, n.To)
	if err != nil {
		return m, err
	}
	profile, err := p.Records.Profile(ctx, n.To)
	if err != nil {
		return m, err
	}
	fields := map[string]string{"project": "", "sub_gig": ""}
	if err := project.NewTitles(p.Records).Fill(ctx, fields, n.Project, n.SubGig); err != nil {
		return m, err
	}
	m.Text, err = p.Lines.Say(n.Kind, fields, reader.Reads(profile.Languages))
	return m, err
}
