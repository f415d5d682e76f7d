// Package signin fills the ports of signing in: what links say when they are sent, the key they are made with, and the
// identity provider that vouches for staff.
package signin

import (
	"context"
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"time"

	"tutti/project"
)

// Links is project.Linker over the links in the records.
type Links struct {
	Records   project.LinkRecords
	Key       project.LinkKey
	PublicURL string           // where people reach the server
	Now       func() time.Time // time.Now when nil
}

var _ project.Linker = Links{}

// SignInLink gives the address and the code of a link that can still be used.
func (l Links) SignInLink(ctx context.Context, id project.LinkID) (address, code string, err error) {
	found, err := l.Records.Link(ctx, id)
	if err != nil {
		return "", "", err
	}
	now := time.Now
	if l.Now != nil {
		now = l.Now
	}
	if err := found.Check(now()); err != nil {
		return "", "", err
	}
	return l.Key.Address(l.PublicURL, found), l.Key.Code(found), nil
}

// KeyFile gives the key in the file, 32 bytes that only their owner can read. The first time it makes one.
func KeyFile(path string) (project.LinkKey, error) {
	key, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return newKeyFile(path)
	}
	if err == nil && len(key) != project.LinkKeyBytes {
		return nil, project.Errorf(project.Invalid, "%s is not a key of %d bytes; move it away and another is made: links that are on their way stop working", path, project.LinkKeyBytes)
	}
	if err != nil {
		return nil, project.Because(err, project.Invalid, "%s cannot be read: %v", path, err)
	}
	return key, nil
}

// newKeyFile writes the key whole or not at all.
func newKeyFile(path string) (project.LinkKey, error) {
	key := make(project.LinkKey, project.LinkKeyBytes)
	_, _ = rand.Read(key) // never fails, see crypto/rand
	next := path + ".next"
	err := os.WriteFile(next, key, 0o600)
	if err == nil {
		err = os.Rename(next, path)
	}
	if err != nil {
		return nil, project.Because(err, project.Invalid, "%s cannot be written: %v", path, err)
	}
	return key, nil
}
