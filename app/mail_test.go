package app

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"tutti/api/wire"
	"tutti/mail"
	"tutti/project"
)

// TestAnOfferBecomesOneMail through the whole program: launched, told, carried to the mailbox in the seller's language, shown
// on its page, and ended by its link.
func TestAnOfferBecomesOneMail(t *testing.T) {
	a, err := Start(t.Context(), Config{DataDir: t.TempDir(), Listen: "127.0.0.1:0", API: true, Worker: true, Log: heard(t)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Stop)
	w := &world{t: t, app: a, buyer: clientOf(t, a, a.Operator().Token)}
	ama, err := w.buyer.CreatePerson(t.Context(), wire.PersonRequest{Handle: "ama", Name: "Ama Mensah", Country: "GH", Email: "ama@example.org", Roles: []project.Role{project.RoleSeller}})
	w.must(err)
	w.must(a.records.PutProfile(t.Context(), project.Profile{Person: ama.ID, Languages: []string{"es-MX"}, Zone: "Africa/Accra"}))
	_, err = w.buyer.CreateToken(t.Context(), ama.ID, wire.TokenRequest{Name: "she was here before"})
	w.must(err)
	w.launch(1)
	var got mail.Received
	w.await("a mail comes", func() bool {
		mails := a.Mailbox().Mails()
		if len(mails) > 0 {
			got = mails[0]
		}
		return len(mails) > 0
	})
	if got.To != "ama@example.org" || got.Subject != "Te ofrecen Part 0 en Budget" || !strings.Contains(got.Text, a.URL()+"/sub-gigs/") || !strings.Contains(got.HTML, `lang="es"`) {
		t.Errorf("%+v", got)
	}
	page, err := http.Get(a.URL() + "/dev/mail/1")
	w.must(err)
	defer page.Body.Close()
	if text, _ := io.ReadAll(page.Body); page.StatusCode != 200 || !strings.Contains(string(text), got.Subject) {
		t.Errorf("its page: %d %s", page.StatusCode, text)
	}
	link := strings.Trim(got.Header.Get("List-Unsubscribe"), "<>")
	ended, err := http.Post(link, "application/x-www-form-urlencoded", strings.NewReader("List-Unsubscribe=One-Click"))
	w.must(err)
	defer ended.Body.Close()
	chosen, err := a.records.Choices(t.Context(), []project.PersonID{ama.ID})
	w.must(err)
	if ended.StatusCode != 200 || project.ChoiceFor(chosen[ama.ID], project.NoticeOffer).Mail != project.Never {
		t.Errorf("%d, %+v", ended.StatusCode, chosen)
	}
	w.await("the letter is sent", func() bool {
		letters, err := a.records.Letters(t.Context(), project.LetterFilter{To: ama.ID}, project.Page{})
		w.must(err)
		return slices.ContainsFunc(letters, func(l project.LetterRecord) bool { return l.State == project.LetterSent })
	})
	if n := len(a.Mailbox().Mails()); n != 1 {
		t.Errorf("%d mails came", n)
	}
}

func (w *world) await(what string, come func() bool) {
	w.t.Helper()
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if come() {
			return
		}
	}
	w.t.Fatalf("it does not come that %s", what)
}
