package export

import (
	"strings"
	"testing"
	"time"

	"tutti/project"
)

// What is by others stands once, with every part that it is in; what nobody declared is said, too.
func TestLicencesNameEverythingOnce(t *testing.T) {
	rain := project.Material{Title: "Rain", Licence: "CC0-1.0"}
	day := time.Date(2026, 5, 1, 9, 0, 0, 0, time.UTC)
	parts := []Part{
		{SubGig: "drums", Title: "Drums\nand more", Version: 1, Submitted: day, Declared: &project.Declaration{Material: []project.Material{rain, rain}}},
		{SubGig: "bass", Title: "Bass", Version: 2, Submitted: day, Declared: &project.Declaration{Material: []project.Material{rain}}},
		{SubGig: "keys", Title: "Keys", Version: 1, Submitted: day},
	}
	want := `Rights to Nine bars

Terms of use

  The plan of this project names none.

Material by others

  Rain, CC0-1.0, in drums, bass

Parts

  Drums and more (drums), version 1 of 2026-05-01
    Declared as their own work but for material by others: 2, listed above.

  Bass (bass), version 2 of 2026-05-01
    Declared as their own work but for material by others: 1, listed above.

  Keys (keys), version 1 of 2026-05-01
    Nothing was declared.
`
	if got := string(Licences("Nine bars", nil, parts).Text); got != want {
		t.Errorf("%s", got)
	}
	if got := string(Licences("x", nil, nil).Text); !strings.Contains(got, "None was declared.") {
		t.Errorf("%s", got)
	}
}
