package client

import (
	"context"
	"net/http"
	"net/url"

	"tutti/api/wire"
	"tutti/project"
)

// PushKey gives the key by which push services know the instance; empty where browsers cannot be told.
func (c *Client) PushKey(ctx context.Context) (out wire.PushKey, err error) {
	return out, c.get(ctx, root+"/push-key", nil, &out)
}

// PushSubscriptions lists the browsers that show what one is told.
func (c *Client) PushSubscriptions(ctx context.Context) (out wire.PushList, err error) {
	return out, c.get(ctx, root+"/me/push-subscriptions", nil, &out)
}

// CreatePushSubscription lets a browser show what one is told.
func (c *Client) CreatePushSubscription(ctx context.Context, in wire.PushRequest) (out wire.PushSubscription, err error) {
	return out, c.command(ctx, http.MethodPost, root+"/me/push-subscriptions", in, &out)
}

// RemovePushSubscription lets a browser show nothing any more.
func (c *Client) RemovePushSubscription(ctx context.Context, id project.PushID) error {
	return c.command(ctx, http.MethodDelete, root+"/me/push-subscriptions/"+url.PathEscape(string(id)), nil, nil)
}
