package outside

import (
	"bytes"
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"tutti/project"
)

// Webhooks sends messages by Standard Webhooks.
type Webhooks struct {
	*Guard
	secrets project.Sealer
	http    *http.Client
}

var _ project.WebhookSender = (*Webhooks)(nil)

// NewWebhooks sends through the guard and signs with secrets that the sealer opens.
func NewWebhooks(g *Guard, secrets project.Sealer) *Webhooks {
	return &Webhooks{Guard: g, secrets: secrets, http: g.client()}
}

// Send sends m once. Errors become code words: their texts hold the address.
func (s *Webhooks) Send(ctx context.Context, w project.Webhook, m project.WebhookMessage) project.WebhookAttempt {
	a := project.WebhookAttempt{Message: m.ID, Type: m.Type, Project: m.Project, Seq: m.Seq, At: m.At}
	begin := time.Now()
	req, problem := s.request(ctx, w, m)
	if problem == "" {
		a.Status, a.Answer, problem = s.ask(req)
	}
	a.Duration, a.Problem = time.Since(begin), problem
	return a
}

func (s *Webhooks) request(ctx context.Context, w project.Webhook, m project.WebhookMessage) (*http.Request, project.WebhookProblem) {
	if _, err := s.parse(w.URL); err != nil { // it may have been allowed when it was saved
		return nil, project.WebhookRefused
	}
	signature, err := s.sign(w, m)
	if err != nil {
		return nil, project.WebhookUnsigned
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, w.URL, bytes.NewReader(m.Body))
	if err != nil {
		return nil, project.WebhookRefused
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", "tutti-webhooks/1")
	req.Header.Set(standardwebhooks.HeaderWebhookID, m.ID)
	req.Header.Set(standardwebhooks.HeaderWebhookTimestamp, strconv.FormatInt(m.At.Unix(), 10))
	req.Header.Set(standardwebhooks.HeaderWebhookSignature, signature)
	return req, ""
}

// sign gives one signature for each secret that holds, so that a receiver may change over at any time.
func (s *Webhooks) sign(w project.Webhook, m project.WebhookMessage) (string, error) {
	var all []string
	for _, secret := range w.Signing(m.At) {
		key, err := s.secrets.Open(secret.Sealed, string(w.ID))
		if err != nil {
			return "", err
		}
		signer, err := standardwebhooks.NewWebhookRaw(key)
		if err != nil {
			return "", err
		}
		signature, err := signer.Sign(m.ID, m.At, m.Body)
		if err != nil {
			return "", err
		}
		all = append(all, signature)
	}
	if len(all) == 0 {
		return "", project.Errorf(project.Invalid, "there is no secret to sign with")
	}
	return strings.Join(all, " "), nil
}

func (s *Webhooks) ask(req *http.Request) (status int, answer string, problem project.WebhookProblem) {
	res, err := s.http.Do(req)
	if err != nil {
		return 0, "", problemOf(err)
	}
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer))
	answer = asText(text[:min(len(text), project.MaxWebhookAnswer)])
	switch {
	case res.StatusCode >= 300 && res.StatusCode < 400:
		return res.StatusCode, answer, project.WebhookRedirects
	case res.StatusCode < 200 || res.StatusCode > 299:
		return res.StatusCode, answer, project.WebhookBadStatus
	case err != nil:
		return res.StatusCode, answer, cmp.Or(slow(err), project.WebhookBroken)
	}
	return res.StatusCode, answer, ""
}

// asText is what can be stored and shown of bytes that somebody else wrote: no control characters but line ends and tabs.
func asText(raw []byte) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f || 0x80 <= r && r < 0xa0 {
			return -1
		}
		return r
	}, strings.ToValidUTF8(string(raw), ""))
}

func problemOf(err error) project.WebhookProblem {
	var name *net.DNSError
	var certificate *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	var alert tls.AlertError
	var network *net.OpError
	switch {
	case errors.Is(err, errRefused):
		return project.WebhookRefused
	case slow(err) != "":
		return project.WebhookTooSlow
	case errors.As(err, &name):
		return project.WebhookNoAddress
	case errors.As(err, &certificate), errors.As(err, &record), errors.As(err, &alert):
		return project.WebhookNotSecure
	case errors.As(err, &network):
		return project.WebhookUnreachable
	}
	return project.WebhookBroken
}

func slow(err error) project.WebhookProblem {
	var waits interface{ Timeout() bool }
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, os.ErrDeadlineExceeded) || errors.As(err, &waits) && waits.Timeout() {
		return project.WebhookTooSlow
	}
	return ""
}
