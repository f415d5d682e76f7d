package mail

import (
	"context"
	"errors"
	"net"
	"strings"
	"sync/atomic"
	"testing"

	"tutti/project"
)

func sink(t *testing.T, answer func(Stage, string) error) (*Sink, *SMTP) {
	t.Helper()
	s, err := StartSink(SinkOptions{Address: "127.0.0.1:0", Answer: answer})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s, to(t, s.Address())
}

func to(t *testing.T, address string) *SMTP {
	t.Helper()
	m, err := NewSMTP(Options{Server: address, From: "Tutti <tutti@example.org>", TLS: Off})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func letter(address string) project.Mail {
	return project.Mail{ID: "let_1", Kind: project.LetterInvitation, Name: "Ama\r\nBcc: x@example.org", Email: address, Language: "es", Subject: "Señales\r\nX: y",
		Text: "Grüße\n.\nzwei\n", HTML: "<p>Grüße</p>", Unsubscribe: "https://tutti.example/unsubscribe?t=1", At: day}
}

func free() error { return nil }

func TestAMailArrivesAsItWasWritten(t *testing.T) {
	s, m := sink(t, nil)
	if err := m.Send(t.Context(), letter("ama@example.org"), free); err != nil {
		t.Fatal(err)
	}
	got := s.Mails()[0]
	if got.MessageID != "<let_1@example.org>" || got.To != "ama@example.org" || got.Kind != "invitation" || got.Subject != "Señales X: y" {
		t.Errorf("%+v", got)
	}
	if got.Text != "Grüße\n.\nzwei\n" || got.HTML != "<p>Grüße</p>" {
		t.Errorf("text %q, html %q", got.Text, got.HTML)
	}
	for name, want := range map[string]string{"List-Unsubscribe": "<https://tutti.example/unsubscribe?t=1>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
		"Content-Language": "es", "Auto-Submitted": "auto-generated", "Bcc": "", "X": ""} {
		if v := got.Header.Get(name); v != want {
			t.Errorf("%s is %q", name, v)
		}
	}
}

// TestWhatIsCertainAfterEachFailure: the code says whether the mail was taken, and whether another try may help.
func TestWhatIsCertainAfterEachFailure(t *testing.T) {
	for _, c := range []struct {
		stage Stage
		code  int
		want  project.Code
	}{{AtAddress, 550, project.Invalid}, {AtAddress, 451, project.Unavailable}, {AtEnd, 554, project.Invalid}, {AtEnd, 452, project.Unavailable}} {
		s, m := sink(t, func(stage Stage, _ string) error {
			if stage == c.stage {
				return Refuse(c.code)
			}
			return nil
		})
		handed := false
		err := m.Send(t.Context(), letter("ama@example.org"), func() error { handed = true; return nil })
		if project.CodeOf(err) != c.want || handed != (c.stage == AtEnd) || len(s.Mails()) != 0 {
			t.Errorf("%v: %v, handed over %v, %d mails", c, err, handed, len(s.Mails()))
		}
		if strings.Contains(err.Error(), "ama") {
			t.Errorf("the problem names the reader: %v", err)
		}
	}
}

func TestAServerThatDoesNotAnswerLeavesADoubt(t *testing.T) {
	var s *Sink
	var m *SMTP
	s, m = sink(t, func(stage Stage, _ string) error {
		if stage == AtAnswer {
			s.Close()
		}
		return nil
	})
	err := m.Send(t.Context(), letter("ama@example.org"), free)
	if project.CodeOf(err) != project.Internal || len(s.Mails()) != 1 {
		t.Errorf("%v, %d mails", err, len(s.Mails()))
	}
	if err := m.Send(t.Context(), letter("ama@example.org"), free); project.CodeOf(err) != project.Unavailable {
		t.Errorf("nobody listens: %v", err)
	}
}

func TestNothingIsTakenBeforeItWasHandedOver(t *testing.T) {
	s, m := sink(t, nil)
	stop := errors.New("stop")
	if err := m.Send(t.Context(), letter("ama@example.org"), func() error { return stop }); !errors.Is(err, stop) || len(s.Mails()) != 0 {
		t.Errorf("%v, %d mails", err, len(s.Mails()))
	}
}

func TestAnAddressThatIsNoneIsNotTried(t *testing.T) {
	var asked atomic.Int64
	_, m := sink(t, func(Stage, string) error { asked.Add(1); return nil })
	for _, address := range []string{"", "ama", "a@b\r\nDATA", "Ama <ama@example.org>", "a@b, c@d"} {
		if err := m.Send(context.Background(), letter(address), free); project.CodeOf(err) != project.Invalid {
			t.Errorf("%q: %v", address, err)
		}
	}
	if asked.Load() != 0 {
		t.Errorf("the server was asked %d times", asked.Load())
	}
}

// TestWithoutTLSNothingIsSaid: unless it is said otherwise, a server that has no TLS gets nothing.
func TestWithoutTLSNothingIsSaid(t *testing.T) {
	s, _ := sink(t, nil)
	host, port, _ := net.SplitHostPort(s.Address())
	for _, kind := range []TLS{"", STARTTLS, Implicit} {
		m, err := NewSMTP(Options{Server: net.JoinHostPort(host, port), From: "tutti@example.org", TLS: kind, Within: 2e9})
		if err != nil {
			t.Fatal(err)
		}
		if err := m.Send(t.Context(), letter("ama@example.org"), free); project.CodeOf(err) != project.Unavailable || len(s.Mails()) != 0 {
			t.Errorf("%q: %v", kind, err)
		}
	}
}

func TestOptionsThatCannotWork(t *testing.T) {
	for _, o := range []Options{{Server: "host", From: "a@b.org"}, {Server: "h:25", From: "nobody"}, {Server: "h:25", From: "a@b.org", TLS: "some"}} {
		if _, err := NewSMTP(o); project.CodeOf(err) != project.Invalid {
			t.Errorf("%+v: %v", o, err)
		}
	}
}
