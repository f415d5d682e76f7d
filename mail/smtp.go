// Package mail writes letters and gives them to a mail server: texts in the languages of their readers, SMTP, and a mailbox
// for development and tests that takes every mail and sends none.
package mail

import (
	"context"
	"errors"
	"io"
	"net"
	netmail "net/mail"
	"net/textproto"
	"strconv"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"

	"tutti/project"
)

// TLS says how the way to the mail server is protected.
type TLS string

// The ways. The zero value is STARTTLS, and a server that has none is refused.
const (
	STARTTLS TLS = "starttls"
	Implicit TLS = "implicit" // from the first byte, as on port 465
	Off      TLS = "off"      // for a server on this machine
)

// Options say which mail server takes the mails, and whom they come from.
type Options struct {
	Server   string // host:port
	User     string // empty: the server asks nobody
	Password string
	From     string // as Tutti <tutti@example.org>
	TLS      TLS
	Within   time.Duration // of one mail; half a minute when 0
}

// SMTP is project.Mailer over SMTP. Make one with NewSMTP.
type SMTP struct {
	host string
	port int
	from *netmail.Address
	o    Options
}

var _ project.Mailer = (*SMTP)(nil)

// NewSMTP refuses options that cannot work. Nobody is asked yet.
func NewSMTP(o Options) (*SMTP, error) {
	host, port, err := net.SplitHostPort(o.Server)
	number, errPort := strconv.Atoi(port)
	if err != nil || errPort != nil || host == "" {
		return nil, project.Errorf(project.Invalid, "the mail server %q has the wrong form: write --smtp host:port", o.Server)
	}
	from, err := netmail.ParseAddress(o.From)
	if err != nil {
		return nil, project.Errorf(project.Invalid, "the sender %q is no address: write --smtp-from 'Tutti <tutti@example.org>'", o.From)
	}
	switch o.TLS {
	case "":
		o.TLS = STARTTLS
	case STARTTLS, Implicit, Off:
	default:
		return nil, project.Errorf(project.Invalid, "--smtp-tls %q is none of starttls, implicit, off", o.TLS)
	}
	if o.Within == 0 {
		o.Within = 30 * time.Second
	}
	return &SMTP{host: host, port: number, from: from, o: o}, nil
}

// Send gives one mail to the server; see project.Mailer. The line that ends the mail is sent after hand alone, so that whatever
// fails before it is known not to have been taken.
func (s *SMTP) Send(ctx context.Context, m project.Mail, hand func() error) error {
	message, err := s.message(m)
	if err != nil {
		return err
	}
	c, hangUp, err := s.dial(ctx)
	if err != nil {
		return project.Because(err, project.Unavailable, "the mail server does not take mails from us just now")
	}
	defer hangUp()
	if err := c.Mail("<" + s.from.Address + ">"); err != nil {
		return project.Because(err, project.Unavailable, "the mail server does not take mails from us just now")
	}
	if err := c.Rcpt("<" + m.Email + ">"); err != nil {
		return refused(err, "the mail server does not take mails to this address")
	}
	body, err := c.Data()
	if err != nil {
		return refused(err, "the mail server does not take this mail")
	}
	if _, err := message.WriteTo(body); err != nil {
		return project.Because(err, project.Unavailable, "the way to the mail server was cut while it was given the mail")
	}
	if err := hand(); err != nil {
		return err
	}
	return s.end(c, body)
}

// end sends the line that makes the server take the mail, and reads its answer.
func (s *SMTP) end(c *smtp.Client, body io.Closer) error {
	err := body.Close()
	if err == nil {
		_ = c.Quit() // it has the mail; how we part changes nothing
		return nil
	}
	var reply *textproto.Error
	if errors.As(err, &reply) {
		return refused(err, "the mail server did not take the mail")
	}
	return project.Because(err, project.Internal, "the mail server was given the mail and did not answer")
}

// refused reads the answer of the server: a number from 500 on is its last word.
func refused(err error, sentence string) error {
	code := project.Unavailable
	var reply *textproto.Error
	if errors.As(err, &reply) && reply.Code >= 500 {
		code = project.Invalid
	}
	if reply != nil {
		sentence += " (" + strconv.Itoa(reply.Code) + ")" // its words may name the reader: they stay out
	}
	return project.Because(err, code, "%s", sentence)
}

// dial opens a way to the server, greets and signs in. hangUp closes it, whatever state it is in.
func (s *SMTP) dial(ctx context.Context) (*smtp.Client, func(), error) {
	var way net.Conn
	hangUp := func() {
		if way != nil {
			_ = way.Close() // what was said is said
		}
	}
	options := []gomail.Option{gomail.WithPort(s.port), gomail.WithTimeout(s.o.Within), gomail.WithTLSPolicy(gomail.TLSMandatory)}
	switch s.o.TLS {
	case Implicit:
		options = append(options, gomail.WithSSL())
	case Off:
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS))
	}
	if s.o.User != "" {
		kind := gomail.SMTPAuthAutoDiscover
		if s.o.TLS == Off {
			kind = gomail.SMTPAuthPlainNoEnc
		}
		options = append(options, gomail.WithSMTPAuth(kind), gomail.WithUsername(s.o.User), gomail.WithPassword(s.o.Password))
	}
	if s.o.TLS != Implicit { // the library dials by itself there, and closes what fails
		options = append(options, gomail.WithDialContextFunc(func(ctx context.Context, network, address string) (net.Conn, error) {
			var err error
			way, err = (&net.Dialer{}).DialContext(ctx, network, address)
			return way, err
		}))
	}
	client, err := gomail.NewClient(s.host, options...)
	if err != nil {
		return nil, hangUp, err
	}
	c, err := client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		hangUp()
		return nil, hangUp, err
	}
	return c, func() { _ = c.Close(); hangUp() }, nil
}

// message builds what is sent: text, and HTML as its alternative.
func (s *SMTP) message(m project.Mail) (*gomail.Msg, error) {
	to, err := netmail.ParseAddress(m.Email)
	if err != nil || to.Address != m.Email {
		return nil, project.Errorf(project.Invalid, "the address of the reader is none that mails can be sent to")
	}
	msg := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	msg.FromMailAddress(s.from)
	msg.ToMailAddress(&netmail.Address{Name: oneLine(m.Name), Address: m.Email})
	msg.Subject(oneLine(m.Subject))
	msg.SetDateWithValue(m.At)
	msg.SetMessageIDWithValue(string(m.ID) + "@" + s.domain())
	msg.SetGenHeader("Content-Language", m.Language)
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.SetGenHeader("X-Tutti-Kind", string(m.Kind))
	if m.Unsubscribe != "" {
		msg.SetListUnsubscribe(m.Unsubscribe)
		msg.SetListUnsubscribePost()
	}
	msg.SetBodyString(gomail.TypeTextPlain, m.Text)
	msg.AddAlternativeString(gomail.TypeTextHTML, m.HTML)
	return msg, nil
}

func (s *SMTP) domain() string {
	_, domain, _ := strings.Cut(s.from.Address, "@")
	return domain
}

// oneLine keeps a name or a subject from becoming more than one header.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
