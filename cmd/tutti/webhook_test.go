package main

import (
	"strings"
	"testing"
	"time"

	"tutti/api/wire"
	"tutti/project"
)

func TestWebhookCommands(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC)
	w := wire.Webhook{ID: "whk_1", ProjectID: "prj_1", URL: "https://example.org/hook", State: project.WebhookDisabled, Reason: project.WebhookFailing, Failures: 40, CreatedAt: at}
	shown := w
	shown.Secret = "whsec_c2VjcmV0"
	good := wire.WebhookAttempt{Number: 7, Type: project.WebhookTest, Status: 204, DurationMS: 12, At: at}
	bad := wire.WebhookAttempt{Number: 8, Type: "offer.made", Status: 500, Problem: project.WebhookBadStatus, Answer: "no\nthanks", At: at}
	env := answers{
		"POST /api/v1/projects/prj_1/webhooks": shown,
		"POST /api/v1/webhooks":                shown,
		"GET /api/v1/projects/prj_1/webhooks":  wire.WebhookList{Items: []wire.Webhook{w}},
		"GET /api/v1/webhooks":                 wire.WebhookList{},
		"POST /api/v1/webhooks/whk_1/test":     good,
		"POST /api/v1/webhooks/whk_2/test":     bad,
		"POST /api/v1/webhooks/whk_1/rotate":   shown,
		"POST /api/v1/webhooks/whk_1/enable":   wire.Webhook{ID: "whk_1", State: project.WebhookActive},
		"GET /api/v1/webhooks/whk_1/attempts":  wire.WebhookAttemptList{Items: []wire.WebhookAttempt{bad, good}},
		"DELETE /api/v1/webhooks/whk_1":        nil,
	}.serve(t)
	for args, want := range map[string]struct {
		code int
		says []string
	}{
		"webhook add https://example.org/hook --project prj_1 --kind offer.*": {exitOK, []string{"whsec_c2VjcmV0\n"}},
		"webhook add https://example.org/hook --form slack":                   {exitOK, []string{"whsec_c2VjcmV0\n"}},
		"webhook add":                  {exitUsage, []string{"URL"}},
		"webhook list --project prj_1": {exitOK, []string{"disabled: failing", "40", "everything", "https://example.org/hook"}},
		"webhooks ls":                  {exitOK, []string{"none"}},
		"webhook test whk_1":           {exitOK, []string{"204", "webhook.test"}},
		"webhook test whk_2":           {exitFailed, []string{"500", "not taken: status"}},
		"webhook log whk_1":            {exitOK, []string{"offer.made", "no thanks"}},
		"webhook rotate whk_1":         {exitOK, []string{"whsec_c2VjcmV0\n"}},
		"webhook enable whk_1":         {exitOK, []string{"active"}},
		"webhook remove whk_1":         {exitOK, []string{"whk_1 is removed"}},
		"webhook remove whk_9":         {exitFailed, []string{"nothing here"}},
	} {
		got := tutti(t, env, strings.Fields(args)...)
		if got.code != want.code {
			t.Errorf("%s: %d\n%s%s", args, got.code, got.out, got.errs)
		}
		for _, text := range want.says {
			if !strings.Contains(got.out+got.errs, text) {
				t.Errorf("%s does not say %q:\n%s%s", args, text, got.out, got.errs)
			}
		}
	}
}
