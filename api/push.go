package api

import (
	"context"
	"encoding/json"
	"net/http"

	"tutti/api/wire"
	"tutti/project"
)

func (a *API) registerPush() {
	add(a, operation{id: "get-push-key", method: get, path: root + "/push-key", tag: "notice", summary: "Gives the key by which push services of browsers know this instance"}, a.pushKey)
	add(a, operation{id: "list-push-subscriptions", method: get, path: root + "/me/push-subscriptions", tag: "notice",
		summary: "Lists the browsers that show what one is told, oldest first"}, a.pushes)
	add(a, operation{id: "create-push-subscription", method: post, path: root + "/me/push-subscriptions", tag: "notice", status: http.StatusCreated,
		summary: "Lets a browser show what one is told", text: "It ends with the session in which it is asked for. A browser is one person's: the last who asked.",
		rules: rules{command: true}}, a.createPush)
	add(a, operation{id: "remove-push-subscription", method: del, path: root + "/me/push-subscriptions/{id}", tag: "notice", status: http.StatusNoContent,
		summary: "Lets a browser show nothing any more", rules: rules{command: true}}, a.removePush)
}

func (a *API) pushKey(context.Context, *nothing) (*body[wire.PushKey], error) {
	if a.pushPossible() != nil {
		return &body[wire.PushKey]{}, nil
	}
	return &body[wire.PushKey]{wire.PushKey{Key: a.o.Push.Key()}}, nil
}

func (a *API) pushPossible() error {
	if a.o.Push == nil || a.o.Sealer == nil {
		return project.Errorf(project.Conflict, "this server has no key to keep secrets with, so no browser can show anything; its operator can give it one")
	}
	return nil
}

func (a *API) pushes(ctx context.Context, _ *nothing) (*body[wire.PushList], error) {
	all, err := a.o.Records.PushSubscriptions(ctx, actor(ctx).ID)
	return &body[wire.PushList]{wire.PushList{Items: each(all, pushView)}}, err
}

func pushView(s project.PushSubscription) wire.PushSubscription {
	return wire.PushSubscription{ID: s.ID, Name: s.Name, CreatedAt: s.CreatedAt.UTC()}
}

func (a *API) createPush(ctx context.Context, in *struct{ Body wire.PushRequest }) (*body[wire.PushSubscription], error) {
	if err := a.pushPossible(); err != nil {
		return nil, err
	}
	to := project.PushTarget{Endpoint: in.Body.Endpoint, Key: in.Body.Keys.P256dh, Auth: in.Body.Keys.Auth}
	e := &project.Error{Code: project.Invalid, Message: "the browser cannot be told anything as it is", Fields: to.Check()}
	if err := a.o.Push.Check(ctx, to.Endpoint); err != nil {
		e.Fields = append(e.Fields, project.Field{Path: "endpoint", Message: err.Error()})
	}
	if len(e.Fields) > 0 {
		return nil, e
	}
	c := commandOf(ctx)
	s := project.PushSubscription{ID: project.PushID(c.id(project.PrefixPush)), Person: actor(ctx).ID, Session: requestOf(ctx).caller.session.ID, Name: in.Body.Name,
		Hash: HashSecret(to.Endpoint), CreatedAt: c.at}
	raw, err := json.Marshal(to)
	if err != nil {
		return nil, err
	}
	if s.Sealed, err = a.o.Sealer.Seal(raw, string(s.ID)); err != nil {
		return nil, err
	}
	if err := a.o.Records.PutPush(ctx, s); err != nil {
		return nil, err
	}
	changed(ctx, "push", "", string(s.ID))
	return &body[wire.PushSubscription]{pushView(s)}, nil
}

func (a *API) removePush(ctx context.Context, in *struct {
	ID project.PushID `path:"id"`
}) (*nothing, error) {
	err := a.o.Records.RemovePush(ctx, actor(ctx).ID, in.ID)
	if commandOf(ctx).repeat && project.CodeOf(err) == project.NotFound { // done, and the answer was lost
		return nil, nil
	}
	if err != nil {
		return nil, hide(err)
	}
	changed(ctx, "push", string(in.ID), "")
	return nil, nil
}
