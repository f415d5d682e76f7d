package memory

import (
	"cmp"
	"context"
	"slices"
	"time"

	"tutti/project"
)

// PutUpload records u once.
func (r *Records) PutUpload(ctx context.Context, u project.Upload) (project.Upload, error) {
	if err := r.enter(ctx); err != nil {
		return project.Upload{}, err
	}
	defer r.mu.Unlock()
	if there, ok := r.uploads[u.ID]; ok {
		return there, nil
	}
	if _, ok := r.projects[u.Project]; !ok && u.Project != "" {
		return project.Upload{}, project.Errorf(project.NotFound, "the upload %s refers to something that is not there", u.ID)
	}
	u.CreatedAt, u.UpdatedAt = stored(u.CreatedAt), stored(u.UpdatedAt)
	r.uploads[u.ID] = u
	return u, nil
}

// Upload gives one upload.
func (r *Records) Upload(ctx context.Context, id project.UploadID) (project.Upload, error) {
	if err := r.enter(ctx); err != nil {
		return project.Upload{}, err
	}
	defer r.mu.Unlock()
	u, ok := r.uploads[id]
	if !ok {
		return u, noRow("upload " + string(id))
	}
	return u, nil
}

// OpenUpload finds the newest upload that the client may go on with.
func (r *Records) OpenUpload(ctx context.Context, like project.Upload) (project.Upload, error) {
	if err := r.enter(ctx); err != nil {
		return project.Upload{}, err
	}
	defer r.mu.Unlock()
	var best project.Upload
	for _, u := range r.uploads {
		same := u.Owner == like.Owner && u.Fingerprint == like.Fingerprint && u.Project == like.Project && u.SubGig == like.SubGig &&
			u.Name == like.Name && u.Size == like.Size
		if same && (u.State == project.UploadOpen || u.State == project.UploadReady) && u.ID > best.ID {
			best = u
		}
	}
	if best.ID == "" {
		return best, noRow("open upload of this file")
	}
	return best, nil
}

// MoveUpload changes the state; a repeat finds it changed and is content.
func (r *Records) MoveUpload(ctx context.Context, id project.UploadID, from, to project.UploadState, sha256 string, at time.Time) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	u, ok := r.uploads[id]
	switch {
	case !ok:
		return noRow("upload " + string(id))
	case u.State != from && u.State != to:
		return project.Errorf(project.Conflict, "the upload is %s, not %s", u.State, from)
	case u.State == from:
		if err := r.claim(sha256); err != nil {
			return err
		}
		u.State, u.SHA256, u.UpdatedAt = to, cmp.Or(sha256, u.SHA256), stored(at)
		r.uploads[id] = u
	}
	return nil
}

// StaleUploads lists those under way that nobody touched since, oldest first.
func (r *Records) StaleUploads(ctx context.Context, before time.Time, limit int) ([]project.Upload, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	var all []project.Upload
	for _, u := range r.uploads {
		underWay := u.State == project.UploadOpen || u.State == project.UploadChecking
		if underWay && u.UpdatedAt.Before(before) {
			all = append(all, u)
		}
	}
	slices.SortFunc(all, func(a, b project.Upload) int {
		return cmp.Or(a.UpdatedAt.Compare(b.UpdatedAt), cmp.Compare(a.ID, b.ID))
	})
	return firstOf(all, limit), nil
}

// DraftDelivery records d once as a draft, whatever state it names.
func (r *Records) DraftDelivery(ctx context.Context, d project.Delivery) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	if _, there := r.deliveries[d.ID]; there {
		return nil
	}
	if _, ok := r.subGigs[d.SubGig]; !ok {
		return project.Errorf(project.NotFound, "the delivery %s refers to something that is not there", d.ID)
	}
	if err := r.referTo(d.Files...); err != nil {
		return err
	}
	d = kept(d)
	d.State, d.Version, d.Inspection, d.CreatedAt, d.SubmittedAt = project.DeliveryDraft, 0, nil, stored(d.CreatedAt), time.Time{}
	r.deliveries[d.ID] = d
	return nil
}

// Deliveries lists the versions of a sub-gig, oldest first, without drafts.
func (r *Records) Deliveries(ctx context.Context, id project.SubGigID) ([]project.Delivery, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	var all []project.Delivery
	for _, d := range r.deliveries {
		if d.SubGig == id && d.State != project.DeliveryDraft {
			all = append(all, r.judged(d))
		}
	}
	slices.SortFunc(all, func(a, b project.Delivery) int {
		return cmp.Or(cmp.Compare(a.Version, b.Version), cmp.Compare(a.ID, b.ID))
	})
	return all, nil
}

// judged gives a copy with its inspection, where there is one.
func (r *Records) judged(d project.Delivery) project.Delivery {
	if i, ok := r.inspections[d.ID]; ok {
		d.Inspection = &i
	}
	return kept(d)
}

// Delivery gives one delivery, a draft too.
func (r *Records) Delivery(ctx context.Context, id project.DeliveryID) (project.Delivery, error) {
	if err := r.enter(ctx); err != nil {
		return project.Delivery{}, err
	}
	defer r.mu.Unlock()
	d, ok := r.deliveries[id]
	if !ok {
		return d, noRow("delivery " + string(id))
	}
	return r.judged(d), nil
}

// PutInspection records the judgement of a delivery once.
func (r *Records) PutInspection(ctx context.Context, i project.Inspection, _ time.Time) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	if _, ok := r.deliveries[i.Delivery]; !ok {
		return project.Errorf(project.NotFound, "the inspection of %s refers to something that is not there", i.Delivery)
	}
	if _, there := r.inspections[i.Delivery]; !there {
		r.inspections[i.Delivery] = kept(i)
	}
	return nil
}

// DraftReview records v once as a draft, whatever state it names.
func (r *Records) DraftReview(ctx context.Context, v project.Review) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	if _, there := r.reviews[v.ID]; there {
		return nil
	}
	if _, ok := r.deliveries[v.Delivery]; !ok {
		return project.Errorf(project.NotFound, "the review %s refers to something that is not there", v.ID)
	}
	v = kept(v)
	v.State, v.CreatedAt = project.ReviewDraft, stored(v.CreatedAt)
	r.reviews[v.ID] = v
	return nil
}

// Reviews lists the decided reviews of a sub-gig, oldest first.
func (r *Records) Reviews(ctx context.Context, id project.SubGigID) ([]project.Review, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	var all []project.Review
	for _, v := range r.reviews {
		if v.State == project.ReviewDecided && r.deliveries[v.Delivery].SubGig == id {
			all = append(all, kept(v))
		}
	}
	slices.SortFunc(all, func(a, b project.Review) int {
		return cmp.Or(a.CreatedAt.Compare(b.CreatedAt), cmp.Compare(a.ID, b.ID))
	})
	return all, nil
}

// Inputs gives every sub-gig that is not cancelled as an assembly takes it, in the order of the plan.
func (r *Records) Inputs(ctx context.Context, id project.ProjectID) ([]project.Input, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	var all []project.Input
	for _, g := range r.subGigsOf(id) {
		if g.State == project.Cancelled {
			continue
		}
		in := project.Input{SubGig: g.ID, Key: g.Key, Title: g.Title, Role: g.Role, Place: g.Place}
		if d, ok := r.deliveries[g.Approved()]; ok {
			seller := r.people[d.Seller]
			in.Delivery, in.Version, in.Files = d.ID, d.Version, r.inspections[d.ID].Files
			in.Credit = project.Credit{Name: seller.Name, Role: g.Role, Country: seller.Country}
		} else {
			in.State, in.Awaited = g.State, r.people[g.Seller].Name
		}
		all = append(all, kept(in))
	}
	return all, nil
}

// PutArtifact records a once; the same project, kind and build again gives the stored one.
func (r *Records) PutArtifact(ctx context.Context, a project.Artifact) (project.Artifact, error) {
	if err := r.enter(ctx); err != nil {
		return project.Artifact{}, err
	}
	defer r.mu.Unlock()
	for _, there := range r.artifacts {
		if there.Project == a.Project && there.Kind == a.Kind && there.Build == a.Build {
			return kept(there), nil
		}
	}
	if _, taken := r.artifacts[a.ID]; taken {
		return project.Artifact{}, project.Errorf(project.Conflict, "the id %s belongs to an artifact of another build", a.ID)
	}
	if _, ok := r.projects[a.Project]; !ok {
		return project.Artifact{}, project.Errorf(project.NotFound, "the artifact %s refers to something that is not there", a.ID)
	}
	a = kept(a)
	a.CreatedAt = stored(a.CreatedAt)
	r.artifacts[a.ID] = a
	return kept(a), nil
}

// Artifact gives one artifact.
func (r *Records) Artifact(ctx context.Context, id project.ArtifactID) (project.Artifact, error) {
	if err := r.enter(ctx); err != nil {
		return project.Artifact{}, err
	}
	defer r.mu.Unlock()
	a, ok := r.artifacts[id]
	if !ok {
		return a, noRow("artifact " + string(id))
	}
	return kept(a), nil
}

// Artifacts lists newest first.
func (r *Records) Artifacts(ctx context.Context, id project.ProjectID, kind project.ArtifactKind, limit int) ([]project.Artifact, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	var all []project.Artifact
	for _, a := range r.artifacts {
		if a.Project == id && (kind == "" || a.Kind == kind) {
			all = append(all, kept(a))
		}
	}
	slices.SortFunc(all, func(a, b project.Artifact) int {
		return cmp.Or(b.CreatedAt.Compare(a.CreatedAt), cmp.Compare(b.ID, a.ID))
	})
	return firstOf(all, limit), nil
}
