package main

import (
	"strings"

	"github.com/spf13/pflag"

	"tutti/project"
)

// rightsFlags declare the rights to a delivery.
type rightsFlags struct {
	own       bool
	uses      []string
	generated string
}

func (r *rightsFlags) add(flags *pflag.FlagSet) {
	flags.BoolVar(&r.own, "own-work", false, "declare that all of it is your own work")
	flags.StringArrayVar(&r.uses, "uses", nil, `declare what in it is by others, as "Rain on a roof; Ida Brandt; CC0-1.0; https://freesound.org/s/1234/":
title, author, by what right, and where it was found; author and address may be left empty; may be repeated`)
	flags.StringVar(&r.generated, "generated", "", "declare what in it was made by generative tools, and by which")
}

// declaration gives what the flags declare, nil for nothing.
func (r *rightsFlags) declaration() (*project.Declaration, error) {
	if !r.own && len(r.uses) == 0 && r.generated == "" {
		return nil, nil
	}
	if r.own && len(r.uses) > 0 {
		return nil, project.Errorf(project.Invalid, "--own-work says that nothing in it is by others, and --uses names something; leave one of them out")
	}
	d := &project.Declaration{Generated: r.generated}
	for _, text := range r.uses {
		parts := strings.Split(text, ";")
		if len(parts) < 3 || len(parts) > 4 {
			return nil, project.Errorf(project.Invalid, `--uses %q has %d parts; write "title; author; by what right; address", the last of which may be left out`, text, len(parts))
		}
		for i := range parts {
			parts[i] = strings.TrimSpace(parts[i])
		}
		parts = append(parts, "")
		d.Material = append(d.Material, project.Material{Title: parts[0], By: parts[1], Licence: parts[2], Source: parts[3]})
	}
	return d, nil
}

// rightsTables shows what was declared; no table when nothing was.
func rightsTables(d *project.Declaration) []table {
	if d == nil {
		return nil
	}
	rights := table{title: "Rights"}
	if len(d.Material) == 0 {
		rights.add("declared as their own work throughout")
	}
	for _, m := range d.Material {
		rights.add(m.Title, m.By, m.Licence, m.Source)
	}
	if d.Generated != "" {
		rights.add("made by generative tools: " + d.Generated)
	}
	return []table{rights}
}
