package app

import (
	"context"
	"crypto/rand"
	"net/http"
	"time"

	"tutti/mail"
	"tutti/project"
	"tutti/tell"
)

// Mail says how letters leave this instance.
type Mail struct {
	Server       mail.Options  // without a server, an instance that may embed things has a mailbox of its own
	Mailbox      string        // host:port of that mailbox; a free port of this machine when empty
	AnswerWithin time.Duration // how long a server may take to answer; 2 minutes when 0
}

// postEvery is how often it is looked whether letters are due. A look is one statement on an index; a workflow is started
// only when there are some.
const postEvery = 2 * time.Second

// mailboxSender is whom the mails of a mailbox of our own come from.
const mailboxSender = "Tutti <tutti@mailbox.invalid>"

// check refuses what cannot work, before anything is started.
func (m Mail) check() error {
	if m.Server.Server == "" {
		return nil
	}
	_, err := mail.NewSMTP(m.Server)
	return err
}

// post opens the way to the mail server, or starts the mailbox that takes its place.
func (a *App) post(context.Context) (err error) {
	if a.texts, err = mail.NewTexts(); err != nil {
		return err
	}
	options := a.config.Mail.Server
	switch {
	case options.Server != "":
	case a.config.OutsideOnly:
		a.config.Log.Warn("no mail server is configured: letters wait until one is; give --smtp")
		return nil
	default:
		address := a.config.Mail.Mailbox
		if address == "" {
			address = "127.0.0.1:0"
		}
		sink, err := mail.StartSink(mail.SinkOptions{Address: address})
		if err != nil {
			return err
		}
		a.onStop(sink.Close)
		a.mailbox = sink
		options = mail.Options{Server: sink.Address(), From: mailboxSender, TLS: mail.Off}
	}
	mailer, err := mail.NewSMTP(options)
	if err != nil {
		return err
	}
	a.mailer = mailer
	return nil
}

// tellOnce writes down what people are told of what has happened since. It is done whether mails can be sent or not: notices
// stand inside too.
func (a *App) tellOnce(ctx context.Context) time.Duration {
	t := &tell.Teller{Records: a.ports.Records, Zones: time.LoadLocation, Log: a.config.Log, Invites: a.key != nil}
	more, err := t.Round(ctx, time.Now())
	if err != nil && ctx.Err() == nil {
		a.config.Log.Warn("the logs could not be read to tell people of them", "error", err)
	}
	if more {
		return 0
	}
	return postEvery
}

// postOnce has letters sent that are due. Letters are put into the records by many; nobody has to say so here, and so none is
// forgotten by who was killed in between.
func (a *App) postOnce(ctx context.Context) time.Duration {
	due, err := a.ports.Records.DueLetters(ctx, time.Now(), 1)
	if err == nil && len(due) > 0 {
		err = a.process.StartCourier(ctx)
	}
	if err != nil && ctx.Err() == nil {
		a.config.Log.Warn("it is not known whether letters are due", "error", err)
	}
	return postEvery
}

// mailPages shows the mailbox of development; nil when mails go to a real server.
func (a *App) mailPages() http.Handler {
	if a.mailbox == nil {
		return nil
	}
	return mail.Pages(a.mailbox)
}

// Mailbox is where the mails of this instance are, when it has no mail server; nil otherwise.
func (a *App) Mailbox() *mail.Sink { return a.mailbox }

// unsubscribeKey is what links that end mails are signed with; every process of the instance has the same.
func (a *App) unsubscribeKey(ctx context.Context) (string, error) {
	return a.ports.Records.InstanceKey(ctx, "unsubscribe", rand.Text())
}

// mails gives the port, nil without a way to send anything.
func (a *App) mails() project.Mailer {
	if a.mailer == nil {
		return nil
	}
	return a.mailer
}
