package main

import (
	"reflect"
	"strings"
	"testing"

	"tutti/project"
)

func TestRightsAreReadFromFlags(t *testing.T) {
	for name, x := range map[string]struct {
		flags rightsFlags
		want  *project.Declaration
		wrong string
	}{
		"nothing":         {},
		"all of it":       {flags: rightsFlags{own: true}, want: &project.Declaration{}},
		"by others":       {flags: rightsFlags{uses: []string{" Rain ;; CC0-1.0 "}}, want: &project.Declaration{Material: []project.Material{{Title: "Rain", Licence: "CC0-1.0"}}}},
		"with an address": {flags: rightsFlags{uses: []string{"Rain; Ida; CC0-1.0; https://example.org/1"}}, want: &project.Declaration{Material: []project.Material{{Title: "Rain", By: "Ida", Licence: "CC0-1.0", Source: "https://example.org/1"}}}},
		"by a tool":       {flags: rightsFlags{own: true, generated: "the choir"}, want: &project.Declaration{Generated: "the choir"}},
		"too little":      {flags: rightsFlags{uses: []string{"Rain; CC0-1.0"}}, wrong: "has 2 parts"},
		"both":            {flags: rightsFlags{own: true, uses: []string{"Rain; ; CC0-1.0"}}, wrong: "leave one of them out"},
	} {
		got, err := x.flags.declaration()
		if x.wrong != "" {
			if err == nil || !strings.Contains(err.Error(), x.wrong) {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if err != nil || !reflect.DeepEqual(got, x.want) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}
