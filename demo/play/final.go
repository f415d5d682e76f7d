package play

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tutti/api/wire"
	"tutti/demo/ensemble"
	"tutti/project"
)

// judge is how the producer looks at the final, as far as a program can: every output that was asked for is there, the links
// are those of the manifest, and every sub-gig stands in it once.
func (p *performance) judge(_ context.Context, final wire.Artifact) error {
	m := final.Manifest
	linked := map[string]wire.Link{}
	for _, link := range final.Files {
		linked[link.Name] = link
	}
	for _, f := range m.Files {
		if link, there := linked[f.Name]; !there || link.SHA256 != f.SHA256 || link.Size != f.Size {
			return project.Errorf(project.Conflict, "the final's file %s is not the one of its manifest", f.Name)
		}
	}
	for _, output := range p.plan.Recipe.WithDefaults().Outputs {
		if !slices.ContainsFunc(m.Files, func(f project.ArtifactFile) bool { return strings.HasSuffix(f.Name, "."+output) && f.Size > 0 }) {
			return project.Errorf(project.Conflict, "the final has no file as %s", output)
		}
	}
	if len(m.Entries) != len(p.plan.SubGigs) {
		return project.Errorf(project.Conflict, "the final is made of %d deliveries, the plan has %d sub-gigs", len(m.Entries), len(p.plan.SubGigs))
	}
	for i, sub := range p.plan.SubGigs {
		if m.Entries[i].Key != sub.Key || len(m.Entries[i].Files) == 0 {
			return project.Errorf(project.Conflict, "%s does not stand in the final", sub.Key)
		}
	}
	p.result.Manifest = m
	return nil
}

// collect leaves the files of the final in the example's folder, each verified while it comes in, as the buyer.
func (p *performance) collect(ctx context.Context) error {
	done, err := p.buyer.Project(ctx, p.result.Project)
	if err != nil {
		return err
	}
	final, err := p.buyer.Artifact(ctx, done.FinalID)
	if err != nil {
		return err
	}
	credits, err := p.buyer.Credits(ctx, p.result.Project)
	if err != nil {
		return err
	}
	p.result.Countries = credits.Countries
	for _, e := range p.result.Manifest.Entries {
		p.result.Deliveries += e.Version
	}
	// The folder holds one result: files of an earlier one that this one does not have must not stand beside it.
	if err := os.RemoveAll(filepath.Join(p.options.Dir, p.template.Name)); err != nil {
		return project.Because(err, project.Invalid, "the earlier result cannot be taken away: %v", err)
	}
	if p.result.Files, err = ensemble.Fetch(ctx, p.buyer, final, p.result.Dir); err != nil {
		return err
	}
	p.say("the final is approved: %d files in %s", len(p.result.Files), p.result.Dir)
	return nil
}
