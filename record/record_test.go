package record_test

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"pgregory.net/rapid"

	"tutti/project"
	"tutti/record"
)

func signer(t testing.TB, b byte) (*record.Signer, []byte) {
	t.Helper()
	s, err := record.NewSigner(bytes.Repeat([]byte{b}, 32))
	if err != nil {
		t.Fatal(err)
	}
	keys, err := s.Keys()
	if err != nil {
		t.Fatal(err)
	}
	return s, keys
}

// sample is a record with two entries.
func sample() project.WorkRecord {
	at := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	seller := project.Person{ID: "per_a", Handle: "ama", Name: "Ama Mensah", Pronunciation: "AH-ma"}
	events := []project.TrustEvent{{Person: "per_a", Kind: project.TrustLate, SubGig: "sub_2", Project: "prj_1", At: at.Add(time.Hour)},
		{Person: "per_a", Kind: project.TrustOnTime, SubGig: "sub_1", Project: "prj_1", At: at}}
	row := func(id project.SubGigID, title string) project.SubGigRecord {
		return project.SubGigRecord{SubGig: project.SubGig{ID: id, State: project.Approved, Seller: "per_a", Version: 2, RevisionsUsed: 1, Terms: project.Terms{PriceMinor: 12000}},
			Project: "prj_1", Title: title, Role: "drummer"}
	}
	done := project.WorkDoneBy("per_a", events, []project.SubGigRecord{row("sub_2", "Bass"), row("sub_1", "Drums")},
		map[project.ProjectID]project.Project{"prj_1": {ID: "prj_1", Title: "Über den Wolken", Currency: "EUR"}})
	return project.NewWorkRecord("https://tutti.example.org", at.Add(48*time.Hour), seller, project.Trust{Rules: 1, Level: project.LevelNew, Score: 490, OnTime: 1, Late: 1}, done, true)
}

func file(t testing.TB, s *record.Signer) []byte {
	t.Helper()
	signed, err := s.Sign(sample())
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.MarshalIndent(signed, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestWhatIsSignedIsVerified(t *testing.T) {
	s, keys := signer(t, 1)
	text := file(t, s)
	r, err := record.Verify(text, keys)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Work) != 2 || r.Work[0].Title != "Drums" || !r.Work[0].OnTime || r.Work[1].OnTime || r.Totals != (project.WorkRecordTotals{Approved: 2, OnTime: 1, Revisions: 2}) ||
		*r.Trust.OnTimePermille != 500 || *r.Work[0].PriceMinor != 12000 {
		t.Errorf("%+v", r)
	}
	if again := file(t, s); !bytes.Equal(text, again) {
		t.Error("the same record is signed in two ways")
	}
	if same, _ := signer(t, 1); !bytes.Equal(text, file(t, same)) {
		t.Error("the same server key signs in two ways")
	}
	if folder := os.Getenv("TUTTI_RECORD_SAMPLES"); folder != "" { // for looking at them with other tools
		for name, text := range map[string][]byte{"record.json": text, "keys.json": keys} {
			if err := os.WriteFile(folder+"/"+name, text, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestEveryChangedByteIsRefused(t *testing.T) {
	s, keys := signer(t, 1)
	text := file(t, s)
	rapid.Check(t, func(t *rapid.T) {
		changed := bytes.Clone(text)
		changed[rapid.IntRange(0, len(text)-1).Draw(t, "at")] = rapid.Byte().Draw(t, "byte")
		r, err := record.Verify(changed, keys)
		if err == nil {
			was, _ := record.Verify(text, keys)
			before, _ := json.Marshal(was)
			after, _ := json.Marshal(r)
			if !bytes.Equal(before, after) {
				t.Fatalf("it says %s now", after)
			}
		} else if project.CodeOf(err) != project.Invalid {
			t.Fatal(err)
		}
		cut := rapid.IntRange(0, len(text)-2).Draw(t, "cut")
		if _, err := record.Verify(text[:cut], keys); project.CodeOf(err) != project.Invalid {
			t.Fatalf("%d bytes of %d: %v", cut, len(text), err)
		}
	})
}

// forged puts a record under a header of somebody's choice.
func forged(t *testing.T, header string, payload []byte, sign func(input []byte) []byte) []byte {
	t.Helper()
	to := base64.RawURLEncoding.EncodeToString
	s := record.Signed{Payload: to(payload), Protected: to([]byte(header))}
	s.Signature = to(sign([]byte(s.Protected + "." + s.Payload)))
	text, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestForgeriesAreRefusedWithAReason(t *testing.T) {
	s, keys := signer(t, 1)
	other, othersKeys := signer(t, 2)
	good := file(t, s)
	var set jose.JSONWebKeySet
	if err := json.Unmarshal(keys, &set); err != nil {
		t.Fatal(err)
	}
	kid := set.Keys[0].KeyID
	public := set.Keys[0].Key.(ed25519.PublicKey)
	payload, _ := json.Marshal(sample())
	mine := ed25519.NewKeyFromSeed(make([]byte, 32))
	by := func(input []byte) []byte { return ed25519.Sign(mine, input) }
	own, _ := json.Marshal(jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: mine.Public(), KeyID: "mine", Algorithm: "EdDSA"}}})
	wrong := sample()
	wrong.Totals.Approved = 99
	bad, _ := json.Marshal(wrong)
	wrong = sample()
	wrong.Work[0].Title = "Lead vocal"
	retold, _ := json.Marshal(wrong)
	head := func(typ string) string { return `{"alg":"EdDSA","kid":"mine","typ":"` + typ + `"}` }
	for name, c := range map[string]struct {
		file, keys []byte
		says       string
	}{
		"another key":                   {file(t, other), keys, "not among those given"},
		"keys of another":               {good, othersKeys, "not among those given"},
		"no keys":                       {good, []byte(`{"keys":[]}`), "not among those given"},
		"keys that are none":            {good, []byte(`no`), "no JSON Web Key Set"},
		"alg none":                      {forged(t, `{"alg":"none","kid":"`+kid+`","typ":"tutti-work-record"}`, payload, func([]byte) []byte { return []byte("x") }), keys, "Ed25519"},
		"a secret instead of a key":     {forged(t, `{"alg":"HS256","kid":"`+kid+`","typ":"tutti-work-record"}`, payload, func([]byte) []byte { return public }), keys, "Ed25519"},
		"signed by another in its name": {forged(t, `{"alg":"EdDSA","kid":"`+kid+`","typ":"tutti-work-record"}`, payload, by), keys, "the signature does not fit"},
		"a key in the header":           {forged(t, `{"alg":"EdDSA","jwk":{"kty":"OKP","crv":"Ed25519","x":"AA"},"typ":"tutti-work-record"}`, payload, by), keys, ""},
		"signed as something else":      {forged(t, head("JWT"), payload, by), own, "not as a work record"},
		"totals that are not":           {forged(t, head("tutti-work-record"), bad, by), own, "totals"},
		"an entry of another digest":    {forged(t, head("tutti-work-record"), retold, by), own, "digest"},
		"another form":                  {forged(t, head("tutti-work-record"), []byte(`{"format":"tutti-work-record-9"}`), by), own, "form"},
		"a field more":                  {bytes.Replace(good, []byte("{"), []byte(`{"header":{},`), 1), keys, "no signed work record"},
		"two of them":                   {append(bytes.Clone(good), good...), keys, "no signed work record"},
		"nothing":                       {nil, keys, "no signed work record"},
	} {
		_, err := record.Verify(c.file, c.keys)
		if project.CodeOf(err) != project.Invalid || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := record.Verify(forged(t, head("tutti-work-record"), payload, by), own); err != nil {
		t.Errorf("the forge itself is broken: %v", err)
	}
}

func FuzzVerify(f *testing.F) {
	s, keys := signer(f, 1)
	good := file(f, s)
	f.Add(good, keys)
	f.Add(good[:len(good)/2], keys)
	f.Add([]byte(`{"payload":"e30","protected":"eyJhbGciOiJub25lIn0","signature":"AA"}`), []byte(`{"keys":[{"kty":"OKP","crv":"Ed25519","x":"AA","kid":""}]}`))
	f.Fuzz(func(t *testing.T, file, keys []byte) {
		r, err := record.Verify(file, keys)
		if err == nil && r.Check() != nil || err != nil && project.CodeOf(err) != project.Invalid {
			t.Errorf("%+v %v", r, err)
		}
	})
}

func TestACertificateIsTheSameForTheSameWork(t *testing.T) {
	pdf := func(name string) []byte {
		var out bytes.Buffer
		c := record.Certificate{Name: name, Instance: "https://tutti.example.org", Work: sample().Work[0]}
		if err := c.WritePDF(&out); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	for _, name := range []string{"Ama Mensah", "نور حداد", "北", strings.Repeat("Donaudampfschifffahrt ", 9)} {
		text := pdf(name)
		if !bytes.HasPrefix(text, []byte("%PDF-1.")) || bytes.Count(text, []byte("/Type /Page\n")) != 1 || !bytes.Equal(text, pdf(name)) {
			t.Errorf("%s: %d bytes", name, len(text))
		}
		if folder := os.Getenv("TUTTI_RECORD_SAMPLES"); folder != "" {
			if err := os.WriteFile(folder+"/"+name[:2]+".pdf", text, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	if bytes.Equal(pdf("Ama"), pdf("Ben")) {
		t.Error("two names give the same certificate")
	}
}
