package project

import (
	"fmt"
	"slices"
)

// TableSpec says more about a table that is asked for. A zero field asks for nothing.
type TableSpec struct {
	Columns []TableColumn `json:"columns,omitempty" doc:"columns that must be there"`
	Key     string        `json:"key,omitempty" doc:"column whose values name the rows: each is there, and there once"`
	MinRows int           `json:"min_rows,omitempty" doc:"least number of rows, the header left out"`
	MaxRows int           `json:"max_rows,omitempty" doc:"greatest number of rows, the header left out"`
	Exact   bool          `json:"exact,omitempty" doc:"no other columns than these"`
}

// TableColumn is one column of a table.
type TableColumn struct {
	Name     string `json:"name" doc:"name in the header, or of the member of each line"`
	Type     string `json:"type,omitempty" enum:"text,integer,number,boolean,date" doc:"what its values are; text when left out"`
	Required bool   `json:"required,omitempty" doc:"no row may leave it empty"`
}

// TableFacts are the measurements of a table.
type TableFacts struct {
	Format  string   `json:"format"`
	Rows    int64    `json:"rows"` // the header left out
	Columns []string `json:"columns,omitempty"`
}

func (s *TableSpec) check(at string, f *faults) {
	if s.MinRows < 0 || s.MaxRows < 0 || s.MaxRows > 0 && s.MinRows > s.MaxRows {
		f.addf(at+".min_rows", "%d to %d rows is no range", s.MinRows, s.MaxRows)
	}
	seen := map[string]bool{}
	for i, c := range s.Columns {
		field := fmt.Sprintf("%s.columns[%d]", at, i)
		if c.Name == "" || seen[c.Name] {
			f.addf(field+".name", "%q is empty or there twice; give each column a name of its own", clip(c.Name, 40))
		}
		seen[c.Name] = true
		if !slices.Contains([]string{"", "text", "integer", "number", "boolean", "date"}, c.Type) {
			f.addf(field+".type", "is %q; write text, integer, number, boolean or date", clip(c.Type, 20))
		}
	}
	if s.Exact && len(s.Columns) == 0 {
		f.addf(at+".exact", "asks for no other columns, and names none")
	}
}

func (s *TableSpec) sentences() []string {
	var out []string
	for _, c := range s.Columns {
		sentence := "column " + c.Name
		if c.Type != "" {
			sentence += ", " + c.Type
		}
		if c.Required {
			sentence += ", never empty"
		}
		out = append(out, sentence)
	}
	if s.Exact {
		out = append(out, "no other columns")
	}
	if s.Key != "" {
		out = append(out, "each row named once in the column "+s.Key)
	}
	if s.MinRows > 0 {
		out = append(out, fmt.Sprintf("at least %d rows", s.MinRows))
	}
	if s.MaxRows > 0 {
		out = append(out, fmt.Sprintf("at most %d rows", s.MaxRows))
	}
	return out
}
