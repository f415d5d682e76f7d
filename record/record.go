// Package record signs what sellers take along of their work, verifies it without a server, and sets certificates.
package record

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"

	"github.com/go-jose/go-jose/v4"

	"tutti/project"
)

// Limits of what is read.
const (
	MaxBytes     = 16 << 20 // of a signed record
	MaxKeysBytes = 64 << 10 // of a list of keys
)

// kind stands in the header of every signed record, so that nothing else that the key may sign one day passes for one.
const kind = "tutti-work-record"

// Signed is a record with its signature: the flattened JSON form of a JWS (RFC 7515, 7.2.2), Ed25519 (RFC 8037).
type Signed struct {
	Payload   string `json:"payload"`
	Protected string `json:"protected"`
	Signature string `json:"signature"`
}

// Signer signs for an instance. Any number of goroutines may use it.
type Signer struct {
	sign jose.Signer
	keys jose.JSONWebKeySet
}

// NewSigner derives the signing key from the server's key, so the same server key gives the same signatures for ever.
func NewSigner(serverKey []byte) (*Signer, error) {
	mac := hmac.New(sha256.New, serverKey)
	mac.Write([]byte("tutti work records"))
	private := ed25519.NewKeyFromSeed(mac.Sum(nil))
	public := jose.JSONWebKey{Key: private.Public(), Algorithm: string(jose.EdDSA), Use: "sig"}
	thumb, err := public.Thumbprint(crypto.SHA256)
	if err != nil {
		return nil, project.Because(err, project.Internal, "the key for work records has no name")
	}
	public.KeyID = base64.RawURLEncoding.EncodeToString(thumb)
	by := jose.SigningKey{Algorithm: jose.EdDSA, Key: jose.JSONWebKey{Key: private, KeyID: public.KeyID}}
	sign, err := jose.NewSigner(by, (&jose.SignerOptions{}).WithType(kind))
	if err != nil {
		return nil, project.Because(err, project.Internal, "work records cannot be signed")
	}
	return &Signer{sign, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{public}}}, nil
}

// Keys gives the public keys as a JSON Web Key Set.
func (s *Signer) Keys() ([]byte, error) { return json.Marshal(s.keys) }

// Sign signs a record. The same record gives the same bytes.
func (s *Signer) Sign(r project.WorkRecord) (Signed, error) {
	payload, err := json.Marshal(r)
	if err != nil {
		return Signed{}, project.Because(err, project.Internal, "the work record cannot be written")
	}
	jws, err := s.sign.Sign(payload)
	if err != nil {
		return Signed{}, project.Because(err, project.Internal, "the work record cannot be signed")
	}
	var out Signed
	err = json.Unmarshal([]byte(jws.FullSerialize()), &out)
	return out, err
}

// Verify reads a signed record and gives what it says, when it was signed with one of the keys and nothing was changed since.
// Invalid says in a sentence what is wrong. It never expires.
func Verify(file, keys []byte) (project.WorkRecord, error) {
	compact, err := open(file)
	if err != nil {
		return project.WorkRecord{}, err
	}
	jws, err := jose.ParseSignedCompact(compact, []jose.SignatureAlgorithm{jose.EdDSA})
	if err != nil || len(jws.Signatures) != 1 {
		return project.WorkRecord{}, project.Errorf(project.Invalid, "the file is no record signed with Ed25519, which is the only way Tutti signs")
	}
	header := jws.Signatures[0].Protected
	if header.ExtraHeaders[jose.HeaderType] != kind {
		return project.WorkRecord{}, project.Errorf(project.Invalid, "the file was signed, but not as a work record")
	}
	public, err := keyOf(keys, header.KeyID)
	if err != nil {
		return project.WorkRecord{}, err
	}
	payload, err := jws.Verify(public)
	if err != nil {
		return project.WorkRecord{}, project.Errorf(project.Invalid, "the signature does not fit: the record was changed after it was signed, or the key is another")
	}
	var r project.WorkRecord
	if err := strictly(payload, &r); err != nil {
		return project.WorkRecord{}, project.Errorf(project.Invalid, "the record is signed, but is not in a form that this program reads")
	}
	return r, r.Check()
}

// open gives the compact form of a file: its three parts and nothing else, each written in the one way there is.
func open(file []byte) (string, error) {
	if len(file) > MaxBytes {
		return "", project.Errorf(project.Invalid, "the file is larger than a work record can be (%d MiB)", MaxBytes>>20)
	}
	var s Signed
	if err := strictly(file, &s); err != nil {
		return "", project.Errorf(project.Invalid, "the file is no signed work record, or was cut short: it has to be JSON with payload, protected and signature")
	}
	for name, part := range map[string]string{"payload": s.Payload, "protected": s.Protected, "signature": s.Signature} {
		if _, err := base64.RawURLEncoding.Strict().DecodeString(part); err != nil || part == "" {
			return "", project.Errorf(project.Invalid, "the %s of the file is missing, or is not base64url", name)
		}
	}
	return s.Protected + "." + s.Payload + "." + s.Signature, nil
}

// keyOf finds the Ed25519 key that the header names.
func keyOf(keys []byte, id string) (ed25519.PublicKey, error) {
	var set jose.JSONWebKeySet
	if len(keys) > MaxKeysBytes || json.Unmarshal(keys, &set) != nil {
		return nil, project.Errorf(project.Invalid, "the keys are no JSON Web Key Set")
	}
	for _, k := range set.Key(id) {
		if public, ok := k.Key.(ed25519.PublicKey); ok && id != "" {
			return public, nil
		}
	}
	return nil, project.Errorf(project.Invalid, "the record was signed with a key that is not among those given: "+
		"it is of another instance, or of a time when this one had another key")
}

// strictly reads one JSON value without unknown fields, and nothing behind it.
func strictly(text []byte, to any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(to); err != nil {
		return err
	}
	if _, err := d.Token(); err != io.EOF {
		return project.Errorf(project.Invalid, "something stands behind the end")
	}
	return nil
}
