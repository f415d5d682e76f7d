package signin_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tutti/project"
	"tutti/signin"
	"tutti/storage/memory"
)

func TestLinksSayTheSameEachTime(t *testing.T) {
	ctx := context.Background()
	at := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	now := at
	records := memory.NewRecords(project.FeePolicy{})
	p, err := records.PutPerson(ctx, project.Person{ID: "per_1", Handle: "ama", Name: "Ama"})
	if err != nil {
		t.Fatal(err)
	}
	l := project.NewLink(project.LinkID(project.NewID(project.PrefixLink, at, "x")), p.ID, project.LinkSignIn, "", at)
	if _, err := records.PutLink(ctx, l); err != nil {
		t.Fatal(err)
	}
	links := signin.Links{Records: records, Key: bytes.Repeat([]byte{7}, project.LinkKeyBytes), PublicURL: "https://tutti.example", Now: func() time.Time { return now }}
	address, code, err := links.SignInLink(ctx, l.ID)
	again, sameCode, _ := links.SignInLink(ctx, l.ID)
	if err != nil || address != again || code != sameCode || address != links.Key.Address("https://tutti.example", l) {
		t.Errorf("%q %q %v", address, again, err)
	}
	if _, _, err := links.SignInLink(ctx, "lnk_absent"); project.CodeOf(err) != project.NotFound {
		t.Errorf("an absent link: %v", err)
	}
	now = l.ExpiresAt
	if _, _, err := links.SignInLink(ctx, l.ID); project.CodeOf(err) != project.Conflict {
		t.Errorf("an expired link: %v", err)
	}
}

func TestKeyFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "secret.key")
	first, err := signin.KeyFile(path)
	if err != nil {
		t.Fatal(err)
	}
	second, err := signin.KeyFile(path)
	if err != nil || !bytes.Equal(first, second) || len(first) != project.LinkKeyBytes {
		t.Errorf("%d bytes, %v", len(first), err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info.Mode(), err)
	}
	if other, _ := signin.KeyFile(path + "2"); bytes.Equal(first, other) {
		t.Error("two instances have one key")
	}
	if err := os.WriteFile(path, []byte("short"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := signin.KeyFile(path); project.CodeOf(err) != project.Invalid {
		t.Errorf("a damaged key: %v", err)
	}
}
