package api

import (
	"context"

	"tutti/api/wire"
	"tutti/project"
)

func (a *API) registerRetention() {
	add(a, operation{id: "get-retention", method: get, path: root + "/retention", tag: "audit", summary: "Says how long which data is kept",
		text: "For operators and auditors. What is in no class is kept for as long as the instance."}, a.retention)
}

func (a *API) retention(ctx context.Context, _ *nothing) (*body[wire.Retention], error) {
	if err := may(ctx, project.SeeRetention, project.Thing{}); err != nil {
		return nil, err
	}
	return &body[wire.Retention]{wire.Retention{Items: each(a.o.Retention, func(r project.RetentionRule) wire.RetentionRule { return wire.RetentionRule(r) })}}, nil
}
