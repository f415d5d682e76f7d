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
	"net/http"
	"strings"
	"time"

	"tutti/project"

	"github.com/gin-gonic/gin"
)

// secretBytes are the random bytes of a token.
const secretBytes = 32

// badTokensPerMinute from one address are answered; more than that are guesses.
const badTokensPerMinute = 60

// noteWithin is how long a request waits for its token's use being written down.
const noteWithin = time.Second

// caller is who sends a request.
type caller struct {
	project.Actor
	person  project.Person
	token   project.Token   // the zero one when they come with a session
	session project.Session // the zero one when they come with a token
	proof   proof
}

// proof is what a request brings along to show who sends it: an API token, or the token of a session, in the header or in a
// cookie.
type proof struct {
	session bool
	id      string
	secret  string
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

// isSecret reports whether a text is one that secretText has written.
func isSecret(text string) bool {
	raw, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(strings.ToUpper(text))
	return err == nil && len(raw) == secretBytes && secretText(raw) == text
}

// The words that tokens begin with.
const (
	tokenWord   = "tut"
	sessionWord = "tus"
)

// FormatToken writes a token as people get it: tut_<id>_<secret>_<crc>. The check sum lets scanners know a token when
// they see one, and mistyped ones cost no look-up.
func FormatToken(id project.TokenID, secret string) string {
	return formatProof(tokenWord, strings.TrimPrefix(string(id), project.PrefixToken+"_"), secret)
}

// FormatSession writes the token of a session: tus_<id>_<secret>_<crc>.
func FormatSession(id project.SessionID, secret string) string {
	return formatProof(sessionWord, strings.TrimPrefix(string(id), project.PrefixSession+"_"), secret)
}

func formatProof(word, id, secret string) string {
	head := word + "_" + id + "_" + secret
	return fmt.Sprintf("%s_%08x", head, crc32.ChecksumIEEE([]byte(head)))
}

// ParseToken gives the id and the secret of a token that is well formed.
func ParseToken(token string) (id project.TokenID, secret string, ok bool) {
	p, ok := parseProof(token)
	return project.TokenID(p.id), p.secret, ok && !p.session
}

// parseProof takes a token of either kind apart.
func parseProof(token string) (p proof, ok bool) {
	head, sum, _ := cutLast(token)
	parts := strings.Split(head, "_")
	if len(parts) != 3 || fmt.Sprintf("%08x", crc32.ChecksumIEEE([]byte(head))) != sum {
		return proof{}, false
	}
	switch parts[0] {
	case tokenWord:
		return proof{id: project.PrefixToken + "_" + parts[1], secret: parts[2]}, true
	case sessionWord:
		return proof{session: true, id: project.PrefixSession + "_" + parts[1], secret: parts[2]}, true
	}
	return proof{}, false
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
	mac := hmac.New(sha256.New, []byte(c.proof.secret))
	mac.Write([]byte(kind + "\x00" + seed))
	return mac.Sum(nil)
}

// authenticate finds out who sends the request and counts it against their rate.
func (a *API) authenticate(c *gin.Context) error {
	ctx := c.Request.Context()
	who, err := a.callerOf(ctx, c.Request)
	if err != nil {
		if project.CodeOf(err) != project.Unauthenticated {
			return err
		}
		return a.wrong(ctx, guard("bad-tokens", badTokensPerMinute, time.Minute), err)
	}
	requestOf(ctx).caller = who
	a.noteUse(ctx, who)
	return a.allow(ctx, a.o.ofPerson(), string(who.ID), fmt.Sprintf("more than %d requests in a minute; wait a little", a.o.RequestsOfPerson))
}

// callerOf finds out who sends a request. A header counts more than a cookie, which a browser adds by itself.
func (a *API) callerOf(ctx context.Context, r *http.Request) (*caller, error) {
	text, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if r.Header.Get("Authorization") == "" {
		text, ok = a.cookie.value(r)
	}
	if !ok {
		return nil, project.Can(project.Actor{}, project.SeeProject, project.Thing{})
	}
	p, ok := parseProof(strings.TrimSpace(text))
	if !ok {
		return nil, noProof()
	}
	return a.callerBy(ctx, p)
}

func noProof() error {
	return project.Errorf(project.Unauthenticated, "this token is not valid: unknown, revoked or expired")
}

// callerBy looks the proof up, with what its person may do at the moment.
func (a *API) callerBy(ctx context.Context, p proof) (*caller, error) {
	who := &caller{proof: p}
	var id string
	var holds bool
	var err error
	if p.session {
		who.session, who.person, err = a.o.Records.SessionByHash(ctx, HashSecret(p.secret))
		id, holds = string(who.session.ID), who.session.Holds(a.o.Now())
	} else {
		who.token, who.person, err = a.o.Records.TokenByHash(ctx, HashSecret(p.secret))
		id, holds = string(who.token.ID), who.token.Holds(a.o.Now())
	}
	switch {
	case project.CodeOf(err) == project.NotFound:
		return nil, noProof()
	case err != nil:
		return nil, err
	case id != p.id || !holds:
		return nil, noProof()
	}
	who.Actor = project.Actor{ID: who.person.ID, Roles: who.person.Roles, Scopes: who.token.Scopes}
	return who, nil
}

// noteUse writes down that a token or a session was used, once in a while. A request does not fail for it.
func (a *API) noteUse(ctx context.Context, who *caller) {
	now := a.o.Now().UTC()
	if now.Before(who.token.SeenAt.Add(project.SeenEvery)) || now.Before(who.session.SeenAt.Add(project.SeenEvery)) {
		return
	}
	within, cancel := context.WithTimeout(ctx, noteWithin)
	defer cancel()
	var err error
	if who.proof.session {
		err = a.o.Records.SeenSession(within, who.session.ID, now)
	} else {
		err = a.o.Records.SeenToken(within, who.token.ID, now)
	}
	if err != nil {
		a.o.Log.DebugContext(ctx, "a use was not written down", "request_id", requestOf(ctx).id, "error", err)
	}
}

// actor is who sends the request behind ctx; the zero Actor may do nothing.
func actor(ctx context.Context) project.Actor {
	if who := requestOf(ctx).caller; who != nil {
		return who.Actor
	}
	return project.Actor{}
}
