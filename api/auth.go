package api

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"strings"
	"time"

	"tutti/project"

	"github.com/gin-gonic/gin"
)

// secretBytes are the random bytes of a token.
const secretBytes = 32

// badTokensPerMinute from one address are answered; more than that are guesses.
const badTokensPerMinute = 60

// caller is who sends a request.
type caller struct {
	project.Actor
	person project.Person
	token  project.Token
	secret string // of the token it came with
}

// NewSecret makes the secret of a token.
func NewSecret() string {
	raw := make([]byte, secretBytes)
	_, _ = rand.Read(raw) // never fails, see crypto/rand
	return secretText(raw)
}

func secretText(raw []byte) string {
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(raw))
}

// FormatToken writes a token as people get it: tut_<id>_<secret>_<crc>. The check sum lets scanners know a token when
// they see one, and mistyped ones cost no look-up.
func FormatToken(id project.TokenID, secret string) string {
	head := "tut_" + strings.TrimPrefix(string(id), project.PrefixToken+"_") + "_" + secret
	return fmt.Sprintf("%s_%08x", head, crc32.ChecksumIEEE([]byte(head)))
}

// ParseToken gives the id and the secret of a token that is well formed.
func ParseToken(token string) (id project.TokenID, secret string, ok bool) {
	head, sum, _ := cutLast(token)
	parts := strings.Split(head, "_")
	if len(parts) != 3 || parts[0] != "tut" || fmt.Sprintf("%08x", crc32.ChecksumIEEE([]byte(head))) != sum {
		return "", "", false
	}
	return project.TokenID(project.PrefixToken + "_" + parts[1]), parts[2], true
}

func cutLast(s string) (before, after string, found bool) {
	i := strings.LastIndexByte(s, '_')
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+1:], true
}

// HashSecret is what is stored of a secret. A plain hash is enough: the secret is random, not chosen by a person.
func HashSecret(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// derivedSecret makes the secret of a new token from the secret that asks for it and the command's seed. So the same
// command sent again gives the same token, and still nothing that is stored gives it away.
func (c *caller) derivedSecret(seed string) string { return secretText(c.derived("token", seed)) }

// derived makes 32 bytes of a kind of secret in the same way.
func (c *caller) derived(kind, seed string) []byte {
	mac := hmac.New(sha256.New, []byte(c.secret))
	mac.Write([]byte(kind + "\x00" + seed))
	return mac.Sum(nil)
}

// authenticate finds out whose token came with the request and counts the request against their rate.
func (a *API) authenticate(c *gin.Context) error {
	ctx := c.Request.Context()
	who, err := a.callerOf(ctx, c.GetHeader("Authorization"))
	if err != nil {
		if project.CodeOf(err) != project.Unauthenticated {
			return err
		}
		return a.limit(ctx, "bad-token/"+c.RemoteIP(), badTokensPerMinute, err)
	}
	requestOf(ctx).caller = who
	return a.limit(ctx, "person/"+string(who.ID), a.o.RequestsPerMinute, nil)
}

// limit gives err while the key is within its rate, and a refusal beyond.
func (a *API) limit(ctx context.Context, key string, perMinute int, err error) error {
	ok, after := a.o.Live.Allow(ctx, key, perMinute, time.Minute)
	if ok {
		return err
	}
	return later{project.Errorf(project.Limited, "more than %d requests in a minute; wait a little", perMinute), max(after, time.Second)}
}

func (a *API) callerOf(ctx context.Context, header string) (*caller, error) {
	token, ok := strings.CutPrefix(header, "Bearer ")
	if !ok {
		return nil, project.Can(project.Actor{}, project.SeeProject, project.Thing{})
	}
	refused := project.Errorf(project.Unauthenticated, "this token is not valid: unknown, revoked or expired")
	id, secret, ok := ParseToken(strings.TrimSpace(token))
	if !ok {
		return nil, refused
	}
	stored, person, err := a.o.Records.TokenByHash(ctx, HashSecret(secret))
	switch {
	case project.CodeOf(err) == project.NotFound:
		return nil, refused
	case err != nil:
		return nil, err
	}
	now := a.o.Now()
	expired := !stored.ExpiresAt.IsZero() && !now.Before(stored.ExpiresAt)
	if stored.ID != id || !stored.RevokedAt.IsZero() || expired {
		return nil, refused
	}
	return &caller{Actor: project.Actor{ID: person.ID, Roles: person.Roles}, person: person, token: stored, secret: secret}, nil
}

// actor is who sends the request behind ctx; the zero Actor may do nothing.
func actor(ctx context.Context) project.Actor {
	if who := requestOf(ctx).caller; who != nil {
		return who.Actor
	}
	return project.Actor{}
}
