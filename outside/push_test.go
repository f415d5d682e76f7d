package outside

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"

	"github.com/golang-jwt/jwt/v5"

	"tutti/project"
)

// pushBrowser is a browser with its push service.
type pushBrowser struct {
	t       *testing.T
	key     *ecdh.PrivateKey
	auth    []byte
	status  int
	asked   *http.Request
	body    []byte
	service *httptest.Server
}

func newPushBrowser(t *testing.T) *pushBrowser {
	t.Helper()
	b := &pushBrowser{t: t, auth: make([]byte, 16), status: http.StatusCreated}
	var err error
	if b.key, err = ecdh.P256().GenerateKey(rand.Reader); err != nil {
		t.Fatal(err)
	}
	_, _ = rand.Read(b.auth)
	b.service = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b.asked = r
		b.body, _ = io.ReadAll(r.Body)
		w.WriteHeader(b.status)
	}))
	t.Cleanup(b.service.Close)
	return b
}

func (b *pushBrowser) target() project.PushTarget {
	return project.PushTarget{Endpoint: b.service.URL + "/push/secret-of-the-browser", Key: base64.RawURLEncoding.EncodeToString(b.key.PublicKey().Bytes()),
		Auth: base64.RawURLEncoding.EncodeToString(b.auth)}
}

// read decrypts what was sent, by RFC 8188 and RFC 8291 and nothing of the library that encrypts.
func (b *pushBrowser) read() string {
	b.t.Helper()
	fail := func(err error) {
		b.t.Helper()
		if err != nil {
			b.t.Fatal(err)
		}
	}
	salt, size, n := b.body[:16], binary.BigEndian.Uint32(b.body[16:20]), int(b.body[20])
	sender, sealed := b.body[21:21+n], b.body[21+n:]
	if int(size) < len(sealed) {
		b.t.Fatalf("a record of %d bytes in %d", len(sealed), size)
	}
	theirs, err := ecdh.P256().NewPublicKey(sender)
	fail(err)
	shared, err := b.key.ECDH(theirs)
	fail(err)
	ikm, err := hkdf.Key(sha256.New, shared, b.auth, "WebPush: info\x00"+string(b.key.PublicKey().Bytes())+string(sender), 32)
	fail(err)
	key, err := hkdf.Key(sha256.New, ikm, salt, "Content-Encoding: aes128gcm\x00", 16)
	fail(err)
	nonce, err := hkdf.Key(sha256.New, ikm, salt, "Content-Encoding: nonce\x00", 12)
	fail(err)
	block, err := aes.NewCipher(key)
	fail(err)
	gcm, err := cipher.NewGCM(block)
	fail(err)
	plain, err := gcm.Open(nil, nonce, sealed, nil)
	fail(err)
	text, last := strings.CutSuffix(strings.TrimRight(string(plain), "\x00"), "\x02")
	if !last {
		b.t.Fatal("the record is not the last one")
	}
	return text
}

var pushing = Options{HTTP: true, Networks: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}}

func TestAPushIsForItsBrowserAlone(t *testing.T) {
	b := newPushBrowser(t)
	p := NewPushes(NewGuard(pushing), []byte("the server's key"), "ops@example.org")
	message := project.PushMessage{Text: "Du wirst gefragt: Schlagzeug", Page: "/sub-gigs/sub_1", Tag: "not_1"}.JSON()
	if got := p.Push(t.Context(), b.target(), message); got != project.PushTaken {
		t.Fatalf("the message is %s", got)
	}
	if got := b.read(); got != string(message) {
		t.Errorf("the browser reads %q", got)
	}
	if strings.Contains(string(b.body), "Schlagzeug") || b.asked.Header.Get("Content-Encoding") != "aes128gcm" || b.asked.Header.Get("TTL") != "86400" {
		t.Errorf("sent: %v", b.asked.Header)
	}
	token, public, _ := strings.Cut(strings.TrimPrefix(b.asked.Header.Get("Authorization"), "vapid t="), ", k=")
	if public != p.Key() {
		t.Errorf("signed by %s, not by %s", public, p.Key())
	}
	raw, err := base64.RawURLEncoding.DecodeString(public)
	if err != nil {
		t.Fatal(err)
	}
	claims := jwt.MapClaims{}
	if _, err := jwt.ParseWithClaims(token, claims, func(*jwt.Token) (any, error) { return ecdsaKey(raw) }, jwt.WithValidMethods([]string{"ES256"})); err != nil {
		t.Fatal(err)
	}
	origin, _ := url.Parse(b.service.URL)
	if claims["aud"] != origin.Scheme+"://"+origin.Host || claims["sub"] != "mailto:ops@example.org" {
		t.Errorf("claims %v", claims)
	}
	if NewPushes(NewGuard(pushing), []byte("the server's key"), "").Key() != p.Key() || NewPushes(NewGuard(pushing), []byte("another"), "").Key() == p.Key() {
		t.Error("the key is not that of the server's key")
	}
}

func TestWhatBecomesOfAPush(t *testing.T) {
	b := newPushBrowser(t)
	p := NewPushes(NewGuard(pushing), []byte("key"), "ops@example.org")
	for status, want := range map[int]project.PushOutcome{201: project.PushTaken, 404: project.PushGone, 410: project.PushGone, 429: project.PushLater,
		503: project.PushLater, 400: project.PushRefused, 413: project.PushRefused, 301: project.PushRefused} {
		if b.status = status; p.Push(t.Context(), b.target(), []byte("{}")) != want {
			t.Errorf("%d is not %s", status, want)
		}
	}
	b.asked = nil
	if got := NewPushes(NewGuard(Options{HTTP: true}), []byte("key"), "").Push(t.Context(), b.target(), []byte("{}")); got != project.PushRefused || b.asked != nil {
		t.Errorf("inside our own network a push is %s", got)
	}
	b.service.Close()
	if got := p.Push(t.Context(), b.target(), []byte("{}")); got != project.PushLater {
		t.Errorf("a service that is away: %s", got)
	}
}

func ecdsaKey(raw []byte) (*ecdsa.PublicKey, error) {
	return ecdsa.ParseUncompressedPublicKey(elliptic.P256(), raw)
}
