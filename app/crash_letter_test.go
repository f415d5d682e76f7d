package app

import (
	"context"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"tutti/mail"
	"tutti/project"
	"tutti/storage/records"
)

// TestNoLetterIsSentTwiceWhereverItIsKilled kills the program at every step of sending a letter, over a mail server that
// outlives it. The mail is there once, or not at all and somebody is told; it is never there twice.
func TestNoLetterIsSentTwiceWhereverItIsKilled(t *testing.T) {
	for n, c := range []struct {
		at    string
		mails int
		state project.LetterState
	}{
		{"before Mailer.Send#1", 1, project.LetterSent},
		{"before Records.HandLetter#1", 1, project.LetterSent},
		{"after Records.HandLetter#1", 0, project.LetterInDoubt}, // marked, and the line that ends the mail was never sent
		{"after Mailer.Send#1", 1, project.LetterInDoubt},        // taken, and nobody wrote it down
		{"before Records.HearLetter#1", 1, project.LetterInDoubt},
		{"after Records.HearLetter#1", 1, project.LetterSent},
	} {
		t.Run(c.at, func(t *testing.T) {
			t.Parallel()
			server, err := mail.StartSink(mail.SinkOptions{Address: "127.0.0.1:0"})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(server.Close)
			dir := t.TempDir()
			id := putLetter(t, dir)
			b := embody(t, dir, ownAddress(t, 200+n), crashAt+"="+c.at, crashMail+"="+server.Address())
			got := endOfLetter(t, dir, id)
			b.await()
			if deaths := b.rest(); deaths != 1 {
				t.Errorf("the program died %d times", deaths)
			}
			if mails := server.Mails(); len(mails) != c.mails || got.State != c.state {
				t.Errorf("%d mails, the letter is %s: %s", len(mails), got.State, got.Problem)
			}
		})
	}
}

// rowsIn opens the records of a data directory beside the program, as a person with a database tool would.
func rowsIn(t *testing.T, dir string) *records.Store {
	t.Helper()
	rows, err := records.Open(context.Background(), records.Options{URL: "sqlite:" + filepath.Join(dir, "tutti.db"), Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = rows.Close() })
	return rows
}

func putLetter(t *testing.T, dir string) project.LetterID {
	t.Helper()
	rows := rowsIn(t, dir)
	now := time.Now()
	reader := project.Person{ID: project.PersonID(project.NewID(project.PrefixPerson, now, "ama")), Handle: "ama", Name: "Ama", Email: "ama@example.org", CreatedAt: now}
	if _, err := rows.PutPerson(t.Context(), reader); err != nil {
		t.Fatal(err)
	}
	l := project.Letter{Key: "invite/ama", Kind: project.LetterInvitation, To: reader.ID, Facts: map[string]string{"inviter": "Ida", "project": "A song"}, At: now}.Named()
	if err := rows.PutLetters(t.Context(), l); err != nil {
		t.Fatal(err)
	}
	return l.ID
}

func endOfLetter(t *testing.T, dir string, id project.LetterID) project.LetterRecord {
	t.Helper()
	rows := rowsIn(t, dir)
	for deadline := time.Now().Add(patience); ; time.Sleep(100 * time.Millisecond) {
		l, err := rows.Letter(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		if l.State.Ended() {
			return l
		}
		if time.Now().After(deadline) {
			t.Fatalf("the letter does not come to an end: %+v", l)
		}
	}
}
