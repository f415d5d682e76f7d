package wire

// WorkRecord is what somebody has made, signed: the flattened JSON form of a JWS (RFC 7515), Ed25519. docs/work-record.md
// says what stands in the payload.
type WorkRecord struct {
	Payload   string `json:"payload" doc:"the record as JSON, in base64url"`
	Protected string `json:"protected" doc:"alg, kid and typ as JSON, in base64url"`
	Signature string `json:"signature" doc:"over protected, a dot and payload, in base64url"`
}

// KeySet are the public keys of the instance, a JSON Web Key Set (RFC 7517).
type KeySet struct {
	Keys []Key `json:"keys"`
}

// Key is a public key, a JSON Web Key.
type Key struct {
	Type      string `json:"kty" doc:"OKP"`
	Curve     string `json:"crv" doc:"Ed25519"`
	X         string `json:"x" doc:"the key in base64url"`
	ID        string `json:"kid" doc:"its thumbprint (RFC 7638)"`
	Algorithm string `json:"alg" doc:"EdDSA"`
	Use       string `json:"use" doc:"sig"`
}
