package seal_test

import (
	"bytes"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tutti/project"
	"tutti/storage/seal"
)

func key(t testing.TB, b byte) *seal.Key {
	t.Helper()
	k, err := seal.New(bytes.Repeat([]byte{b}, seal.KeyBytes))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestWhatIsSealedOpensWithTheSameKeyAndPlaceOnly(t *testing.T) {
	k, other := key(t, 1), key(t, 2)
	rapid.Check(t, func(t *rapid.T) {
		secret, about := rapid.SliceOfN(rapid.Byte(), 1, 100).Draw(t, "secret"), rapid.String().Draw(t, "about")
		sealed, err := k.Seal(secret, about)
		if err != nil {
			t.Fatal(err)
		}
		if again, _ := k.Seal(secret, about); again == sealed {
			t.Fatal("the same secret is the same text twice")
		}
		if len(secret) > 8 && strings.Contains(sealed, string(secret)) {
			t.Fatal("the secret can be read")
		}
		if got, err := k.Open(sealed, about); err != nil || !bytes.Equal(got, secret) {
			t.Fatalf("%q %v", got, err)
		}
		i := rapid.IntRange(3, len(sealed)-1).Draw(t, "changed")
		broken := []byte(sealed)
		broken[i] ^= 0x20
		for name, try := range map[string]func() ([]byte, error){
			"another place": func() ([]byte, error) { return k.Open(sealed, about+"x") },
			"another key":   func() ([]byte, error) { return other.Open(sealed, about) },
			"another form":  func() ([]byte, error) { return k.Open("s2."+sealed[3:], about) },
			"cut off":       func() ([]byte, error) { return k.Open(sealed[:len(sealed)/2], about) },
			"empty":         func() ([]byte, error) { return k.Open("", about) },
			"changed":       func() ([]byte, error) { return k.Open(string(broken), about) },
		} {
			if got, err := try(); project.CodeOf(err) != project.Invalid || got != nil {
				t.Fatalf("%s: %q %v", name, got, err)
			}
		}
	})
}

func TestAKeyHasItsLength(t *testing.T) {
	for _, n := range []int{0, 16, 31, 33} {
		if _, err := seal.New(make([]byte, n)); project.CodeOf(err) != project.Invalid {
			t.Errorf("%d bytes: %v", n, err)
		}
	}
}
