// Package seal encrypts what has to be stored and must be read again, with the key of the server: AES-256-GCM.
package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"strings"

	"tutti/project"
)

// KeyBytes is the length of a server's key.
const KeyBytes = 32

// form begins what is sealed, so that another way can be told from this one later.
const form = "s1."

// Key seals and opens. Any number of goroutines may use it.
type Key struct{ aead cipher.AEAD }

var _ project.Sealer = (*Key)(nil)

// New takes the server's key: KeyBytes of random.
func New(key []byte) (*Key, error) {
	if len(key) != KeyBytes {
		return nil, project.Errorf(project.Invalid, "the server's key has %d bytes, not %d", len(key), KeyBytes)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, project.Because(err, project.Internal, "the server's key cannot be used")
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return nil, project.Because(err, project.Internal, "the server's key cannot be used")
	}
	return &Key{aead}, nil
}

// Seal encrypts secret for the place about. The same twice gives two texts.
func (k *Key) Seal(secret []byte, about string) (string, error) {
	return form + base64.RawURLEncoding.EncodeToString(k.aead.Seal(nil, nil, secret, []byte(about))), nil
}

// Open decrypts what Seal gave for the same place.
func (k *Key) Open(sealed, about string) ([]byte, error) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(strings.TrimPrefix(sealed, form))
	if err == nil && strings.HasPrefix(sealed, form) {
		var secret []byte
		if secret, err = k.aead.Open(nil, nil, raw, []byte(about)); err == nil {
			return secret, nil
		}
	}
	return nil, project.Errorf(project.Invalid, "a stored secret cannot be decrypted: it was encrypted with another key, or for another place")
}
