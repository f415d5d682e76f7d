package api

import (
	"context"
	"slices"
	"strconv"

	"tutti/api/wire"
	"tutti/project"
)

func (a *API) registerStem() {
	add(a, operation{id: "list-stems", method: get, path: root + "/projects/{id}/stems", tag: "review", summary: "Lists what sounds in a project, as the review room plays it",
		text: "Of every sub-gig the delivery that is approved or in review, in the order of the plan. A part may be empty and have a next one."}, a.stems)
	add(a, operation{id: "list-delivery-stems", method: get, path: root + "/deliveries/{id}/stems", tag: "review", summary: "Lists the sounds of one delivery, as the review room plays them"}, a.deliveryStems)
}

func (a *API) stems(ctx context.Context, in *struct {
	ProjectPath
	Paging
}) (*body[wire.StemList], error) {
	p, err := a.project(ctx, in.ID, project.SeeWork)
	if err != nil {
		return nil, err
	}
	if _, err := strconv.Atoi(in.Cursor); in.Cursor != "" && err != nil {
		return nil, badCursor()
	}
	rows, err := a.o.Records.SubGigs(ctx, p.ID, project.SubGigFilter{}, in.page())
	if err != nil {
		return nil, err
	}
	rows, next := cut(rows, in.Paging, func(g project.SubGigRecord) string { return strconv.Itoa(g.Position) })
	out := wire.StemList{Items: []wire.Stem{}, Next: next}
	for _, g := range rows {
		if g.Delivery == "" {
			continue
		}
		d, err := a.o.Records.Delivery(ctx, g.Delivery)
		if err != nil {
			return nil, err
		}
		if d.StemShown() {
			if out.Items, err = a.addStems(ctx, out.Items, p.Project, g, d); err != nil {
				return nil, err
			}
		}
	}
	return &body[wire.StemList]{out}, nil
}

func (a *API) deliveryStems(ctx context.Context, in *DeliveryPath) (*body[wire.StemList], error) {
	d, err := a.delivery(ctx, in.ID, project.SeeDelivery)
	if err != nil {
		return nil, err
	}
	g, err := a.o.Records.SubGig(ctx, d.SubGig)
	if err != nil {
		return nil, err
	}
	items, err := a.addStems(ctx, []wire.Stem{}, d.in.Project, g, d.Delivery)
	return &body[wire.StemList]{wire.StemList{Items: items}}, err
}

// addStems adds the sounds of a delivery that can be drawn and played, in the order of its files.
func (a *API) addStems(ctx context.Context, to []wire.Stem, p project.Project, g project.SubGigRecord, d project.Delivery) ([]wire.Stem, error) {
	if d.Inspection == nil {
		return to, nil
	}
	v, err := a.vault(ctx, p, g.ID)
	if err != nil {
		return to, err
	}
	shown := v.mode.Show(d, v.ledger, actor(ctx).ID)
	for _, facts := range d.Inspection.Files {
		at := slices.IndexFunc(shown, func(f project.Shown) bool { return f.Name == facts.Name })
		if facts.Audio == nil || facts.Peaks == "" || at < 0 {
			continue
		}
		stem := wire.Stem{SubGigID: g.ID, Title: g.Title, Role: g.Role, Place: g.Place, DeliveryID: d.ID, Version: d.Version, State: d.State,
			File: facts.Name, Seconds: facts.Audio.Seconds, LUFS: facts.Audio.LUFS}
		if stem.Peaks, err = a.linkTo(ctx, facts.Peaks, wire.Link{Name: "peaks.dat", Type: "application/octet-stream"}); err != nil {
			return to, err
		}
		if err = a.addSound(ctx, &stem, facts.SHA256, shown[at]); err != nil {
			return to, err
		}
		to = append(to, stem)
	}
	return to, nil
}

// addSound finds what is played: the form that is made for it, or else what the reader may have of the file. Neither may be
// there; then the stem is only seen.
func (a *API) addSound(ctx context.Context, stem *wire.Stem, sha256 string, shown project.Shown) error {
	key := project.DerivedKey(sha256, project.ReviewSound)
	info, err := a.o.Objects.Stat(ctx, key)
	switch {
	case err == nil:
		stem.RateHz = project.ReviewRate
		link, err := a.linkTo(ctx, key, wire.Link{Name: project.ReviewSound, Size: info.Size, Type: info.Type, Preview: true})
		stem.Sound = &link
		return err
	case project.CodeOf(err) != project.NotFound:
		return err
	case shown.Vaulted && len(shown.Previews) == 0:
		return nil
	}
	link, err := a.shownLink(ctx, shown)
	stem.Sound = &link
	return err
}
