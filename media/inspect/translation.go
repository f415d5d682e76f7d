package inspect

import (
	"context"
	"strings"

	"tutti/media/catalogue"
	"tutti/media/galley"
	"tutti/media/prose"
	"tutti/project"
)

// translation judges a catalogue of messages: whether every message is there, translated, with all that a program reads in it.
func (i *Inspector) translation(ctx context.Context, j *judge) error {
	format, err := j.takes("translation", "po", "xliff")
	if err != nil || format == "" {
		return err
	}
	src, err := j.read(catalogue.MaxBytes)
	if err != nil || src == nil {
		return err
	}
	c, err := catalogue.Read(src, catalogue.Format(format))
	if err != nil {
		return j.unreadable(err)
	}
	j.facts.Translation = &project.TranslationFacts{Format: format, Target: c.Into}
	if len(c.Units) == 0 {
		j.block("no_units", "Deliver the file that you were given, translated.", "the file holds no messages")
		return nil
	}
	names := map[string]bool{}
	for _, u := range c.Units {
		names[u.Name] = true
	}
	j.handedOut(project.Block, "message", func(name string) bool { return names[name] })
	j.checkUnits(c.Units)
	j.checkTarget(c)
	return i.proof(ctx, j, galley.ReadCatalogue(format))
}

func (j *judge) checkUnits(units []catalogue.Unit) {
	asked := project.TranslationSpec{}
	if j.spec.Translation != nil {
		asked = *j.spec.Translation
	}
	untranslated := j.tally(project.Block, "untranslated", "Translate the message.")
	unsure := j.tally(project.Block, "unsure", "Check the translation and take the mark (fuzzy, needs review) away.")
	lost := j.tally(project.Block, "placeholder_lost", "Put it into the translation exactly as it stands in the source.")
	added := j.tally(project.Warn, "placeholder_added", "Take out what the source does not have.")
	copied := j.tally(project.Warn, "copied", "Translate it, if it is not meant to stay as it is.")
	for _, u := range units {
		if u.Locked {
			continue
		}
		j.facts.Translation.Units++
		if !u.Translated() {
			atUnit(untranslated.add("the message %q has no translation", u.Name), u)
			continue
		}
		j.facts.Translation.Translated++
		if u.Unsure && !asked.Fuzzy {
			atUnit(unsure.add("the translation of %q is marked as unsure", u.Name), u)
		}
		gone, more := u.Lost()
		if len(gone) > 0 {
			atUnit(lost.add("the translation of %q lacks %s", u.Name, clip(strings.Join(gone, ", "))), u)
		}
		if len(more) > 0 {
			atUnit(added.add("the translation of %q has %s, which the source has not", u.Name, clip(strings.Join(more, ", "))), u)
		}
		if u.Copied() {
			atUnit(copied.add("the translation of %q is the source itself", u.Name), u)
		}
	}
	for _, t := range []*tally{untranslated, unsure, lost, added, copied} {
		t.done()
	}
}

// atUnit says where a message is.
func atUnit(f *project.Finding, u catalogue.Unit) {
	f.At, f.Row = u.Name, int64(u.Line)
}

// checkTarget compares the language with the one asked for: as the file says, and as the translations read.
func (j *judge) checkTarget(c catalogue.Catalogue) {
	if j.spec.Translation == nil || j.spec.Translation.Target == "" {
		return
	}
	asked := j.spec.Translation.Target
	if c.Into != "" && !prose.SameLanguage(c.Into, base(asked)) && !prose.SameLanguage(base(c.Into), asked) {
		j.warn("language_other", "Set the language in the head of the file.", "the file says that it is in %q, wanted is %q", clip(c.Into), asked)
	}
	var text strings.Builder
	for _, u := range c.Units {
		if !u.Locked && !u.Copied() {
			text.WriteString(strings.Join(u.Target, "\n") + "\n")
		}
	}
	if found := prose.Language([]byte(text.String())); found != "" && !prose.SameLanguage(found, asked) {
		j.warn("language_other", "Deliver the translation in the language that is asked for.", "the translations are in %q, wanted is %q", found, asked)
	}
}

// base is a language without its country: pt of pt-BR.
func base(language string) string {
	language, _, _ = strings.Cut(strings.ToLower(strings.ReplaceAll(language, "_", "-")), "-")
	return language
}
