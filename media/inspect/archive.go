package inspect

import (
	"context"
	"errors"
	"maps"
	"path"
	"slices"
	"strings"

	"tutti/media/archive"
	"tutti/media/galley"
	"tutti/project"
)

// archive judges a ZIP archive: its directory first, then what it unpacks to, keeping nothing.
func (i *Inspector) archive(ctx context.Context, j *judge) error {
	j.checkFileFormat()
	r, err := archive.Open(j.file.Path)
	if errors.Is(err, archive.ErrNotArchive) {
		j.block("archive_unreadable", "Pack the files again as a ZIP archive, and try to open it before you deliver.", "the archive cannot be read: %s (%s)", err, j.facts.Type)
		return nil
	}
	if err != nil {
		return err
	}
	defer r.Close()
	found := r.Judge()
	if len(found) == 0 {
		if found, err = r.Check(ctx); err != nil {
			return err
		}
	}
	j.troubles(found)
	j.facts.Archive = &project.ArchiveFacts{Format: "zip"}
	for _, e := range r.Entries {
		if !e.Dir {
			j.facts.Archive.Entries++
			j.facts.Archive.Bytes += e.Size
		}
	}
	j.checkEntries(r.Entries)
	return i.proof(ctx, j, galley.ReadArchive)
}

// troubles names the first of each kind, and counts the rest.
func (j *judge) troubles(found []archive.Trouble) {
	seen := map[string]int{}
	for _, t := range found {
		if seen[t.Kind]++; seen[t.Kind] <= namedPlaces {
			j.block("archive_"+t.Kind, fixArchive(t.Kind), "%s", t.Text).At = short(t.Entry)
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(seen)) {
		if seen[kind] > namedPlaces {
			j.info("archive_"+kind, "", "%d entries in all have this trouble", seen[kind])
		}
	}
}

func fixArchive(kind string) string {
	switch kind {
	case archive.Encrypted:
		return "Pack the files without a password."
	case archive.Link:
		return "Pack the files themselves, not links to them."
	case archive.Outside, archive.BadName, archive.Duplicate:
		return "Give every file one plain name of its own, below one folder, and pack them again."
	case archive.Nested:
		return "Unpack the inner archives, and pack their files."
	case archive.TooMany, archive.TooLarge:
		return "Deliver fewer files, or several archives."
	}
	return "Pack the files again as a ZIP archive, and try to open it before you deliver."
}

// checkEntries compares what is there with what was asked for, by the path or by the name alone.
func (j *judge) checkEntries(entries []archive.Entry) {
	if asked := j.spec.Archive; asked != nil && asked.MaxEntries > 0 && j.facts.Archive.Entries > asked.MaxEntries {
		j.block("too_many_entries", "Pack only what was asked for.", "%d files, at most %d are wanted", j.facts.Archive.Entries, asked.MaxEntries)
	}
	j.holds(project.Block, "missing", "Add it to the archive.", "%q is missing in the archive", func(wanted string) bool {
		return slices.ContainsFunc(entries, func(e archive.Entry) bool {
			return !e.Dir && (named(e.Name, wanted) || named(path.Base(e.Name), wanted))
		})
	})
	for _, e := range entries {
		if !e.Dir && e.Size == 0 {
			j.warn("empty_entry", "Check the file before you pack it.", "%q is empty (0 bytes)", short(e.Name)).At = short(e.Name)
			return
		}
	}
}

func named(name, wanted string) bool { return strings.EqualFold(name, strings.TrimSpace(wanted)) }
