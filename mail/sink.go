package mail

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	netmail "net/mail"
	"strings"
	"sync"
	"time"

	"github.com/emersion/go-smtp"

	"tutti/project"
)

// Limits of the mailbox.
const (
	sinkKeeps   = 200 // mails; the oldest go first
	sinkMaxMail = 5 << 20
)

// Received is a mail that came to the mailbox.
type Received struct {
	Number    int // from 1, in the order in which they came
	MessageID string
	Kind      string // of the letter it was
	To        string
	Subject   string
	At        time.Time
	Header    netmail.Header
	Text      string
	HTML      string
	Raw       []byte
}

// Stage is a moment of taking a mail.
type Stage string

// The stages.
const (
	AtAddress Stage = "address" // it was said to whom the mail goes
	AtEnd     Stage = "end"     // the mail is there, and is not kept yet
	AtAnswer  Stage = "answer"  // it is kept, and the answer is not given yet
)

// SinkOptions say how a mailbox behaves.
type SinkOptions struct {
	Address string // host:port; port 0 takes a free one
	// Answer may refuse at a stage, as Refuse(451) would. Nil takes everything but what is for bounce@ any domain.
	Answer func(stage Stage, to string) error
}

// Sink is a mail server that takes every mail and sends none: the mailbox of development, and of tests.
type Sink struct {
	listener net.Listener
	server   *smtp.Server
	answer   func(Stage, string) error

	mu    sync.Mutex
	count int
	mails []Received
}

// StartSink begins to listen.
func StartSink(o SinkOptions) (*Sink, error) {
	listener, err := net.Listen("tcp", o.Address)
	if err != nil {
		return nil, project.Because(err, project.Conflict, "the mailbox cannot listen on %s: %v", o.Address, err)
	}
	s := &Sink{listener: listener, answer: o.Answer}
	if s.answer == nil {
		s.answer = bounces
	}
	s.server = smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &session{sink: s}, nil }))
	s.server.Domain, s.server.MaxMessageBytes, s.server.MaxRecipients = "mailbox.invalid", sinkMaxMail, 1
	s.server.ReadTimeout, s.server.WriteTimeout = time.Minute, time.Minute
	s.server.ErrorLog = silent{}
	go func() { _ = s.server.Serve(listener) }() // ends with Close
	return s, nil
}

// silent keeps what clients do wrong out of the program's output: they are told.
type silent struct{}

func (silent) Printf(string, ...any) {}
func (silent) Println(...any)        {}

// Refuse is an answer with a number: from 500 on it is the last word.
func Refuse(code int) error {
	return &smtp.SMTPError{Code: code, EnhancedCode: smtp.NoEnhancedCode, Message: "not here"}
}

// bounces refuses what is for bounce@ any domain, so that one can see what a refusal does.
func bounces(stage Stage, to string) error {
	if stage == AtAddress && strings.HasPrefix(to, "bounce@") {
		return Refuse(550)
	}
	return nil
}

// Address is where it listens.
func (s *Sink) Address() string { return s.listener.Addr().String() }

// Close ends it at once, with every way to it.
func (s *Sink) Close() { _ = s.server.Close() }

// Mails gives what came, the newest first.
func (s *Sink) Mails() []Received {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := make([]Received, 0, len(s.mails))
	for i := len(s.mails) - 1; i >= 0; i-- {
		all = append(all, s.mails[i])
	}
	return all
}

// Mail gives one mail by its number.
func (s *Sink) Mail(number int) (Received, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, m := range s.mails {
		if m.Number == number {
			return m, true
		}
	}
	return Received{}, false
}

func (s *Sink) keep(m Received) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.count++
	m.Number = s.count
	s.mails = append(s.mails, m)
	if len(s.mails) > sinkKeeps {
		s.mails = s.mails[1:]
	}
}

// session is one client of the mailbox.
type session struct {
	sink *Sink
	to   string
}

func (*session) Mail(string, *smtp.MailOptions) error { return nil }
func (s *session) Reset()                             { s.to = "" }
func (*session) Logout() error                        { return nil }

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = to
	return s.sink.answer(AtAddress, to)
}

func (s *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if err := s.sink.answer(AtEnd, s.to); err != nil {
		return err
	}
	m, err := parseMail(raw)
	if err != nil {
		return Refuse(554)
	}
	m.To, m.At = s.to, time.Now().UTC()
	s.sink.keep(m)
	return s.sink.answer(AtAnswer, s.to)
}

// parseMail reads a mail of ours: text with HTML as its alternative.
func parseMail(raw []byte) (Received, error) {
	parsed, err := netmail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return Received{}, err
	}
	m := Received{Header: parsed.Header, Raw: raw, Kind: parsed.Header.Get("X-Tutti-Kind"), MessageID: parsed.Header.Get("Message-ID")}
	if m.Subject, err = new(mime.WordDecoder).DecodeHeader(parsed.Header.Get("Subject")); err != nil {
		return m, err
	}
	kind, options, err := mime.ParseMediaType(parsed.Header.Get("Content-Type"))
	if err != nil {
		return m, err
	}
	if kind != "multipart/alternative" {
		text, err := decoded(parsed.Body, parsed.Header.Get("Content-Transfer-Encoding"))
		m.Text = text
		return m, err
	}
	for parts := multipart.NewReader(parsed.Body, options["boundary"]); ; {
		part, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return m, nil
		}
		if err != nil {
			return m, err
		}
		text, err := decoded(part, part.Header.Get("Content-Transfer-Encoding"))
		if err != nil {
			return m, err
		}
		if strings.HasPrefix(part.Header.Get("Content-Type"), "text/html") {
			m.HTML = text
		} else {
			m.Text = text
		}
	}
}

func decoded(r io.Reader, encoding string) (string, error) {
	if strings.EqualFold(encoding, "quoted-printable") {
		r = quotedprintable.NewReader(r)
	}
	text, err := io.ReadAll(r)
	return strings.ReplaceAll(string(text), "\r\n", "\n"), err
}
