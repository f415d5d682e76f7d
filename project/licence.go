package project

import (
	"fmt"
	"strings"
)

// Limits of what is declared with a delivery.
const (
	MaxMaterial  = 100
	MaxGenerated = 2000 // characters
)

// Licence is what may be done with the work once it is paid. Sellers accept it with the offer, so it stays as it is.
type Licence struct {
	Name string `json:"name" doc:"what the terms are called: an SPDX identifier such as CC-BY-4.0, or words such as All rights to the buyer"`
	Text string `json:"text,omitempty" doc:"the terms themselves, where the name alone does not say them"`
}

// Declaration is what a seller says of the rights to one delivery: what is not named in it is their own work, and all of it
// may be used as the plan's licence says. The zero declaration says that of everything.
type Declaration struct {
	Material  []Material `json:"material,omitempty" maxItems:"100" doc:"what in it is not the seller's own"`
	Generated string     `json:"generated,omitempty" maxLength:"2000" doc:"what in it was made by generative tools, and by which"`
}

// Material is a thing by somebody else that stands in a delivery: a sample, a picture, a quotation, a typeface.
type Material struct {
	Title   string `json:"title" maxLength:"200" doc:"what it is"`
	By      string `json:"by,omitempty" maxLength:"200" doc:"who made it"`
	Licence string `json:"licence" maxLength:"200" doc:"by what right it is used: an SPDX identifier such as CC0-1.0, or words such as public domain"`
	Source  string `json:"source,omitempty" maxLength:"2000" doc:"https address where it was found"`
}

func (l *Licence) same(other *Licence) bool {
	if l == nil || other == nil {
		return l == other
	}
	return *l == *other
}

// Check names, as Invalid with the fields, what is wrong with what a seller declares; nil declares nothing, which is enough
// where the plan has no licence.
func (l *Licence) Check(d *Declaration) error {
	var f faults
	switch {
	case d == nil && l != nil:
		f.addf("declaration", "is missing: the work is used under %q; name what in it is not yours, or send an empty declaration when all of it is", l.Name)
	case d != nil:
		d.check(&f)
	}
	return f.refuse("the delivery cannot be taken without knowing the rights to it")
}

func (d *Declaration) check(f *faults) {
	if d.Generated != "" {
		f.checkText("declaration.generated", d.Generated, MaxGenerated)
	}
	if n := len(d.Material); n > MaxMaterial {
		f.addf("declaration.material", "has %d things; at most %d", n, MaxMaterial)
		return
	}
	for i, m := range d.Material {
		at := fmt.Sprintf("declaration.material[%d]", i)
		f.checkNamed(at+".title", m.Title)
		f.checkNamed(at+".licence", m.Licence)
		f.checkLine(at+".by", m.By, MaxTitle)
		if m.Source != "" {
			checkLink(at+".source", m.Source, "https://freesound.org/s/1234/", f)
		}
	}
}

// checkNamed is checkLine for a title that must be there.
func (f *faults) checkNamed(path, title string) {
	if strings.TrimSpace(title) == "" {
		f.addf(path, "is missing")
		return
	}
	f.checkLine(path, title, MaxTitle)
}

// licence checks the terms of use, where the plan has some.
func (v *planCheck) licence() {
	if v.plan.Licence == nil {
		return
	}
	v.text("licence.name", v.plan.Licence.Name, MaxTitle, true)
	v.oneLine("licence.name", v.plan.Licence.Name)
	v.text("licence.text", v.plan.Licence.Text, MaxText, false)
}
