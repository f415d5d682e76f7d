package project

import (
	"os"
	"strings"
	"testing"
	"time"
)

func TestRetentionWithinBounds(t *testing.T) {
	for _, rule := range DefaultRetention() {
		if err := rule.check(); err != nil {
			t.Error(err)
		}
		if rule.What == "" || rule.Why == "" || rule.Remains == "" {
			t.Errorf("%s says nothing of itself", rule.Class)
		}
	}
	changed, err := DefaultRetention().Keeping("letters=2w, audit_log=730d")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC)
	for class, want := range map[DataClass]time.Time{
		KeepLetters: now.AddDate(0, 0, -14), KeepAudit: now.AddDate(0, 0, -730), KeepErrands: now.AddDate(0, 0, -30),
	} {
		if rule, ok := changed.Of(class); !ok || !rule.Before(now).Equal(want) {
			t.Errorf("%s goes before %s, not %s", class, rule.Before(now), want)
		}
	}
	if rule, _ := DefaultRetention().Of(KeepLetters); rule.Keep != 90*aDay {
		t.Error("a change of one policy changes the default")
	}
}

func TestRetentionRefusesWhatIsOutOfBounds(t *testing.T) {
	for _, text := range []string{"commits=13d", "audit_log=11y", "ledger=30d", "letters", "letters=", "letters=-1d", "answers=91d", "letters=NaNd", "letters=Infd"} {
		if _, err := DefaultRetention().Keeping(text); CodeOf(err) != Invalid {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// TestTheRetentionIsWrittenDown holds the document to the policy.
func TestTheRetentionIsWrittenDown(t *testing.T) {
	text, err := os.ReadFile("../docs/retention.md")
	if err != nil {
		t.Fatal(err)
	}
	if table := DefaultRetention().Table(); !strings.Contains(string(text), table) {
		t.Errorf("docs/retention.md does not have the table of the policy:\n%s", table)
	}
}
