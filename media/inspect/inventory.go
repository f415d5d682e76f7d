package inspect

import (
	"path/filepath"
	"strings"

	"tutti/project"
)

// inventory is what a delivery must hold by name, in whichever of its files.
type inventory struct {
	asked []string
	found map[string]bool
	rule  *missingRule // of the family; nil while no file could be read
}

// missingRule says how something that is not there is told; format is written with its name.
type missingRule struct {
	severity          project.Severity
	code, fix, format string
}

// holds notes what of the inventory is in a file, and how the rest is told: format is written with the name.
func (j *judge) holds(severity project.Severity, code, fix, format string, has func(name string) bool) {
	j.inventory.rule = &missingRule{severity, code, fix, format}
	for _, name := range j.inventory.asked {
		if has(name) {
			j.inventory.found[name] = true
		}
	}
}

// handedOut notes what has come back of a file that was cut.
func (j *judge) handedOut(severity project.Severity, what string, has func(name string) bool) {
	j.holds(severity, "inventory_missing", "Put it back; everything that was handed out must come back.", "the "+what+" %q was handed out and is not there", has)
}

// holdsItself notes a file whose kind has nothing in it to be named: the file itself is asked for, by its name or what stands before
// the ending.
func (j *judge) holdsItself() {
	name := strings.TrimSpace(j.file.Name)
	j.holds(project.Block, "missing", "Add the file, and give it this name.", "the file %q is missing", func(wanted string) bool {
		wanted = strings.TrimSpace(wanted)
		return strings.EqualFold(name, wanted) || strings.EqualFold(strings.TrimSuffix(name, filepath.Ext(name)), strings.TrimSuffix(wanted, filepath.Ext(wanted)))
	})
}

// check names what is in none of the files.
func (i inventory) check(files []File) []project.Finding {
	if i.rule == nil {
		return nil
	}
	all := &judge{}
	if len(files) == 1 {
		all.file.Name = files[0].Name
	}
	missing := all.tally(i.rule.severity, i.rule.code, i.rule.fix)
	for _, name := range i.asked {
		if !i.found[name] {
			missing.add(i.rule.format, clip(name)).At = clip(name)
		}
	}
	missing.done()
	return all.findings
}
