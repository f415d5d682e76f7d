package assemble

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"runtime"
	"slices"
	"strings"

	"tutti/project"
)

// The files beside the result.
const (
	manifestName = "manifest.json"
	creditsName  = "credits.txt"
)

// mixVersion names the arithmetic of the mix; it changes whenever the same inputs would give another sum.
const mixVersion = "tutti-mix 1"

// newManifest says what is known before the build: what stands where, what is missing and who made it.
func (b *Builder) newManifest(ctx context.Context, r Request) (project.Manifest, error) {
	m := project.Manifest{
		Project: r.Project, Title: r.Title, Artifact: r.Artifact, Kind: r.Kind, Recipe: r.Recipe,
		Entries: []project.Entry{}, Missing: []project.Input{}, Tools: []string{}, Files: []project.ArtifactFile{},
		Credits: []project.Credit{}, Arch: runtime.GOARCH, Source: r.Source,
	}
	for _, in := range r.Inputs {
		if in.Missing() {
			m.Missing = append(m.Missing, in)
			continue
		}
		m.Entries = append(m.Entries, project.Entry{Input: in})
		if in.Credit.Name != "" && !slices.Contains(m.Credits, in.Credit) {
			m.Credits = append(m.Credits, in.Credit)
		}
	}
	switch r.Recipe.Kind {
	case project.RecipeAudioMix, project.RecipeAudioConcat, project.RecipeVideoConcat, project.RecipeVideoGrid:
	default:
		return m, nil
	}
	version, err := b.decoder.Version(ctx)
	if err != nil {
		return m, err
	}
	level, err := b.decoder.Tools.Level(ctx)
	m.Tools = []string{version, mixVersion, "sandbox " + level.String()}
	return m, err
}

// Canonical gives JSON that depends on the value alone: members sorted by name, no white space, one line.
func Canonical(v any) ([]byte, error) {
	plain, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	decoder := json.NewDecoder(bytes.NewReader(plain))
	decoder.UseNumber()
	var sorted any
	if err := decoder.Decode(&sorted); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	err = encoder.Encode(sorted)
	return out.Bytes(), err
}

// credits is the text that names everybody, in the order of the plan.
func credits(m project.Manifest) []byte {
	var out strings.Builder
	fmt.Fprintf(&out, "%s\n\n", oneLine(m.Title))
	for _, c := range m.Credits {
		line := oneLine(c.Name)
		if c.Role != "" {
			line = oneLine(c.Role) + ": " + line
		}
		if c.Country != "" {
			line += " (" + oneLine(c.Country) + ")"
		}
		out.WriteString(line + "\n")
	}
	if n := project.Countries(m.Credits); n > 1 {
		fmt.Fprintf(&out, "\n%d people in %d countries\n", people(m.Credits), n)
	}
	if len(m.Missing) > 0 {
		out.WriteString("\nNot in this preview:\n")
	}
	for _, in := range m.Missing {
		fmt.Fprintf(&out, "- %s\n", oneLine(cmp.Or(in.Title, in.Key)))
	}
	return []byte(out.String())
}

func people(credits []project.Credit) int {
	seen := map[string]bool{}
	for _, c := range credits {
		seen[c.Name] = true
	}
	return len(seen)
}
