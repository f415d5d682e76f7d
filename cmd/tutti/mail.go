package main

import (
	"github.com/spf13/pflag"

	"tutti/app"
	"tutti/mail"
)

// mailSettings are the flags that say which mail server takes the letters.
type mailSettings struct {
	server, user, password, from, tls, mailbox string
}

func (m *mailSettings) add(flags *pflag.FlagSet) {
	flags.StringVar(&m.server, "smtp", "", "host:port of the mail server; without one `dev` has a mailbox of its own, and others let letters wait")
	flags.StringVar(&m.user, "smtp-user", "", "user at the mail server; it asks nobody when left out")
	flags.StringVar(&m.password, "smtp-password", "", "password at the mail server; better in the environment than here")
	flags.StringVar(&m.from, "smtp-from", "", "whom mails come from, as 'Tutti <tutti@example.org>'")
	flags.StringVar(&m.tls, "smtp-tls", string(mail.STARTTLS), "starttls, implicit (port 465) or off; a server without TLS gets nothing unless it is off")
	flags.StringVar(&m.mailbox, "smtp-mailbox", "", "host:port of the mailbox of `dev`; a free port of this machine when left out")
	fromEnv(flags, "smtp", "smtp-user", "smtp-password", "smtp-from", "smtp-tls", "smtp-mailbox")
}

func (m *mailSettings) config() app.Mail {
	return app.Mail{Mailbox: m.mailbox, Server: mail.Options{Server: m.server, User: m.user, Password: m.password, From: m.from, TLS: mail.TLS(m.tls)}}
}

// mailOf says where mails go; never with what password.
func mailOf(c app.Config, a *app.App) string {
	switch {
	case c.Mail.Server.Server != "":
		return c.Mail.Server.Server
	case a.Mailbox() == nil:
		return "none: letters wait; give --smtp"
	}
	return a.URL() + "/dev/mail shows every mail, none is sent (mailbox at " + a.Mailbox().Address() + ")"
}
