package outside

import (
	"context"
	"crypto/ecdh"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"net/http"
	"time"

	"github.com/SherClockHolmes/webpush-go"

	"tutti/project"
)

// Pushes hands messages to the push services of browsers, encrypted for the browser (RFC 8291) and signed by this instance (RFC 8292).
type Pushes struct {
	*Guard
	http            *http.Client
	private, public string
	about           string
}

var _ project.PushSender = (*Pushes)(nil)

// pushTTL is how long a service keeps a message for a browser that is off.
const pushTTL = project.PushOutdated

// NewPushes sends through the guard. The key that signs comes from the server's key, so there is no other secret to keep; about is
// an https address or an e-mail address by which the makers of browsers reach whoever runs this.
func NewPushes(g *Guard, serverKey []byte, about string) *Pushes {
	key := pushKey(serverKey)
	return &Pushes{Guard: g, http: g.client(), about: about,
		private: base64.RawURLEncoding.EncodeToString(key.Bytes()), public: base64.RawURLEncoding.EncodeToString(key.PublicKey().Bytes())}
}

// pushKey draws numbers until one is a key on the curve, which nearly every one is.
func pushKey(serverKey []byte) *ecdh.PrivateKey {
	for n := byte(0); ; n++ {
		mac := hmac.New(sha256.New, serverKey)
		mac.Write([]byte("tutti web push"))
		mac.Write([]byte{n})
		if key, err := ecdh.P256().NewPrivateKey(mac.Sum(nil)); err == nil {
			return key
		}
	}
}

// Key is the public key.
func (p *Pushes) Key() string { return p.public }

// Push hands the message over. Errors become outcomes: their texts hold the address.
func (p *Pushes) Push(ctx context.Context, to project.PushTarget, message []byte) project.PushOutcome {
	if _, err := p.parse(to.Endpoint); err != nil { // it may have been allowed when it was kept
		return project.PushRefused
	}
	res, err := webpush.SendNotificationWithContext(ctx, message, &webpush.Subscription{Endpoint: to.Endpoint, Keys: webpush.Keys{P256dh: to.Key, Auth: to.Auth}},
		&webpush.Options{HTTPClient: p.http, Subscriber: p.about, TTL: int(pushTTL / time.Second), Urgency: webpush.UrgencyNormal,
			VAPIDPublicKey: p.public, VAPIDPrivateKey: p.private})
	if err != nil {
		if problemOf(err) == project.WebhookRefused {
			return project.PushRefused
		}
		return project.PushLater
	}
	defer func() { _ = res.Body.Close() }()
	_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, maxAnswer))
	switch code := res.StatusCode; {
	case code >= 200 && code < 300:
		return project.PushTaken
	case code == http.StatusNotFound || code == http.StatusGone:
		return project.PushGone
	case code == http.StatusTooManyRequests || code >= 500:
		return project.PushLater
	}
	return project.PushRefused
}
