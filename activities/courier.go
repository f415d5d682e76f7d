package activities

import (
	"cmp"
	"context"
	"log/slog"
	"time"

	"tutti/project"
)

// Courier holds what sending letters needs.
type Courier struct {
	Records   project.Records
	Mailer    project.Mailer
	Scribe    project.Scribe
	Linker    project.Linker // nil: nobody signs in by a link
	PublicURL string         // where people reach this instance
	Key       string         // which the links to end mails are signed with; none are made without it
	Zones     project.Zones
	Log       *slog.Logger

	// AnswerWithin is how long a mail server may take to answer after it was given a letter; 2 minutes when 0. It has to be
	// longer than the mailer waits.
	AnswerWithin time.Duration
}

const (
	// lettersAtOnce are sent by one activity, so that a history is short however many letters there are.
	lettersAtOnce = 20
	// answerWithin is how long a mail server may take to answer when nothing else is said.
	answerWithin = 2 * time.Minute
	// courierGivesUp is after how many letters in a row, that the server did not take just now, it is taken to be away.
	courierGivesUp = 3
)

// LettersSent says whether the courier has to go on at once.
type LettersSent struct {
	More bool `json:"more,omitempty"` // there may be other letters that are due
}

// SendLetters sends the letters that are due. What becomes of each is written down with it: a letter that cannot be sent
// does not keep the others back.
func (c *Courier) SendLetters(ctx context.Context) (LettersSent, error) {
	defer beat(ctx, quickBeatEvery)()
	due, err := c.Records.DueLetters(ctx, time.Now(), lettersAtOnce)
	if err != nil {
		return LettersSent{}, Failure(err)
	}
	away := 0
	for _, id := range due {
		taken, err := c.send(ctx, id)
		if err != nil {
			return LettersSent{}, Failure(err)
		}
		if away++; taken {
			away = 0
		}
		if away == courierGivesUp {
			return LettersSent{}, nil
		}
	}
	return LettersSent{More: len(due) == lettersAtOnce}, nil
}

// send sends one letter and writes down what became of it. It reports false when the mail server does not take letters just
// now. An error is one of ours: nothing is known to be written down.
func (c *Courier) send(ctx context.Context, id project.LetterID) (bool, error) {
	l, err := c.Records.Letter(ctx, id)
	if err != nil || l.State.Ended() {
		return true, err
	}
	if l.State == project.LetterHanded { // by who was killed, or cut off: whether the server has it is not known
		return true, c.hear(ctx, l, project.LetterNews{State: project.LetterInDoubt, At: time.Now(),
			Problem: "we were cut off while the mail server was given the letter; it is not sent again by itself"})
	}
	m, news, err := c.write(ctx, l)
	if err != nil || news != nil {
		if news != nil {
			err = c.hear(ctx, l, *news)
		}
		return true, err
	}
	var lost error // somebody else has the letter, or the records are away
	err = c.Mailer.Send(ctx, m, func() error {
		lost = c.Records.HandLetter(ctx, l.ID, l.Tries, time.Now().Add(cmp.Or(c.AnswerWithin, answerWithin)))
		return lost
	})
	if project.CodeOf(lost) == project.Conflict {
		return true, nil
	}
	if lost != nil {
		return true, lost
	}
	return err == nil || project.CodeOf(err) != project.Unavailable, c.hear(ctx, l, outcome(l, err))
}

// outcome is what follows from a try, by what is certain after it.
func outcome(l project.LetterRecord, err error) project.LetterNews {
	now := time.Now()
	news := project.LetterNews{State: project.LetterSent, At: now}
	if err == nil {
		return news
	}
	news.Problem = err.Error()
	switch next, patient := project.NextTry(l.Tries+1, l.At, now); {
	case project.CodeOf(err) == project.Unavailable && patient:
		news.State, news.Due = project.LetterWaiting, next
	case project.CodeOf(err) == project.Internal:
		news.State = project.LetterInDoubt
	default:
		news.State = project.LetterFailed
	}
	return news
}

// hear writes news down. It does so also when the activity was cancelled meanwhile: that a letter was sent must not be lost.
func (c *Courier) hear(ctx context.Context, l project.LetterRecord, news project.LetterNews) error {
	if news.State == project.LetterFailed || news.State == project.LetterInDoubt {
		c.Log.Warn("a letter needs somebody to look at it", "letter", l.ID, "kind", l.Kind, "state", news.State, "problem", news.Problem)
	}
	return c.Records.HearLetter(context.WithoutCancel(ctx), l.ID, news)
}
