package project

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

func (s *TableSpec) check(at string, f *faults) {}

func (s *TableSpec) sentences() []string { return nil }
