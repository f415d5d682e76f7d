package api_test

import (
	"context"
	"crypto/ecdh"
	"crypto/rand"
	"encoding/base64"
	"strings"
	"testing"

	"tutti/api"
	"tutti/api/wire"
	"tutti/project"
)

// aBrowser is what a browser says of itself when it is asked to show something.
func aBrowser(t *testing.T, name string) wire.PushRequest {
	t.Helper()
	key, err := ecdh.P256().GenerateKey(rand.Reader)
	must(t, err)
	return wire.PushRequest{Endpoint: "http://127.0.0.1:65535/push/" + name, Name: name,
		Keys: wire.PushKeys{P256dh: base64.URLEncoding.EncodeToString(key.PublicKey().Bytes()), Auth: base64.RawURLEncoding.EncodeToString(make([]byte, 16))}}
}

func TestABrowserIsToldAndTakenAway(t *testing.T) {
	w := newWorld(t)
	ctx, ama := context.Background(), w.as("ama")
	key, err := ama.PushKey(ctx)
	must(t, err)
	if raw, err := base64.RawURLEncoding.DecodeString(key.Key); err != nil || len(raw) != 65 {
		t.Errorf("the key is %q", key.Key)
	}
	made, err := ama.CreatePushSubscription(ctx, aBrowser(t, "phone"))
	must(t, err)
	stored, err := w.records.PushSubscriptions(ctx, w.ids["ama"])
	must(t, err)
	if len(stored) != 1 || stored[0].ID != made.ID || strings.Contains(stored[0].Sealed, "127.0.0.1") {
		t.Errorf("stored is %+v", stored)
	}
	if err := w.as("bea").RemovePushSubscription(ctx, made.ID); project.CodeOf(err) != project.NotFound {
		t.Errorf("bea takes ama's browser away: %v", err)
	}
	list, err := ama.PushSubscriptions(ctx)
	must(t, err)
	if len(list.Items) != 1 || list.Items[0].Name != "phone" {
		t.Errorf("listed are %+v", list)
	}
	must(t, ama.RemovePushSubscription(ctx, made.ID))
	if list, err = ama.PushSubscriptions(ctx); err != nil || len(list.Items) > 0 {
		t.Errorf("left are %+v: %v", list, err)
	}
}

func TestBrowsersThatCannotBeTold(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	for field, change := range map[string]func(*wire.PushRequest){
		"endpoint":    func(r *wire.PushRequest) { r.Endpoint = "http://10.0.0.1/push" },
		"keys.p256dh": func(r *wire.PushRequest) { r.Keys.P256dh = "AAAA" },
		"keys.auth":   func(r *wire.PushRequest) { r.Keys.Auth = "AAAA" },
	} {
		in := aBrowser(t, "phone")
		change(&in)
		_, err := w.as("ama").CreatePushSubscription(ctx, in)
		if project.CodeOf(err) != project.Invalid || !strings.Contains(err.Error(), field) {
			t.Errorf("%s: %v", field, err)
		}
	}
	none := newWorld(t, func(o *api.Options) { o.Sealer = nil })
	if _, err := none.as("ama").CreatePushSubscription(ctx, aBrowser(t, "phone")); project.CodeOf(err) != project.Conflict {
		t.Errorf("without a key: %v", err)
	}
	if key, err := none.as("ama").PushKey(ctx); err != nil || key.Key != "" {
		t.Errorf("the key is %+v: %v", key, err)
	}
}
