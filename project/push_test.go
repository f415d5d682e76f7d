package project

import (
	"testing"
	"time"
)

// FuzzPushTarget: whatever a browser says of itself, it is taken or its fault is named.
func FuzzPushTarget(f *testing.F) {
	f.Add("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4", "BTBZMqHH6r4Tts7J_aSIgg") // of RFC 8291, appendix A
	f.Add("", "")
	f.Add("BA==", "%")
	f.Fuzz(func(t *testing.T, key, auth string) {
		for _, fault := range (PushTarget{Key: key, Auth: auth}).Check() {
			if fault.Path != "keys.p256dh" && fault.Path != "keys.auth" || fault.Message == "" {
				t.Errorf("a fault without a place: %+v", fault)
			}
		}
	})
}

func TestAPushIsTriedAFewTimes(t *testing.T) {
	at := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	p, tries := Push{Notice: Notice{At: at}}, 1
	for now := at; ; p.Tries, tries = p.Tries+1, tries+1 {
		due, again := p.Again(now)
		if !again {
			break
		}
		if !due.After(now) {
			t.Fatalf("try %d is due at %s", tries+1, due)
		}
		now = due
	}
	if tries != PushTries {
		t.Errorf("%d tries, not %d", tries, PushTries)
	}
	if _, again := p.Again(at.Add(PushOutdated)); again {
		t.Error("what nobody wants to know any more is tried again")
	}
	if faults := (PushTarget{Key: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4", Auth: "BTBZMqHH6r4Tts7J_aSIgg=="}).Check(); len(faults) > 0 {
		t.Errorf("keys of RFC 8291: %v", faults)
	}
}
