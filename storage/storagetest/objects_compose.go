package storagetest

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"testing"

	"tutti/project"
)

// stretch is a part of a stored object of the suite.
func (s objectsSuite) stretch(name string, from, size int64) project.Stretch {
	return project.Stretch{Key: s.key(name), From: from, Size: size}
}

func ours(text string) project.Stretch { return project.Stretch{Bytes: []byte(text)} }

func (s objectsSuite) compose(t *testing.T) {
	large, err := io.ReadAll(randomBytes(7, 3*joinable+77))
	mustDo(t, err)
	n := int64(len(large))
	small := []byte("a small one")
	for name, content := range map[string][]byte{"compose-large": large, "compose-small": small} {
		mustDo(t, s.store.Put(t.Context(), s.key(name), bytes.NewReader(content), int64(len(content)), "", ""))
	}
	for name, c := range map[string]struct {
		stretches []project.Stretch
		want      []byte
		most      int64 // bytes through us
	}{
		"nothing":              {nil, nil, 0},
		"only ours":            {[]project.Stretch{ours("one "), ours("two")}, []byte("one two"), 7},
		"small":                {[]project.Stretch{ours("<"), s.stretch("compose-small", 2, 5), ours(">")}, []byte("<small>"), 7},
		"one whole":            {[]project.Stretch{s.stretch("compose-large", 0, n)}, large, 0},
		"headed and footed":    {[]project.Stretch{ours("head"), s.stretch("compose-large", 0, n), ours("foot")}, join("head", large, "foot"), joinable + 8},
		"many small ones":      {[]project.Stretch{s.stretch("compose-small", 0, 11), s.stretch("compose-large", 5, joinable), s.stretch("compose-small", 0, 11)}, join(small, large[5:joinable+5], small), joinable + 22},
		"large after large":    {[]project.Stretch{ours("a"), s.stretch("compose-large", 0, n), ours("b"), s.stretch("compose-large", 1, n-1), ours("c")}, join("a", large, "b", large[1:], "c"), 2*joinable + 3},
		"an empty one between": {[]project.Stretch{s.stretch("compose-large", 0, n), s.stretch("compose-small", 3, 0), ours("!")}, join(large, "!"), joinable + 1},
		"a rest that is small": {[]project.Stretch{ours("x"), s.stretch("compose-large", 0, joinable+joinable/2), ours("y")}, join("x", large[:joinable+joinable/2], "y"), 2 * joinable},
	} {
		key := s.key("composed-" + fmt.Sprintf("%x", sha256.Sum256([]byte(name)))[:8])
		for range 2 { // write-once: a repeat changes nothing
			moved, err := s.store.Compose(t.Context(), key, "application/zip", c.stretches)
			if err != nil || moved > c.most {
				t.Fatalf("%s: %d bytes through us, at most %d are needed (%v)", name, moved, c.most, err)
			}
		}
		s.holds(t, key, string(c.want))
		if info, err := s.store.Stat(t.Context(), key); err != nil || info.Type != "application/zip" {
			t.Errorf("%s: type %q (%v)", name, info.Type, err)
		}
	}
}

func join(parts ...any) []byte {
	var out []byte
	for _, p := range parts {
		switch p := p.(type) {
		case string:
			out = append(out, p...)
		case []byte:
			out = append(out, p...)
		}
	}
	return out
}

func (s objectsSuite) composeRefused(t *testing.T) {
	s.put(t, s.key("compose-source"), "twelve bytes")
	key := s.key("compose-refused")
	for name, c := range map[string]struct {
		stretch project.Stretch
		code    project.Code
	}{
		"absent":   {s.stretch("compose-absent", 0, 1), project.NotFound},
		"too long": {s.stretch("compose-source", 0, 13), project.Invalid},
		"too far":  {s.stretch("compose-source", 12, 1), project.Invalid},
		"negative": {s.stretch("compose-source", -1, 3), project.Invalid},
	} {
		_, err := s.store.Compose(t.Context(), key, "", []project.Stretch{ours("a"), c.stretch})
		if project.CodeOf(err) != c.code {
			t.Errorf("%s: %v", name, err)
		}
		s.missing(t, key)
	}
	if _, err := s.store.Compose(t.Context(), "../outside", "", []project.Stretch{ours("a")}); project.CodeOf(err) != project.Invalid {
		t.Errorf("a wrong key: %v", err)
	}
	s.put(t, s.key("compose-taken"), "something else")
	if _, err := s.store.Compose(t.Context(), s.key("compose-taken"), "", []project.Stretch{ours("a")}); project.CodeOf(err) != project.Conflict {
		t.Errorf("a taken key: %v", err)
	}
}
