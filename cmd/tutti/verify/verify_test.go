package verify_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"hash/crc32"
	"strings"
	"testing"

	"tutti/cmd/tutti/verify"
	"tutti/project"
)

func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// sums are the checksums of everything that is delivered in the tests.
func sums() map[string]uint32 {
	out := map[string]uint32{}
	for _, text := range []string{"drums one", "drums two", "bass"} {
		out[hashOf(text)] = crc32.ChecksumIEEE([]byte(text))
	}
	return out
}

func TestASoundProjectIsFoundSound(t *testing.T) {
	w := newWorld(t)
	r := w.verify("olga")
	if len(r.Faults) > 0 {
		t.Fatalf("faults: %v", r.Faults)
	}
	want := map[string]int{verify.References: 1, verify.Deliveries: 3, verify.Inspections: 3, verify.Artifacts: 1, verify.Manifests: 1}
	for _, c := range r.Checks {
		if n, ok := want[c.Name]; ok && c.Things != n || c.Things == 0 {
			t.Errorf("%s: %d things were looked at, not %d", c.Name, c.Things, n)
		}
	}
}

// TestOneFlippedByteIsNamed changes a byte of one object after the other, as a rotten disk does.
func TestOneFlippedByteIsNamed(t *testing.T) {
	w := newWorld(t)
	for text, named := range map[string]string{
		"drums one": "sub-gig drums (Drums), version 1, take.wav",
		"drums two": "sub-gig drums (Drums), version 2, take.wav",
		"bass":      "sub-gig bass (Bass), version 1, take.wav",
		"notes":     "notes.txt",
		"the whole": "final whole.zip",
	} {
		w.bytes = func(_ string, body []byte) []byte {
			if string(body) == text {
				body = bytes.ToUpper(body)
			}
			return body
		}
		r := w.verify("olga")
		if len(r.Faults) != 1 || !strings.HasPrefix(r.Faults[0].String(), named) || !strings.Contains(r.Faults[0].Message, hashOf(text)) {
			t.Errorf("%q was changed and this is said: %v", text, r.Faults)
		}
	}
}

func TestALostObjectIsNamed(t *testing.T) {
	w := newWorld(t)
	w.must(w.objects.Delete(t.Context(), project.ObjectKey(hashOf("bass"))))
	r := w.verify("olga")
	if len(r.Faults) != 1 || r.Faults[0].SubGig != "bass" || !strings.Contains(r.Faults[0].Message, "cannot be") {
		t.Errorf("bass is lost and this is said: %v", r.Faults)
	}
}

// TestLiesOfTheServerAreFound changes one thing in the API's answers; each must be named in its area.
func TestLiesOfTheServerAreFound(t *testing.T) {
	w := newWorld(t)
	for name, lie := range map[string]struct {
		suffix, old, new string
		area             string
	}{
		"a link to other bytes":         {"/files/take.wav", hashOf("bass"), hashOf("drums one"), verify.Deliveries},
		"a manifest with other bytes":   {"art_" + string(w.final())[4:], hashOf("drums two"), hashOf("drums one"), verify.Manifests},
		"a manifest of another version": {"art_" + string(w.final())[4:], `"version":2`, `"version":1`, verify.Manifests},
		"a file that is not handed out": {"art_" + string(w.final())[4:], `"name":"whole.zip","sha256"`, `"name":"other.zip","sha256"`, verify.Artifacts},
		"an inspection of other bytes":  {"/deliveries", `"files":[{"name":"take.wav","sha256":"` + hashOf("bass"), `"files":[{"name":"take.wav","sha256":"` + hashOf("notes"), verify.Inspections},
		"an entry with another amount":  {"/ledger", `"minor":-12000`, `"minor":-12001`, verify.Ledger},
		"a total that is too good":      {"/ledger", `"released_minor":19000`, `"released_minor":20000`, verify.Ledger},
		"a balance out of nowhere":      {"/ledger", `"balances":[`, `"balances":[{"account":"seller/nobody","minor":5},`, verify.Ledger},
		"a payment without a kind":      {"/ledger", `"kind":"release"`, `"kind":"hold"`, verify.Ledger},
		"a seal that is broken":         {"/ledger", `"hash":"`, `"hash":"0`, verify.Ledger},
		"a payment at another time":     {"/ledger", `"clears_at":"20`, `"clears_at":"21`, verify.Ledger},
		"a transaction out of place":    {"/ledger", `"seq":3,`, `"seq":2,`, verify.Ledger},
		"an event that is left out":     {"/events", `"seq":3,`, `"seq":4,`, verify.Log},
		"an approval that is left out":  {"/events", `"kind":"review.approved"`, `"kind":"clock.overdue"`, verify.Log},
		"a version that is left out":    {"/deliveries", `"version":1,"state":"revised"`, `"version":3,"state":"revised"`, verify.Deliveries},
	} {
		w.answer = replaced(lie.suffix, lie.old, lie.new)
		r := w.verify("olga")
		found := false
		for _, f := range r.Faults {
			found = found || f.Check == lie.area
		}
		if !found {
			t.Errorf("%s is not found: %v", name, r.Faults)
		}
	}
	w.answer = nil
	if r := w.verify("olga"); len(r.Faults) > 0 {
		t.Errorf("without a lie there are faults: %v", r.Faults)
	}
}

func (w *world) final() project.ArtifactID {
	p, err := w.as("olga").Project(w.t.Context(), w.id)
	w.must(err)
	return p.FinalID
}

// TestWhoSeesLessIsTold holds that the producer, who does not see the money, is told that it was not looked at, and that
// a seller is refused instead of being told that a part is the whole.
func TestWhoSeesLessIsTold(t *testing.T) {
	w := newWorld(t)
	r := w.verify("ida")
	for _, c := range r.Checks {
		if c.Name == verify.Ledger && !c.Hidden {
			t.Errorf("the producer is told: %+v", c)
		}
	}
	if len(r.Faults) > 0 {
		t.Errorf("the producer is told of faults: %v", r.Faults)
	}
	if got, err := verify.Project(t.Context(), w.as("ama"), w.id, verify.Options{}); err == nil {
		t.Errorf("a seller verified the project: %+v", got)
	}
}

// TestWhatIsInTheVaultIsNotMissed: nobody but its seller can read it, and it is counted.
func TestWhatIsInTheVaultIsNotMissed(t *testing.T) {
	w := newWorld(t)
	w.answer = replaced("/files/take.wav", `"type"`, `"preview":true,"type"`)
	r := w.verify("olga")
	for _, c := range r.Checks {
		if c.Name == verify.Deliveries && (c.Things != 2 || !strings.Contains(c.Note, "1 more are in the vault")) {
			t.Errorf("%+v", c)
		}
	}
	if len(r.Faults) > 0 {
		t.Errorf("%v", r.Faults)
	}
}
