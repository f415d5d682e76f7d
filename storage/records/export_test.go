package records

// TablesOfAPerson names the tables that an erasure has thought of.
func TablesOfAPerson() (names []string) {
	for _, t := range personTables() {
		names = append(names, t.name)
	}
	return names
}
