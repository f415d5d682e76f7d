package verify

import (
	"context"
	"slices"

	"golang.org/x/sync/errgroup"

	"tutti/api/wire"
	"tutti/project"
)

// artifacts reads every file of every artifact and compares the manifests with the deliveries.
func (v *verifier) artifacts(ctx context.Context) error {
	var list []wire.Artifact
	for _, kind := range []project.ArtifactKind{project.ArtifactFinal, project.ArtifactPreview} {
		some, err := v.client.Artifacts(ctx, v.id, kind)
		if err != nil {
			return err
		}
		list = append(list, some.Items...)
	}
	isFinal := func(a wire.Artifact) bool { return a.ID == v.about.FinalID }
	switch {
	case v.about.State == project.ProjectCompleted && v.about.FinalID == "":
		v.faultf(-1, Artifacts, "the project is completed without a final")
	case v.about.FinalID != "" && !slices.ContainsFunc(list, isFinal):
		list = append(list, wire.Artifact{ID: v.about.FinalID})
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(v.options.Parallel)
	for _, a := range list {
		group.Go(func() error { return v.artifact(ctx, a.ID) })
	}
	return group.Wait()
}

func (v *verifier) artifact(ctx context.Context, id project.ArtifactID) error {
	a, err := v.client.Artifact(ctx, id)
	if project.CodeOf(err) == project.NotFound {
		v.faultf(-1, Artifacts, "the artifact %s is written down but not there", id)
		return nil
	}
	if err != nil {
		return err
	}
	if a.Manifest == nil {
		v.faultf(-1, Manifests, "the %s %s has no manifest", a.Kind, a.ID)
		return nil
	}
	v.count(Manifests, 1)
	v.manifest(a)
	return v.artifactFiles(ctx, a)
}

// artifactFiles reads what the manifest lists. The links are only addresses; the manifest says what must come.
func (v *verifier) artifactFiles(ctx context.Context, a wire.Artifact) error {
	links := map[string]wire.Link{}
	for _, l := range a.Files {
		links[l.Name] = l
	}
	if len(links) != len(a.Manifest.Files) {
		v.faultf(-1, Manifests, "the %s %s hands out %d files, its manifest lists %d", a.Kind, a.ID, len(links), len(a.Manifest.Files))
	}
	for _, file := range a.Manifest.Files {
		name := string(a.Kind) + " " + file.Name
		if _, ok := links[file.Name]; !ok {
			v.fault(-1, Fault{Check: Artifacts, File: name, Message: "is in the manifest but not handed out"})
			continue
		}
		link := func(context.Context) (wire.Link, error) { return links[file.Name], nil }
		_, err := v.fetch(ctx, wanted{area: Artifacts, at: -1, f: Fault{File: name}, sha: file.SHA256, size: file.Size, link: link})
		if err != nil {
			return err
		}
	}
	return nil
}

// manifest compares an artifact's manifest with the deliveries: whatever stands in it was delivered and approved with
// those bytes, and nothing is left out without being named.
func (v *verifier) manifest(a wire.Artifact) {
	m := a.Manifest
	if m.Project != v.id || m.Artifact != a.ID || m.Kind != a.Kind {
		v.faultf(-1, Manifests, "the manifest of the %s %s is that of another artifact (%s %s)", a.Kind, a.ID, m.Kind, m.Artifact)
	}
	named := map[project.SubGigID]int{}
	for _, e := range m.Entries {
		named[e.SubGig]++
		v.entry(a, e.Input)
	}
	for _, missing := range m.Missing {
		named[missing.SubGig]++
	}
	for at, w := range v.works {
		if n := named[w.sub.ID]; n != 1 && (n > 1 || w.sub.State != project.Cancelled && !v.cameLater(w.sub.ID, a)) {
			v.faultf(at, Manifests, "is named %d times in the manifest of the %s %s; every sub-gig stands there once, or is named as missing", n, a.Kind, a.ID)
		}
		delete(named, w.sub.ID)
	}
	for id := range named {
		v.faultf(-1, Manifests, "the manifest of the %s %s names %s, which is no sub-gig of this project", a.Kind, a.ID, id)
	}
	if a.Kind == project.ArtifactFinal && len(m.Missing) > 0 {
		v.faultf(-1, Manifests, "the final %s lacks %d deliveries", a.ID, len(m.Missing))
	}
}

// cameLater reports whether a re-plan may have added the sub-gig when the artifact was there already.
func (v *verifier) cameLater(id project.SubGigID, a wire.Artifact) bool {
	return a.ID != v.about.FinalID && project.IDTime(string(id)).After(v.about.CreatedAt)
}

// entry compares one line of a manifest with the delivery it names.
func (v *verifier) entry(a wire.Artifact, e project.Input) {
	at, ok := v.place[e.SubGig]
	if !ok {
		return // told by manifest
	}
	say := func(format string, args ...any) {
		v.fault(at, Fault{Check: Manifests, Version: e.Version, Message: sentence("in the manifest of the %s %s: ", a.Kind, a.ID) + sentence(format, args...)})
	}
	deliveries := v.works[at].deliveries
	n := slices.IndexFunc(deliveries, func(d wire.Delivery) bool { return d.ID == e.Delivery })
	if n < 0 {
		say("the delivery %s was never made", e.Delivery)
		return
	}
	d := deliveries[n]
	approved := d.State == project.DeliveryApproved || d.State == project.DeliveryReplaced && a.ID != v.about.FinalID
	if d.Version != e.Version || !approved {
		say("stands version %d, the delivery is version %d and %s", e.Version, d.Version, d.State)
	}
	if len(e.Files) != len(d.Files) {
		say("has %d files, %d were delivered", len(e.Files), len(d.Files))
	}
	delivered := map[string]project.DeliveryFile{}
	for _, file := range d.Files {
		delivered[file.Name] = file
	}
	for _, file := range e.Files {
		if was := delivered[file.Name]; was.SHA256 != file.SHA256 {
			say("%s has sha256 %.12s, delivered was %.12s", file.Name, file.SHA256, was.SHA256)
		}
	}
}
