package api

import (
	"context"

	"golang.org/x/text/unicode/norm"

	"tutti/api/wire"
	"tutti/project"
)

// vault decides about the originals of one sub-gig. It is made anew for each request, so originals unlock with the release
// itself.
type vault struct {
	mode   project.VaultMode
	ledger []project.Transaction // of the sub-gig
}

func (a *API) vault(ctx context.Context, p project.Project, id project.SubGigID) (vault, error) {
	plan, err := a.facts(ctx, p)
	if err != nil {
		return vault{}, err
	}
	ledger, err := a.o.Records.SubGigTransactions(ctx, id)
	return vault{plan.vault, ledger}, err
}

// shownFile gives what the caller may have of one file of a delivery.
func (a *API) shownFile(ctx context.Context, d handed, name string) (project.Shown, error) {
	v, err := a.vault(ctx, d.in.Project, d.SubGig)
	if err != nil {
		return project.Shown{}, err
	}
	for _, f := range v.mode.Show(d.Delivery, v.ledger, actor(ctx).ID) {
		if f.Name == name {
			return f, nil
		}
	}
	return project.Shown{}, nobody()
}

// shownToOthers gives, for every delivery of a sub-gig, what may be had by those who are not its seller.
func (a *API) shownToOthers(ctx context.Context, w work, deliveries []project.Delivery) (map[project.DeliveryID][]project.Shown, error) {
	v, err := a.vault(ctx, w.in.Project, w.ID)
	if err != nil {
		return nil, err
	}
	out := map[project.DeliveryID][]project.Shown{}
	for _, d := range deliveries {
		files := v.mode.Show(d, v.ledger, "")
		for i := range files {
			files[i].Name = norm.NFC.String(files[i].Name)
		}
		out[d.ID] = files
	}
	return out, nil
}

// shownLink gives a short-lived address of the original, or of the preview that stands for it.
func (a *API) shownLink(ctx context.Context, f project.Shown) (wire.Link, error) {
	switch {
	case !f.Vaulted:
		return a.link(ctx, f.DeliveryFile)
	case len(f.Previews) == 0:
		return wire.Link{}, f.Sealed()
	}
	return a.previewLink(ctx, f, 0)
}

// previewLink gives a short-lived address of the n-th preview. Its object is made again when it is lost, so it has no hash
// on record.
func (a *API) previewLink(ctx context.Context, f project.Shown, n int) (wire.Link, error) {
	info, err := a.o.Objects.Stat(ctx, f.Previews[n])
	if err != nil {
		return wire.Link{}, err
	}
	return a.linkTo(ctx, f.Previews[n], wire.Link{Name: f.PreviewName(n), Size: info.Size, Type: info.Type, Preview: true})
}
