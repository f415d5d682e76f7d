package memory

import (
	"context"
	"fmt"

	"tutti/project"
)

// subGigsOf gives the rows of a project, none when there is no such project.
func (r *Records) subGigsOf(id project.ProjectID) []*subGigRow {
	if p, ok := r.projects[id]; ok {
		return p.order
	}
	return nil
}

// SubGigs lists in the order of the plan.
func (r *Records) SubGigs(ctx context.Context, id project.ProjectID, filter project.SubGigFilter, page project.Page) ([]project.SubGigRecord, error) {
	after, err := numberAfter(page.After, -1)
	if err != nil {
		return nil, err
	}
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	var all []project.SubGigRecord
	for _, g := range r.subGigsOf(id) {
		wanted := (filter.State == "" || g.State == filter.State) && (filter.Seller == "" || g.Seller == filter.Seller)
		if wanted && int64(g.Position) > after {
			all = append(all, g.SubGigRecord)
		}
	}
	return keptAll(firstOf(all, page.Limit)), nil
}

// Outline gives what a schedule asks of every sub-gig.
func (r *Records) Outline(ctx context.Context, id project.ProjectID) ([]project.SubGigRecord, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	var all []project.SubGigRecord
	for _, g := range r.subGigsOf(id) {
		all = append(all, kept(project.SubGigRecord{SubGig: g.SubGig, Project: id, Key: g.Key, Title: g.Title, Section: g.Section, Position: g.Position}))
	}
	return all, nil
}

// SubGig gives one sub-gig.
func (r *Records) SubGig(ctx context.Context, id project.SubGigID) (project.SubGigRecord, error) {
	if err := r.enter(ctx); err != nil {
		return project.SubGigRecord{}, err
	}
	defer r.mu.Unlock()
	g, ok := r.subGigs[id]
	if !ok {
		return project.SubGigRecord{}, noRow("sub-gig " + string(id))
	}
	return kept(g.SubGigRecord), nil
}

// SubGigsByID gives those it knows.
func (r *Records) SubGigsByID(ctx context.Context, ids []project.SubGigID) ([]project.SubGigRecord, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	var found []project.SubGigRecord
	seen := map[project.SubGigID]bool{}
	for _, id := range ids {
		if g, ok := r.subGigs[id]; ok && !seen[id] {
			found = append(found, kept(g.SubGigRecord))
		}
		seen[id] = true
	}
	return found, nil
}

// Section gives the process state of a section's sub-gigs, in the order of the plan.
func (r *Records) Section(ctx context.Context, id project.ProjectID, section int) (project.Section, error) {
	if err := r.enter(ctx); err != nil {
		return project.Section{}, err
	}
	defer r.mu.Unlock()
	var found project.Section
	for _, g := range r.subGigsOf(id) {
		if g.Section == section {
			found.SubGigs = append(found.SubGigs, kept(g.SubGig))
		}
	}
	if len(found.SubGigs) == 0 {
		return found, noRow(fmt.Sprintf("section %d of %s", section, id))
	}
	return found, nil
}

// Sections gives the number of sections.
func (r *Records) Sections(ctx context.Context, id project.ProjectID) (int, error) {
	if err := r.enter(ctx); err != nil {
		return 0, err
	}
	defer r.mu.Unlock()
	seen := map[int]bool{}
	for _, g := range r.subGigsOf(id) {
		seen[g.Section] = true
	}
	if len(seen) == 0 {
		return 0, noRow("project " + string(id))
	}
	return len(seen), nil
}

// Offers lists newest first.
func (r *Records) Offers(ctx context.Context, filter project.OfferFilter, page project.Page) ([]project.OfferRecord, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	var all []project.OfferRecord
	for _, o := range r.offers {
		if (page.After == "" || string(o.ID) < page.After) && offerIsWanted(o, filter) {
			all = append(all, o)
		}
	}
	return firstOf(newestFirst(all, func(o project.OfferRecord) string { return string(o.ID) }), page.Limit), nil
}

func offerIsWanted(o project.OfferRecord, f project.OfferFilter) bool {
	return (f.Seller == "" || o.Seller == f.Seller) && (f.Project == "" || o.Project == f.Project) &&
		(f.SubGig == "" || o.SubGig == f.SubGig) && (f.State == "" || o.State == f.State)
}

// Offer gives one offer.
func (r *Records) Offer(ctx context.Context, id project.OfferID) (project.OfferRecord, error) {
	if err := r.enter(ctx); err != nil {
		return project.OfferRecord{}, err
	}
	defer r.mu.Unlock()
	o, ok := r.offers[id]
	if !ok {
		return o, noRow("offer " + string(id))
	}
	return o, nil
}

// NoteOffer keeps the seller's words.
func (r *Records) NoteOffer(ctx context.Context, id project.OfferID, note string) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	o, ok := r.offers[id]
	if !ok {
		return noRow("offer " + string(id))
	}
	o.Note = note
	r.offers[id] = o
	return nil
}
