package api

import (
	"context"

	"tutti/api/wire"
	"tutti/project"
)

// convertedLinks gives the files of an approved delivery in the form that the spec asks for, as far as they were made.
func (a *API) convertedLinks(ctx context.Context, d project.Delivery, spec project.Spec) ([]wire.Converted, error) {
	if d.Inspection == nil {
		return nil, nil
	}
	var out []wire.Converted
	for _, facts := range d.Inspection.Files {
		h, ok := project.HandoffOf(spec, facts)
		if !ok {
			continue
		}
		key := project.DerivedKey(facts.SHA256, h.Profile())
		info, err := a.o.Objects.Stat(ctx, key)
		if project.CodeOf(err) == project.NotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		link, err := a.linkTo(ctx, key, wire.Link{Name: h.Name(facts.Name), Size: info.Size, Type: info.Type})
		if err != nil {
			return nil, err
		}
		out = append(out, wire.Converted{Link: link, Of: facts.Name})
	}
	return out, nil
}
