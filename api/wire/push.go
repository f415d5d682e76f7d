package wire

import (
	"time"

	"tutti/project"
)

// PushKey is the key by which push services know this instance (RFC 8292).
type PushKey struct {
	Key string `json:"key" doc:"public key on P-256, uncompressed, base64url: applicationServerKey of PushManager.subscribe(); empty where browsers cannot be told"`
}

// PushRequest is a browser that is to show what one is told: what PushSubscription.toJSON() gives, and a name.
type PushRequest struct {
	Endpoint string   `json:"endpoint" maxLength:"2048"`
	Keys     PushKeys `json:"keys"`
	Name     string   `json:"name" minLength:"1" maxLength:"100" doc:"of the browser, for oneself"`
}

// PushKeys are the keys of a browser (RFC 8291).
type PushKeys struct {
	P256dh string `json:"p256dh" maxLength:"120" doc:"base64url"`
	Auth   string `json:"auth" maxLength:"40" doc:"base64url"`
}

// PushSubscription is a browser that shows what one is told. Nothing says where it is reached.
type PushSubscription struct {
	ID        project.PushID `json:"id"`
	Name      string         `json:"name"`
	CreatedAt time.Time      `json:"created_at"`
}

// PushList is the browsers of one person.
type PushList struct {
	Items []PushSubscription `json:"items"`
}
